import { generateCatalogue } from '../../local-aws/generate';
import type { Curve } from '../growth-plot';
import { boto3, list, lookup, paginator, sdkLoop } from '../listing';
import { type Bench, inTurns } from '../row';
import { median } from '../statistics';
import { succeeded } from '../subject';
import { number } from '../text';

const COUNTS = [100, 1_000, 10_000, 100_000];

/** How the time of a listing grows with the images, where no limit of the account holds it back. */
export async function growth(bench: Bench): Promise<readonly Curve[]> {
  const subjects = [
    { ...lookup(bench, {}, { REQUEST_RATE: '100' }), name: 'a lookup, requestRate 100' },
    paginator(bench),
    boto3(bench, 'standard'),
    sdkLoop(bench, 'standard'),
  ];
  const curves = subjects.map(({ name }): { name: string; points: [number, number][] } => ({
    name,
    points: [],
  }));
  for (const count of COUNTS) {
    const catalogue = generateCatalogue(count);
    // The largest takes minutes for all, and varies little.
    const rounds = count === COUNTS.at(-1) ? 1 : bench.rounds;
    const taken = await inTurns({ ...bench, rounds }, `growth, ${number(count)} images`, async () => {
      const seconds: number[] = [];
      for (const subject of subjects) {
        seconds.push(succeeded(subject, await list(subject, { catalogue })).seconds);
      }
      return seconds;
    });
    for (const [index, curve] of curves.entries()) {
      curve.points.push([count, median(taken.map((round) => round[index] ?? NaN))]);
    }
  }
  return curves;
}
