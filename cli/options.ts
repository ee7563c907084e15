import { parseArguments, usageError } from './terminal/arguments';

/** What the caller of `preview` asks for. */
export interface Options {
  /** The directory of the synthesized app. Undefined if none was named. */
  readonly directory: string | undefined;

  /** Names or paths of stacks, with `*` and `?`. Empty for all. */
  readonly stacks: readonly string[];
  readonly json: boolean;

  /** Whether a newer match for a pinned lookup counts as a change. */
  readonly newer: boolean;
}

export const USAGE = `npx cdk-workspace-images preview [DIRECTORY]   run the lookups of a synthesized app, and compare with what
                                               is deployed; DIRECTORY is cdk.out by default

  --stack NAME   only this stack: its name or path, * and ? allowed; may be repeated
  --newer        exit with 2 if a newer image matches than the pinned one
  --json         print one JSON document
  --help, -h     print this

Exit codes: 0 nothing would change, 2 something would change, 3 a deployment would fail,
1 usage or access error.`;

/**
 * @returns undefined if help is asked for
 * @throws UserError with the usage if the arguments are not as it says
 */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parse(args);
  if (values.help) {
    return undefined;
  }
  const [command, directory, ...others] = positionals;
  if (command !== 'preview') {
    throw usageError(command === undefined ? 'No command was named' : `\`${command}\` is no command`, USAGE);
  }
  if (others.length > 0) {
    throw usageError(
      `One directory can be named, and ${others.length} more ${others.length === 1 ? 'was' : 'were'}`,
      USAGE,
    );
  }
  if (directory === '') {
    throw usageError('The directory must be named, or left out', USAGE);
  }
  const { stack: stacks, json, newer } = values;
  return { directory, stacks, json, newer };
}

function parse(args: readonly string[]) {
  return parseArguments(
    {
      args: [...args],
      allowPositionals: true,
      options: {
        stack: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        newer: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    USAGE,
  );
}
