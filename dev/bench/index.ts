/** `npm run bench`: measures what docs/maintainers/performance.md promises, and says whether it is kept. */
import { table } from '../../cli/terminal/table';
import { UserError } from '../../cli/terminal/user-error';
import { ensurePythonTools } from '../local-aws/python';
import { useOwnTemporaryFolder } from '../local-aws/temporary-folder';
import { ensureNode24 } from './node24';
import { machineOf, writeReport } from './report';
import type { Bench, Row } from './row';
import { cold } from './rows/cold';
import { crowd } from './rows/crowd';
import { growth } from './rows/growth';
import { ids } from './rows/ids';
import { memory } from './rows/memory';
import { paging, pagingCounts } from './rows/paging';
import { size } from './rows/size';
import { suites } from './rows/suites';
import { synth } from './rows/synth';

type Measurement = (bench: Bench) => Promise<readonly Row[]>;

/** In the order of the report. */
const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  paging,
  ids,
  crowd,
  cold,
  size,
  synth,
  memory,
  tests: suites,
};

const MOSTLY_WAIT: ReadonlySet<Measurement> = new Set([paging, crowd, memory]);

/** What is no matter of time: calls, refusals, bytes, images that fit, resources. */
const COUNTS: readonly Measurement[] = [pagingCounts, ids, size];

const USAGE = `npm run bench                  measures everything, in about 25 minutes, and writes docs/maintainers/performance.md
npm run bench -- counts        measures only what is no matter of time
npm run bench -- NAME…         measures some of: ${Object.keys(MEASUREMENTS).join(', ')}`;

const ROUNDS = 3;

async function main(names: readonly string[]): Promise<void> {
  if (names.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const chosen = chosenOf(names);
  // Each app that is synthesized leaves a folder there.
  useOwnTemporaryFolder('bench-');
  const progress = progressOf();
  const node = ensureNode24(progress);
  const python = await ensurePythonTools(progress);
  const bench: Bench = {
    rounds: ROUNDS,
    node: node.path,
    python: (command) => python.bin(command),
    progress,
  };
  const rows = await measureAll(chosen, bench);
  console.log(
    table(
      ['what', 'measured as', 'here', 'to reach', 'met'],
      rows.map(({ what, measuredAs, ours, reach, met }) => [
        what,
        measuredAs,
        ours,
        reach,
        met ? 'yes' : 'NO',
      ]),
    ),
  );
  for (const { what, peers } of rows.filter(({ peers }) => peers !== '–')) {
    console.log(`${what}, others: ${peers}`);
  }
  if (names.length === 0) {
    await writeReport(rows, await growth(bench), machineOf(node.version));
    console.log('docs/maintainers/performance.md is written.');
  }
  const missed = rows.filter(({ met }) => !met).length;
  console.log(`${rows.length - missed} of ${rows.length} rows are met.`);
  process.exitCode = missed === 0 ? 0 : 1;
}

/** What mostly waits for the account's limit is measured at the same time. What needs the machine is measured alone. */
async function measureAll(chosen: readonly Measurement[], bench: Bench): Promise<readonly Row[]> {
  const rows = new Map<Measurement, readonly Row[]>();
  const measure = async (measurement: Measurement) => {
    rows.set(measurement, await measurement(bench));
  };
  await Promise.all(chosen.filter((measurement) => MOSTLY_WAIT.has(measurement)).map(measure));
  for (const measurement of chosen.filter((measurement) => !MOSTLY_WAIT.has(measurement))) {
    await measure(measurement);
  }
  return chosen.flatMap((measurement) => rows.get(measurement) ?? []);
}

function chosenOf(names: readonly string[]): readonly Measurement[] {
  if (names.length === 0) {
    return Object.values(MEASUREMENTS);
  }
  if (names.length === 1 && names[0] === 'counts') {
    return COUNTS;
  }
  return names.map((name) => {
    const measurement = MEASUREMENTS[name];
    if (measurement === undefined) {
      throw new UserError(`There is nothing to measure named ${name}.\n${USAGE}`);
    }
    return measurement;
  });
}

function progressOf(): (line: string) => void {
  const begun = Date.now();
  return (line) => {
    console.error(`${String(Math.round((Date.now() - begun) / 1000)).padStart(5)} s  ${line}`);
  };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});
