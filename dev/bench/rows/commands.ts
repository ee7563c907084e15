import { join } from 'node:path';
import { projectRoot } from '../../local-aws/project';
import type { Findings } from '../claims';
import { measure, type Result, succeeded } from '../subject';
import type { Bench } from '../turns';

const PROGRAM = join(projectRoot, 'dev', 'bench', 'subjects', 'cpu_of_tree.py');

/** A command of the project without a terminal: its time, and the CPU time of it and all that it starts. */
async function run({ python }: Bench, ...args: readonly string[]): Promise<Result> {
  const name = args.join(' ');
  const subject = { name, command: python('python'), args: [PROGRAM, projectRoot, ...args] };
  return succeeded(subject, await measure(subject));
}

/** What `npm start` takes of a machine. */
export async function start(bench: Bench): Promise<Findings> {
  const demonstrate = () => run(bench, 'node', join('build', 'compiled', 'dev', 'start', 'index.js'));
  await demonstrate();
  const { cpuSeconds = NaN, cpuSecondsToTable = NaN } = await demonstrate();
  return { start: [cpuSeconds], startTable: [cpuSecondsToTable] };
}

/** How long who changes the library waits for its tests. */
export async function tests(bench: Bench): Promise<Findings> {
  await run(bench, 'npm', 'test');
  const quick = await run(bench, 'npm', 'test');
  const endToEnd = await run(bench, 'npm', 'run', 'test:e2e');
  return { tests: [quick.seconds], endToEnd: [endToEnd.seconds] };
}
