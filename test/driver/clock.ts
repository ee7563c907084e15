import type { Waiter } from './framework';

/** When the calendar is stopped. */
const START = '2026-07-01T12:00:00.000Z';

/** Stop the calendar, and only that. The network has its time. */
export function stopCalendar(): void {
  jest.useFakeTimers({
    now: new Date(START),
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

/** How much time has passed since the calendar was stopped. */
export function elapsedSeconds(): number {
  return (Date.now() - Date.parse(START)) / 1000;
}

/** A state machine for which time passes at once, as the provider makes it by default. */
export const WAITER: Waiter = { pollInterval: 30_000, advance, maxAttempts: 116 };

/** Calls that the handler has made, each with the time after which it cuts them. */
const cuts = new Map<AbortController, number>();

/** Let calls have all the time that they need, until `cutCalls()`. */
export function keepCalls(): void {
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const controller = new AbortController();
    cuts.set(controller, milliseconds);
    return controller.signal;
  });
}

/** Let so much time pass that the handler cuts a call that hangs. */
export function cutCalls(): void {
  advance(Math.max(...cuts.values()));
  for (const controller of cuts.keys()) {
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  }
  cuts.clear();
}
