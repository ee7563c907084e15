import { generateCatalogue } from '../../local-aws/generate';
import { boto3, list, lookup, paginator, sdkLoop } from '../listing';
import { type Bench, inTurns } from '../turns';

/** Seconds by number of images. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [images: number, seconds: number])[];
}

const COUNTS = [100, 1_000, 10_000, 100_000];

/** How the time of a listing grows with the images, where no limit of the account holds it back. */
export async function growth(bench: Bench): Promise<readonly Curve[]> {
  const subjects = [
    { ...lookup({}, { REQUEST_RATE: '100' }), name: 'a lookup, requestRate 100' },
    paginator(),
    boto3(bench, 'standard'),
    sdkLoop('standard'),
  ];
  const curves = subjects.map((subject) => ({ subject, points: new Array<[number, number]>() }));
  for (const count of COUNTS) {
    const catalogue = generateCatalogue(count);
    // The largest takes minutes for all, and varies little.
    const rounds = count === COUNTS.at(-1) ? 1 : bench.rounds;
    const medianOf = await inTurns({ ...bench, rounds }, subjects, (one) => list(one, { catalogue }));
    for (const { subject, points } of curves) {
      points.push([count, medianOf((secondsOf) => secondsOf(subject))]);
    }
  }
  return curves.map(({ subject: { name }, points }) => ({ name, points }));
}
