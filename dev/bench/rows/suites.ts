import { startChild } from '../../local-aws/child';
import { commandEnvironment } from '../../local-aws/environment';
import { projectRoot } from '../../local-aws/project';
import type { Bench, Row } from '../row';
import { seconds } from '../text';

const SUITES = [
  { name: '`npm test`, warm', args: ['test'], runs: 2, reach: 120 },
  { name: '`npm run test:e2e`', args: ['run', 'test:e2e'], runs: 1, reach: 600 },
];

/** How long who changes the library waits for its tests. */
export async function suites(bench: Bench): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, args, runs, reach } of SUITES) {
    let taken = NaN;
    for (let run = 1; run <= runs; run++) {
      bench.progress(`${name}: run ${run} of ${runs}`);
      taken = await secondsOf(args);
    }
    rows.push({
      what: 'tests',
      measuredAs: name,
      ours: seconds(taken),
      peers: '–',
      reach: `≤ ${reach} s`,
      met: taken <= reach,
    });
  }
  return rows;
}

async function secondsOf(args: readonly string[]): Promise<number> {
  const begun = performance.now();
  const lines: string[] = [];
  const { ended } = startChild('npm', args, {
    env: commandEnvironment(process.env, {}),
    cwd: projectRoot,
    onLine: (line) => lines.push(line),
  });
  const { exitCode, how } = await ended;
  if (exitCode !== 0) {
    throw new Error([`npm ${args.join(' ')} failed: ${how}`, ...lines.slice(-20)].join('\n'));
  }
  return (performance.now() - begun) / 1000;
}
