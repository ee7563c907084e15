import { type Bench, inTurns, type Row } from '../row';
import { median } from '../statistics';
import { measure, nodeSubject, succeeded } from '../subject';
import { seconds, times } from '../text';

const KINDS = ['ours', 'aws'] as const;
const REACH = [
  { lookups: 50, ratio: 0.95 },
  { lookups: 200, ratio: 0.7 },
];

/** Time for a lookup among 200, against one among 50. */
const LINEAR = 1.1;

/** What lookups add to the time of an empty app. */
export async function synth(bench: Bench): Promise<readonly Row[]> {
  const subject = (kind: (typeof KINDS)[number], lookups: number) =>
    nodeSubject(bench.node, `synthesis of ${lookups}`, {
      program: 'synthesis',
      job: { kind, lookups },
      // It takes a second, which is the same for both.
      env: { CDK_VALIDATION: 'false' },
    });
  const counts = [0, ...REACH.map(({ lookups }) => lookups)];
  const rounds = await inTurns(bench, 'synthesis', async () => {
    const taken = new Map<string, number>();
    for (const count of counts) {
      for (const kind of KINDS) {
        const one = subject(kind, count);
        taken.set(`${kind} ${count}`, succeeded(one, await measure(one)).seconds);
      }
    }
    return taken;
  });
  const added = (kind: string, count: number) =>
    median(rounds.map((taken) => taken.get(`${kind} ${count}`) ?? NaN)) -
    median(rounds.map((taken) => taken.get(`${kind} 0`) ?? NaN));
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
