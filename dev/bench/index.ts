/** `npm run bench`: measures what docs/maintainers/performance.md promises, and says whether it is kept. */
import { table } from '../../cli/terminal/table';
import { UserError } from '../../cli/terminal/user-error';
import { ensurePythonTools } from '../local-aws/python';
import { useOwnTemporaryFolder } from '../local-aws/temporary-folder';
import { rowsOf } from './claims';
import { HEAD, writeReport } from './report';
import { cold } from './rows/cold';
import { start, tests } from './rows/commands';
import { calls, size } from './rows/counts';
import { crowd } from './rows/crowd';
import { growth } from './rows/growth';
import { memory } from './rows/memory';
import { anotherQuota, neighbors, ownPace } from './rows/paging';
import { synth } from './rows/synth';
import type { Measurement } from './turns';

const MEASUREMENTS = new Map<string, Measurement>(
  Object.entries({ ownPace, neighbors, anotherQuota, calls, crowd, cold, size, synth, memory, start, tests }),
);

/** What mostly waits for the account's limit is measured at the same time, the rest alone. */
const MOSTLY_WAIT: ReadonlySet<Measurement> = new Set([ownPace, neighbors, crowd, memory]);

/** What is no matter of time: calls, refusals, bytes, images that fit, resources. */
const COUNTS = ['calls', 'size'];

const USAGE = `npm run bench                  measures everything, in about 25 minutes, and writes docs/maintainers/performance.md
npm run bench -- counts        measures only what is no matter of time
npm run bench -- NAME…         measures some of: ${[...MEASUREMENTS.keys()].join(', ')}`;

const ROUNDS = 3;

async function main(names: readonly string[]): Promise<void> {
  const chosen = names.length === 0 ? [...MEASUREMENTS.values()] : names.flatMap(measurementsOf);
  // Each app that is synthesized leaves a folder there.
  useOwnTemporaryFolder('bench-');
  const python = await ensurePythonTools(progress);
  const bench = { rounds: ROUNDS, python: (command: string) => python.bin(command) };
  const measure = (measurement: Measurement) => {
    progress(measurement.name);
    return measurement(bench);
  };
  const waiting = chosen.filter((measurement) => MOSTLY_WAIT.has(measurement));
  const findings = await Promise.all(waiting.map(measure));
  for (const measurement of chosen.filter((one) => !waiting.includes(one))) {
    findings.push(await measure(measurement));
  }
  const rows = rowsOf(findings.reduce((all, some) => ({ ...all, ...some })));
  console.log(
    table(
      HEAD,
      rows.map(({ cells }) => cells),
    ),
  );
  if (names.length === 0) {
    await writeReport(rows, await growth(bench));
  }
  const missed = rows.filter(({ met }) => !met).length;
  console.log(`${rows.length - missed} of ${rows.length} rows are met.`);
  process.exitCode = missed === 0 ? 0 : 1;
}

function measurementsOf(name: string): readonly Measurement[] {
  const measurement = MEASUREMENTS.get(name);
  if (measurement === undefined && name !== 'counts') {
    throw new UserError(`There is nothing to measure named ${name}.\n${USAGE}`);
  }
  return measurement === undefined ? COUNTS.flatMap(measurementsOf) : [measurement];
}

function progress(line: string): void {
  console.error(`${Math.round(performance.now() / 1000)} s  ${line}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});
