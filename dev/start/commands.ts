import { join } from 'node:path';
import { UserError } from '../../cli/terminal/user-error';
import { cdk } from '../local-aws/cdk';
import type { MiniStack } from '../local-aws/ministack';
import { runNode } from '../local-aws/program';
import { projectRoot } from '../local-aws/project';
import { type Output, whileTiming } from './output';

/** What a command of the demonstration needs. */
export interface Session {
  readonly miniStack: MiniStack;
  readonly output: Output;

  /** Stops the command. */
  readonly signal: AbortSignal;
}

/** The command that the package brings. */
const COMMAND = join(projectRoot, 'build', 'cli', 'index.js');

/** What the preview ends with where a deployment would change something. */
const WOULD_CHANGE = 2;

/** Synthesizes an app, and returns the directory. */
export async function synthesize(
  app: string,
  { miniStack: { env, directory }, output, signal }: Session,
  context: readonly string[] = [],
): Promise<string> {
  const assembly = join(directory, 'cdk.out');
  const args = [
    ...['synth', '--quiet', '--app', `node ${join('build', 'compiled', 'bin', app)}`],
    ...['--output', assembly, ...context],
  ];
  const run = () => cdk(args, { env, cwd: projectRoot, signal });
  const { exitCode, how, output: printed } = await whileTiming(output, 'cdk synth', run);
  if (exitCode !== 0) {
    throw new UserError(`cdk synth ended with ${how}:\n${printed}`);
  }
  return assembly;
}

/** Previews what would change, which is known to be something. */
export async function preview(
  assembly: string,
  { miniStack: { env }, output, signal }: Session,
): Promise<void> {
  const { line } = output;
  const onLine = (text: string) => {
    line.say(text);
  };
  const run = () => runNode(COMMAND, ['preview', assembly], { env, onLine, signal });
  const { exitCode, how } = await whileTiming(output, 'preview', run);
  if (exitCode !== WOULD_CHANGE) {
    throw new UserError(`The preview should have found the newer image, and ended with ${how}.`);
  }
  line.say(`Exit code ${exitCode}: the deployment would change something.`);
}
