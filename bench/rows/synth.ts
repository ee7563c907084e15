import { type Bench, inTurns, type Row } from '../row';
import { median } from '../statistics';
import { measure, nodeSubject, succeeded } from '../subject';
import { seconds, times } from '../text';

const KINDS = ['ours', 'aws'] as const;
const REACH = [
  { lookups: 50, ratio: 0.95 },
  { lookups: 200, ratio: 0.7 },
];

/** A synthesis takes about a second, so more of them fit into a round. */
const SYNTHESES_PER_ROUND = 5;

/** Time for a lookup among 200, against one among 50. */
const LINEAR = 1.1;

/** What lookups add to the time of an empty app. */
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
  const figures = new Map<string, number[]>();
  await inTurns(bench, 'synthesis', async () => {
    for (let turn = 0; turn < SYNTHESES_PER_ROUND; turn++) {
      for (const one of subjects) {
        figures.set(one.name, [...(figures.get(one.name) ?? []), succeeded(one, await measure(one)).seconds]);
      }
    }
  });
  const taken = (kind: string, count: number) => median(figures.get(nameOf(kind, count)) ?? []);
  const added = (kind: string, count: number) => taken(kind, count) - taken(kind, 0);
  const [few, many] = [added('ours', 50) / 50, added('ours', 200) / 200];
  return [
    ...REACH.map(({ lookups, ratio }) => {
      const [own, peer] = [added('ours', lookups), added('aws', lookups)];
      return {
        what: 'synth',
        measuredAs: `time that ${lookups} lookups add, three outputs each`,
        ours: `${times(own / peer)} (${seconds(own)})`,
        peers: `AwsCustomResource ${seconds(peer)}`,
        reach: `≤ ${ratio} ×`,
        met: own <= ratio * peer,
      };
    }),
    {
      what: 'synth',
      measuredAs: 'time of a lookup among 200, against one among 50',
      ours: times(many / few),
      peers: '–',
      reach: `linear: ≤ ${LINEAR} ×`,
      met: many <= LINEAR * few,
    },
  ];
}

function nameOf(kind: string, lookups: number): string {
  return `synthesis of ${lookups} (${kind})`;
}
