import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/terminal/user-error';
import type { Session } from './commands';
import { failureText } from './core/failure';
import type { ImageWatch } from './image-watch';
import { runDeploy } from './run-deploy';

/**
 * Deploys a synthesized app, with a line for each stack, and returns the outputs.
 *
 * @throws UserError with the reason if a stack fails
 */
export async function deploy(assembly: string, session: Session, watch?: ImageWatch): Promise<unknown> {
  const { miniStack, output, signal } = session;
  const { directory, env } = miniStack;
  const outputsFile = join(directory, 'outputs.json');
  const args = ['--all', '--app', assembly, '--outputs-file', outputsFile];
  const { exitCode, how, printed } = await runDeploy(args, { env, cwd: directory, signal, output, watch });
  if (exitCode !== 0) {
    const hint = output.isVerbose ? '' : '\n\nRun it again with --verbose to see every event.';
    throw new UserError(`${failureText(how, printed)}${hint}`);
  }
  return JSON.parse(readFileSync(outputsFile, 'utf8'));
}
