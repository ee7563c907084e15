import { generateCatalogue } from '../../local-aws/generate';
import {
  ACCOUNT,
  boto3,
  list,
  type Listing,
  listSideBySide,
  lookup,
  neighborOf,
  OWN_RATE,
  PAGE_SIZE,
  peersOf,
  prepare,
  sdkLoop,
} from '../listing';
import { type Bench, inTurns, type Row } from '../row';
import { median } from '../statistics';
import { type Subject, succeeded } from '../subject';
import { seconds, times } from '../text';

const LEAST_FOREIGN_CALLS = 20;
const LATENCIES_MS = [30, 100, 300];
const THOUSAND = generateCatalogue(1_000);
const CALLS = THOUSAND.images.length / PAGE_SIZE;
const TEN_THOUSAND = generateCatalogue(10_000);

/** An account of another quota, and the share of it that a lookup is given. */
const RAISED = { ratePerSecond: 100, burst: 100 };
const RAISED_RATE = 90;

export async function paging(bench: Bench): Promise<readonly Row[]> {
  return [...(await ownPace(bench)), await neighbors(bench), await anotherQuota(bench)];
}

/** What is no matter of time: calls and refusals of one listing. */
export async function pagingCounts(bench: Bench): Promise<readonly Row[]> {
  bench.progress('own pace');
  const subject = lookup(bench);
  const listing = await list(subject, { catalogue: THOUSAND, throttle: ACCOUNT, latencyMs: 30 });
  const { answered, refused } = succeeded(subject, listing);
  return [
    {
      what: 'own pace',
      measuredAs: 'calls and refusals for 1,000 images',
      ours: `${answered} calls, ${refused} refused`,
      peers: '–',
      reach: `${CALLS} calls, none refused`,
      met: answered === CALLS && refused === 0,
    },
  ];
}

async function ownPace(bench: Bench): Promise<readonly Row[]> {
  const ours = lookup(bench);
  const peers = peersOf(bench);
  const fast = { catalogue: THOUSAND, throttle: ACCOUNT, latencyMs: 30 };
  const rounds = await inTurns(bench, 'own pace, 1,000 images', () =>
    listSideBySide([
      ...LATENCIES_MS.map((latencyMs) => () => prepare(ours, { ...fast, latencyMs })),
      ...peers.map((peer) => () => prepare(peer, fast)),
    ]),
  );
  return LATENCIES_MS.map((latencyMs, index) => {
    const listings = rounds.flatMap((round) => round[index] ?? []).map((listing) => succeeded(ours, listing));
    const ratio = median(listings.map((listing) => listing.seconds)) / leastSeconds(OWN_RATE, latencyMs);
    const refused = Math.max(...listings.map((listing) => listing.refused));
    return {
      what: 'own pace',
      measuredAs: `time for 1,000 images against what ${OWN_RATE} calls a second allow, ${latencyMs} ms a call`,
      ours: `${times(ratio)}, ${refused} refused`,
      peers:
        index === 0
          ? peersText(
              peers,
              rounds.map((round) => round.slice(LATENCIES_MS.length)),
            )
          : '–',
      reach: '≤ 1.01 ×, none refused',
      met: ratio <= 1.01 && refused === 0,
    };
  });
}

/** The least time that a pace allows for the calls, one after the other. */
function leastSeconds(ratePerSecond: number, latencyMs: number): number {
  let end = 0;
  for (let call = 0; call < CALLS; call++) {
    end = Math.max(end, (call - ACCOUNT.burst + 1) / ratePerSecond) + latencyMs / 1000;
  }
  return end;
}

async function neighbors(bench: Bench): Promise<Row> {
  const ours = lookup(bench);
  const peers = peersOf(bench);
  // Two accounts with a lookup make enough calls to count.
  const subjects = [ours, ours, ...peers];
  const account = { catalogue: THOUSAND, throttle: ACCOUNT, latencyMs: 30 };
  const rounds = await inTurns(bench, 'neighbors, 1,000 images', () =>
    listSideBySide(subjects.map((subject) => () => prepare(subject, account, neighborOf(bench)))),
  );
  const besideOf = (subject: Subject) => {
    const beside = rounds.flatMap((round) =>
      round.flatMap(({ neighbor }, index) => (subjects[index] === subject && neighbor ? [neighbor] : [])),
    );
    return {
      calls: beside.reduce((sum, { calls = 0 }) => sum + calls, 0),
      failed: beside.reduce((sum, { failedCalls = 0 }) => sum + failedCalls, 0),
    };
  };
  const own = besideOf(ours);
  const text = ({ failed, calls }: typeof own) => `${failed} of ${calls} fail`;
  return {
    what: 'neighbors',
    measuredAs: "another program's calls, one each 3 s, while 1,000 images are listed",
    ours: text(own),
    peers: peers.map((peer) => `${peer.name} ${text(besideOf(peer))}`).join('; '),
    reach: `none of ${LEAST_FOREIGN_CALLS} or more fails`,
    met: own.failed === 0 && own.calls >= LEAST_FOREIGN_CALLS,
  };
}

async function anotherQuota(bench: Bench): Promise<Row> {
  const latencyMs = 30;
  const ours = lookup(bench, {}, { REQUEST_RATE: String(RAISED_RATE) });
  const peers = [boto3(bench, 'standard'), sdkLoop(bench, 'standard')];
  const account = { catalogue: TEN_THOUSAND, throttle: RAISED, latencyMs };
  const rounds = await inTurns(bench, 'another quota, 10,000 images', async () => {
    const listings: Listing[] = [];
    for (const subject of [ours, ...peers]) {
      listings.push(succeeded(subject, await list(subject, account)));
    }
    return listings;
  });
  const latencies = (TEN_THOUSAND.images.length / PAGE_SIZE) * (latencyMs / 1000);
  const [own = NaN, ...others] = [ours, ...peers].map(
    (_, index) => median(rounds.map((round) => round[index]?.seconds ?? NaN)) / latencies,
  );
  return {
    what: 'another quota',
    measuredAs: `time for 10,000 images against the sum of the latencies, 30 ms a call, requestRate ${RAISED_RATE}`,
    ours: times(own),
    peers: others.map((other, index) => `${peers[index]?.name ?? ''} ${times(other)}`).join('; '),
    reach: '≤ 1.2 ×',
    met: own <= 1.2,
  };
}

function peersText(peers: readonly Subject[], rounds: readonly (readonly Listing[])[]): string {
  return peers
    .map(({ name }, index) => {
      const listings = rounds.flatMap((round) => round[index] ?? []);
      const finished = listings.filter(({ error }) => error === undefined);
      const refused = median(listings.map((listing) => listing.refused));
      return finished.length < listings.length
        ? `${name} fails ${listings.length - finished.length} of ${listings.length}`
        : `${name} ${seconds(median(finished.map((listing) => listing.seconds)))}, ${refused} refused`;
    })
    .join('; ');
}
