import { type Findings, type Measured, seconds } from '../claims';
import { nodeSubject } from '../subject';
import { type Bench, inTurns } from '../turns';

/** A synthesis takes about a second, so more rounds fit. */
const TIMES_THE_ROUNDS = 7;

/** The validation of templates takes a second, which is the same for both. */
const synthesis = (kind: 'ours' | 'aws', lookups: number) =>
  nodeSubject(
    `synthesis of ${lookups} (${kind})`,
    'synthesis',
    { kind, lookups },
    { CDK_VALIDATION: 'false' },
  );
const bothOf = (lookups: number) => ({ ours: synthesis('ours', lookups), aws: synthesis('aws', lookups) });

/**
 * What lookups add to the time of an app with a function of its own. In an empty app, most of the time would go into
 * loading the parts of the CDK that nearly every app uses.
 */
export async function synth(bench: Bench): Promise<Findings> {
  const [none, some, many] = [bothOf(0), bothOf(50), bothOf(200)];
  const subjects = [none, some, many].flatMap(({ ours, aws }) => [ours, aws]);
  const medianOf = await inTurns({ ...bench, rounds: TIMES_THE_ROUNDS * bench.rounds }, subjects);
  const measured = ({ ours, aws }: typeof none): Measured => [
    medianOf((of) => (of(ours) - of(none.ours)) / (of(aws) - of(none.aws))),
    seconds(medianOf((of) => of(ours) - of(none.ours))),
    `AwsCustomResource ${seconds(medianOf((of) => of(aws) - of(none.aws)))}`,
  ];
  const growth = medianOf((of) => (of(many.ours) - of(none.ours)) / (of(some.ours) - of(none.ours)));
  return { synth50: measured(some), synth200: measured(many), synthLinear: [growth / (200 / 50)] };
}
