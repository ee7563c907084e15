import { once } from 'node:events';
import { createRequire } from 'node:module';
import { MARK } from './protocol';

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
export function jobOf<Job>(read: { parse(value: unknown): Job }): Job {
  return read.parse(JSON.parse(process.argv[2] ?? '{}'));
}

type Handler = (event: object, context: object) => Promise<unknown>;

/** The handler of a function's asset. Checked by hand, since a library's time would count where loading is measured. */
export function loadHandler(file: string): Handler {
  const handler = memberOf(createRequire(__filename)(file), 'handler');
  if (!isHandler(handler)) {
    throw new Error(`${file} has no handler`);
  }
  return handler;
}

export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}
