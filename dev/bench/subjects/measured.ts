import { once } from 'node:events';
import { createRequire } from 'node:module';
import { z } from 'zod';

/** A line that begins so is for the bench. Alone, it means that the subject has loaded. */
export const MARK = '#bench ';

/** Tells the bench that this program has loaded, and waits for the word to begin. */
export async function untilTold(): Promise<void> {
  process.stdout.write(`${MARK}\n`);
  await once(process.stdin, 'data');
}

export function tell(result: object): void {
  process.stdout.write(`${MARK}${JSON.stringify(result)}\n`);
}

/** Does a job when told, and tells how long it took, how much memory, and what came of it. */
export async function measured(job: () => Promise<unknown>): Promise<void> {
  await untilTold();
  const idleMegabytes = process.memoryUsage.rss() / 2 ** 20;
  const start = performance.now();
  const outcome = await job().then(
    (answers) => ({ answers }),
    (reason: unknown) => ({ error: String(reason) }),
  );
  const seconds = (performance.now() - start) / 1000;
  const peakMegabytes = process.resourceUsage().maxRSS / 2 ** 10;
  tell({ seconds, ...outcome, idleMegabytes, peakMegabytes });
  process.stdin.pause();
}

/** The job, as the bench gave it. */
export function jobOf<Job>(job: z.ZodType<Job>): Job {
  return job.parse(JSON.parse(process.argv[2] ?? '{}'));
}

type Handler = (event: object, context: object) => Promise<unknown>;

const asset = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });

/** The handler of a function's asset. */
export const loadHandler = (file: string): Handler => asset.parse(createRequire(__filename)(file)).handler;
