import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { cdk } from '../local/cdk';
import { UserError } from '../terminal/user-error';
import type { Session } from './commands';
import { type Example, readExample } from './core/example';
import { failureOf } from './core/failure';
import { DeployLines } from './deploy-lines';
import { whileShowing } from './output';
import type { PageWatch } from './page-watch';

const outputsFormat = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Deploys a synthesized app, with a line for each stack.
 *
 * @throws UserError with the reason if a stack fails
 */
export async function deploy(assembly: string, session: Session, pages?: PageWatch): Promise<Example> {
  const { miniStack, output, signal } = session;
  const { directory, env } = miniStack;
  const { line, isVerbose, now } = output;
  const lines = new DeployLines(line, now);
  if (pages !== undefined) {
    pages.onPage = (states) => {
      if (isVerbose) {
        line.say(`The lookup sees ${states}`);
      } else {
        lines.tell(`sees ${states}`);
      }
    };
  }
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
  const { exitCode } = await (isVerbose ? run() : whileShowing(line, show, run));
  if (exitCode !== 0) {
    const hint = isVerbose ? '' : '\n\nTo see every event, add --verbose: npm start -- --verbose';
    throw new UserError(`The deployment failed.\n${failureOf(printed)}${hint}`);
  }
  return readExample(outputsFormat.parse(JSON.parse(readFileSync(outputsFile, 'utf8'))));
}
