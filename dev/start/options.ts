import { resolve } from 'node:path';
import { parseArguments, usageError } from '../../cli/terminal/arguments';

export interface Options {
  readonly help: boolean;
  readonly gate: boolean;
  /** Whether the local AWS stays until it is stopped. */
  readonly keep: boolean;
  readonly verbose: boolean;
  /** Absolute. Undefined if none was named. */
  readonly catalogueFile?: string | undefined;
}

/** Where the command was started. */
export interface Caller {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

export const USAGE = `npm start                      deploy the example app with the sample catalogue
npm start -- --gate            deploy an example app that waits for a PENDING image
npm start -- --images FILE     use your own catalogue, saved with:
                               aws workspaces describe-workspace-images --output json > FILE
npm start -- --keep            leave the local AWS running, for an app of your own
npm start -- --verbose         print all that the CDK's command line prints
npm start -- --help (or -h)    print this

Options stand after the "--". npm takes those before it for its own.`;

/** @throws UserError with the usage if the arguments are not as it says */
export function readOptions(args: readonly string[], caller: Caller): Options {
  const { images, ...flags } = parse(args);
  if (images === '') {
    throw usageError("Option '--images <value>' argument missing", USAGE);
  }
  return { ...flags, catalogueFile: images === undefined ? undefined : callersFile(images, caller) };
}

function parse(args: readonly string[]) {
  return parseArguments(
    {
      args: [...args],
      options: {
        images: { type: 'string' },
        gate: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    USAGE,
  ).values;
}

/** npm runs a script in the directory of package.json, and says in INIT_CWD where it was called. */
function callersFile(name: string, { env, cwd }: Caller): string {
  return resolve(cwd, env['INIT_CWD'] ?? '', name);
}
