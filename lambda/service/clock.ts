import { setTimeout } from 'node:timers/promises';

/** Time, so that tests can have their own. */
export interface Clock {
  /** In milliseconds of the epoch. */
  now(): number;

  sleep(milliseconds: number): Promise<unknown>;

  /** A signal that aborts after a time. */
  timeout(milliseconds: number): AbortSignal;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => setTimeout(milliseconds),
  timeout: (milliseconds) => AbortSignal.timeout(milliseconds),
};
