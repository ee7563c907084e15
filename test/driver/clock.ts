import type { Waiter } from './framework';

/** Stops the calendar, and only that: the network has its time. */
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

/** A state machine for which time passes at once, as the provider makes it by default. */
export const WAITER: Waiter = {
  pollInterval: 30_000,
  advance: (milliseconds) => {
    jest.setSystemTime(Date.now() + milliseconds);
  },
  maxAttempts: 116,
};
