import { once } from 'node:events';
import { MARK } from './protocol';

/** Tells the bench that this program has loaded, and waits for the word to begin. */
export async function untilTold(): Promise<void> {
  process.stdout.write(`${MARK}\n`);
  await once(process.stdin, 'data');
}

export function tell(result: object): void {
  process.stdout.write(`${MARK}${JSON.stringify(result)}\n`);
}

/** Does a job when told, and tells how long it took and how much memory. */
export async function measured(job: () => Promise<unknown>): Promise<void> {
  await untilTold();
  const idleMegabytes = process.memoryUsage.rss() / 2 ** 20;
  const start = performance.now();
  const error = await job().then(
    () => undefined,
    (reason: unknown) => String(reason),
  );
  const seconds = (performance.now() - start) / 1000;
  const peakMegabytes = process.resourceUsage().maxRSS / 2 ** 10;
  tell({ seconds, error, idleMegabytes, peakMegabytes });
  process.stdin.pause();
}

/** The job, as the bench gave it. */
export function jobOf<Job>(read: { parse(value: unknown): Job }): Job {
  return read.parse(JSON.parse(process.argv[2] ?? '{}'));
}
