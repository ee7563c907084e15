import { generateCatalogue } from '../../local-aws/generate';
import { type Findings, seconds, times } from '../claims';
import {
  ACCOUNT,
  boto3,
  list,
  listAtOnce,
  lookup,
  neighborOf,
  OWN_RATE,
  PAGE_SIZE,
  peersOf,
  sdkLoop,
} from '../listing';
import { type Subject, succeeded } from '../subject';
import { type Bench, inTurns, median, roundsOf } from '../turns';

const LATENCIES_MS = [30, 100, 300];
const THOUSAND = { catalogue: generateCatalogue(1_000), throttle: ACCOUNT, latencyMs: 30 };

/** The calls of another program that are enough to judge by. */
const ENOUGH_CALLS = 20;

/** An account of another quota, and the share of it that a lookup is given. */
const RAISED = {
  catalogue: generateCatalogue(10_000),
  throttle: { ratePerSecond: 100, burst: 100 },
  latencyMs: 30,
};
const RAISED_RATE = '90';

export async function ownPace(bench: Bench): Promise<Findings> {
  const ours = lookup();
  const peers = peersOf(bench);
  const rounds = await roundsOf(bench, async () => {
    const own = LATENCIES_MS.map(async (latencyMs) => {
      const listing = succeeded(ours, await list(ours, { ...THOUSAND, latencyMs }));
      return { ...listing, ratio: listing.seconds / leastSeconds(latencyMs) };
    });
    const others = peers.map((peer) => list(peer, THOUSAND));
    return { own: await Promise.all(own), others: await Promise.all(others) };
  });
  const ratios = LATENCIES_MS.map((_, index) => median(rounds.flatMap(({ own }) => own[index]?.ratio ?? [])));
  const refusals = rounds.flatMap(({ own }) => own.map(({ refused }) => refused));
  const others = peers.map(({ name }, index) => {
    const listings = rounds.flatMap((round) => round.others[index] ?? []);
    const failed = listings.filter(({ error }) => error !== undefined).length;
    const taken = seconds(median(listings.map((listing) => listing.seconds)));
    const refused = median(listings.map((listing) => listing.refused));
    return `${name} ${failed > 0 ? `fails ${failed} of ${listings.length}` : `${taken}, ${refused} refused`}`;
  });
  return {
    ownPace: [Math.max(...ratios), undefined, others.join('; ')],
    ownRefusals: [Math.max(...refusals)],
  };
}

/** The least time that a lookup's pace allows for the calls, one after the other. */
function leastSeconds(latencyMs: number): number {
  let end = 0;
  for (let call = 0; call < THOUSAND.catalogue.images.length / PAGE_SIZE; call++) {
    end = Math.max(end, (call - ACCOUNT.burst + 1) / OWN_RATE) + latencyMs / 1000;
  }
  return end;
}

export async function neighbors(bench: Bench): Promise<Findings> {
  const ours = lookup();
  const peers = peersOf(bench);
  // Two accounts with a lookup make enough calls to count.
  const subjects = [ours, ours, ...peers];
  const rounds = await roundsOf(bench, () =>
    Promise.all(subjects.map((subject) => listAtOnce([subject], THOUSAND, neighborOf()))),
  );
  const besideOf = (subject: Subject) => {
    const beside = rounds.flatMap((round) => round.filter((_, index) => subjects[index] === subject));
    const made = beside.reduce((sum, { neighbor }) => sum + (neighbor?.calls ?? 0), 0);
    const failed = beside.reduce((sum, { neighbor }) => sum + (neighbor?.failedCalls ?? 0), 0);
    return { made, failed };
  };
  const { made, failed } = besideOf(ours);
  const others = peers.map((peer) => `${peer.name} ${besideOf(peer).failed} of ${besideOf(peer).made}`);
  return { neighbors: [made < ENOUGH_CALLS ? NaN : failed, `of ${made}`, others.join('; ')] };
}

export async function anotherQuota(bench: Bench): Promise<Findings> {
  const ours = lookup({}, { REQUEST_RATE: RAISED_RATE });
  const peers = [boto3(bench, 'standard'), sdkLoop('standard')];
  const medianOf = await inTurns(bench, [ours, ...peers], (subject) => list(subject, RAISED));
  const latencies = (RAISED.catalogue.images.length / PAGE_SIZE) * (RAISED.latencyMs / 1000);
  const ratioOf = (subject: Subject) => medianOf((secondsOf) => secondsOf(subject) / latencies);
  const others = peers.map((peer) => `${peer.name} ${times(ratioOf(peer))}`);
  return { anotherQuota: [ratioOf(ours), undefined, others.join('; ')] };
}
