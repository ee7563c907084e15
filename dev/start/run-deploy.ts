import { stripVTControlCharacters } from 'node:util';
import { cdk } from '../local-aws/cdk';
import type { ProgramOptions, ProgramResult } from '../local-aws/program';
import { DeployLines } from './deploy-lines';
import type { ImageWatch } from './image-watch';
import { type Output, whileShowing } from './output';

/** Where `cdk deploy` runs, and where its lines go. */
export interface DeploySurroundings extends Required<Pick<ProgramOptions, 'env' | 'cwd' | 'signal'>> {
  readonly output: Output;
  readonly watch?: ImageWatch | undefined;
}

export interface DeployRun extends Pick<ProgramResult, 'exitCode' | 'how'> {
  /** All lines, without colours. */
  readonly printed: readonly string[];
}

/** Runs `cdk deploy`, with a line for each stack. */
export async function runDeploy(
  args: readonly string[],
  { output, watch, ...options }: DeploySurroundings,
): Promise<DeployRun> {
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
  const all = ['deploy', ...args, '--require-approval', 'never', '--progress', 'events'];
  const run = () => cdk(all, { ...options, onLine });
  const show = () => {
    lines.show();
  };
  const { exitCode, how } = await (isVerbose ? run() : whileShowing(line, show, run));
  return { exitCode, how, printed };
}
