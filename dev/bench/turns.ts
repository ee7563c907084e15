import type { Findings } from './claims';
import { measure, type Result, type Subject, succeeded } from './subject';

/** What a run of the bench measures with. */
export interface Bench {
  /** How often each subject is measured. */
  readonly rounds: number;
  /** A command of the local AWS's virtual environment, which has boto3. */
  readonly python: (command: string) => string;
}

export type Measurement = (bench: Bench) => Promise<Findings>;

/** A figure of one round, such as a ratio, since the pace of a machine changes between rounds. */
type Figure = (secondsOf: (subject: Subject) => number) => number;

/** Measures subjects in turns, so that a slow moment hits all alike. Returns what tells the median of a figure. */
export async function inTurns(
  bench: Bench,
  subjects: readonly Subject[],
  measureOne: (subject: Subject) => Promise<Result> = measure,
): Promise<(figure: Figure) => number> {
  const results = await roundsOf(bench, async () => {
    const taken = new Map<Subject, number>();
    for (const subject of subjects) {
      taken.set(subject, succeeded(subject, await measureOne(subject)).seconds);
    }
    return taken;
  });
  return (figure) => median(results.map((taken) => figure((subject) => taken.get(subject) ?? NaN)));
}

/** Measures round after round. */
export async function roundsOf<T>({ rounds }: Bench, round: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let turn = 0; turn < rounds; turn++) {
    results.push(await round());
  }
  return results;
}

/** The middle one of some figures. Of an even number, the mean of the middle two. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return middle.reduce((sum, figure) => sum + figure, 0) / middle.length;
}
