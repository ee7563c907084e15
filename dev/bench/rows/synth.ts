import { type Bench, inTurns, type Row } from '../row';
import { median } from '../statistics';
import { measure, nodeSubject, succeeded } from '../subject';
import { seconds, times } from '../text';

const KINDS = ['ours', 'aws'] as const;
type Kind = (typeof KINDS)[number];
const REACH = [
  { lookups: 50, ratio: 0.95 },
  { lookups: 200, ratio: 0.7 },
];

/** A synthesis takes about a second, so more rounds fit. */
const TIMES_THE_ROUNDS = 7;

/** Time for a lookup among 200, against one among 50. */
const LINEAR = 1.1;

/**
 * What lookups add to the time of an app with a function of its own. In an empty app, most of the time would go into
 * loading the parts of the CDK that nearly every app uses.
 */
export async function synth(bench: Bench): Promise<readonly Row[]> {
  const counts = [0, ...REACH.map(({ lookups }) => lookups)];
  const subjects = counts.flatMap((lookups) =>
    KINDS.map((kind) =>
      nodeSubject(bench.node, nameOf(kind, lookups), {
        program: 'synthesis',
        job: { kind, lookups },
        // It takes a second, which is the same for both.
        env: { CDK_VALIDATION: 'false' },
      }),
    ),
  );
  const manyRounds = { ...bench, rounds: TIMES_THE_ROUNDS * bench.rounds };
  const rounds = await inTurns(manyRounds, 'synthesis', async () => {
    const taken = new Map<string, number>();
    for (const one of subjects) {
      taken.set(one.name, succeeded(one, await measure(one)).seconds);
    }
    return taken;
  });
  const medianOf = (figure: (added: (kind: Kind, lookups: number) => number) => number) =>
    median(
      rounds.map((taken) => {
        const secondsOf = (kind: Kind, lookups: number) => taken.get(nameOf(kind, lookups)) ?? NaN;
        return figure((kind, lookups) => secondsOf(kind, lookups) - secondsOf(kind, 0));
      }),
    );
  const growth = medianOf((added) => added('ours', 200) / 200 / (added('ours', 50) / 50));
  return [
    ...REACH.map(({ lookups, ratio }) => {
      // Of one round, since the machine's pace changes between rounds.
      const ofPeer = medianOf((added) => added('ours', lookups) / added('aws', lookups));
      return {
        what: 'synth',
        measuredAs: `time that ${lookups} lookups add to an app with a function, three outputs each`,
        ours: `${times(ofPeer)} (${seconds(medianOf((added) => added('ours', lookups)))})`,
        peers: `AwsCustomResource ${seconds(medianOf((added) => added('aws', lookups)))}`,
        reach: `≤ ${ratio} ×`,
        met: ofPeer <= ratio,
      };
    }),
    {
      what: 'synth',
      measuredAs: 'time of a lookup among 200, against one among 50',
      ours: times(growth),
      peers: '–',
      reach: `linear: ≤ ${LINEAR} ×`,
      met: growth <= LINEAR,
    },
  ];
}

function nameOf(kind: Kind, lookups: number): string {
  return `synthesis of ${lookups} (${kind})`;
}
