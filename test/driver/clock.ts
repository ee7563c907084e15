import type { Waiter } from './framework';

/** Stop the calendar, and only that. The network has its time. */
export function stopCalendar(now: string): void {
  jest.useFakeTimers({
    now: new Date(now),
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
}

/** Let the stopped calendar go on, at once. */
export function advance(milliseconds: number): void {
  jest.setSystemTime(Date.now() + milliseconds);
}

/** A state machine for which time passes at once, as the provider makes it by default. */
export const WAITER: Waiter = { pollInterval: 30_000, advance, maxAttempts: 116 };
