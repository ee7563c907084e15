import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cdk } from '../local/cdk';
import { UserError } from '../terminal/user-error';
import type { Session } from './commands';
import { failureText } from './core/failure';
import { DeployLines } from './deploy-lines';
import type { ImageWatch } from './image-watch';
import { whileShowing } from './output';

/**
 * Deploys a synthesized app, with a line for each stack, and returns the outputs.
 *
 * @throws UserError with the reason if a stack fails
 */
export async function deploy(assembly: string, session: Session, watch?: ImageWatch): Promise<unknown> {
  const { miniStack, output, signal } = session;
  const { directory, env } = miniStack;
  const { line, isVerbose, now } = output;
  const lines = new DeployLines(line, now, watch);
  const printed: string[] = [];
  const onLine = (text: string) => {
    const plain = stripVTControlCharacters(text);
    printed.push(plain);
    if (isVerbose) {
      line.say(text);
    } else {
      lines.read(plain);
    }
  };
  const outputsFile = join(directory, 'outputs.json');
  const args = [
    ...['deploy', '--all', '--app', assembly],
    ...['--require-approval', 'never', '--progress', 'events', '--outputs-file', outputsFile],
  ];
  const run = () => cdk(args, { env, cwd: directory, onLine, signal });
  const show = () => {
    lines.show();
  };
  const { exitCode, how } = await (isVerbose ? run() : whileShowing(line, show, run));
  if (exitCode !== 0) {
    const hint = isVerbose ? '' : '\n\nRun it again with --verbose to see every event.';
    throw new UserError(`${failureText(how, printed)}${hint}`);
  }
  return JSON.parse(readFileSync(outputsFile, 'utf8'));
}
