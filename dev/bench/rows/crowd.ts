import { startWorkspacesEndpoint } from '../../local-aws/workspaces-endpoint';
import { ACCOUNT, availableCatalogue, countsOf, lookup, PAGE_SIZE } from '../listing';
import type { Bench, Row } from '../row';
import { type Ready, start, type Subject } from '../subject';
import { number, times } from '../text';

/** Functions that look up at the same time, in processes of their own, against the limit of one account. */
interface Crowd {
  readonly name: string;
  readonly functions: number;
  readonly lookupsPerFunction: number;
  readonly images: number;
  readonly properties: object;
}

const LOOKUP = { MostRecent: '1' };
const GATE = { MostRecent: '1', Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '3600' };

const CROWDS: readonly Crowd[] = [
  { name: '10 × 100 images', functions: 10, lookupsPerFunction: 1, images: 100, properties: LOOKUP },
  { name: '2 × 20 × 100 images', functions: 2, lookupsPerFunction: 20, images: 100, properties: LOOKUP },
  { name: '25 gates × 1,000 images', functions: 25, lookupsPerFunction: 1, images: 1_000, properties: GATE },
];

export async function crowd(bench: Bench): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const one of CROWDS) {
    bench.progress(`many at once: ${one.name}`);
    rows.push(
      await measureCrowd(one, lookup(bench, { lookups: one.lookupsPerFunction, properties: one.properties })),
    );
  }
  return rows;
}

async function measureCrowd(crowd: Crowd, subject: Subject): Promise<Row> {
  const endpoint = await startWorkspacesEndpoint({
    catalogue: availableCatalogue(crowd.images),
    throttle: ACCOUNT,
  });
  const functions: Ready[] = [];
  try {
    for (let index = 0; index < crowd.functions; index++) {
      functions.push(await start(subject, endpoint.url));
    }
    const results = await Promise.all(functions.map((one) => one.go()));
    const failures = results.flatMap(({ error }) => error ?? []);
    const { answered, refused } = countsOf(endpoint.calls);
    // A gate's first poll comes when its listing is done, so it is one of the calls that the account allows.
    const listings = crowd.functions * crowd.lookupsPerFunction;
    const least = (answered - ACCOUNT.burst) / ACCOUNT.ratePerSecond;
    const ratio = Math.max(...results.map((result) => result.seconds)) / least;
    return {
      what: 'many at once',
      measuredAs: `${crowd.name} against one account, time against what it allows`,
      ours: `${listings - failures.length} of ${listings} succeed, ${times(ratio)}, ${number(refused)} refused`,
      peers: '–',
      reach: 'all succeed, ≤ 1.05 ×',
      met: failures.length === 0 && answered >= (listings * crowd.images) / PAGE_SIZE && ratio <= 1.05,
    };
  } finally {
    await Promise.all(functions.map((one) => one.stop()));
    await endpoint.close();
  }
}
