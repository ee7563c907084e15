import { OutOfTimeError, textOf } from '../resource/errors';
import { count, elapsed } from '../resource/sentence';
import type { TimeBudget } from '../resource/time-budget';
import type { Clock } from './clock';
import { hasNoAddress, isBlocked, isDenied, isThrottled, isTransient, isUnanswered } from './error-kinds';

/** A call that hangs is cut after this time. */
const CALL_TIMEOUT_MS = 8_000;

/** The longest pause before the first retry, and before any further one. */
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 2_000;

/**
 * The part of a call by which a refusal puts off those that wait, at most. Where several calls wait in each of two
 * functions, both keep the same pace, and the one whose calls come second would be refused nearly each time.
 */
const MOST_PUT_OFF = 0.25;

/** When a call may be made. Instants are in milliseconds of the epoch. */
export interface Pace {
  /** Reserve a call, and return the milliseconds until it may be made. */
  reserve(now: number): number;

  /** Note that the service has just refused a call, and put later ones off by a part of a call, from 0 to 1. */
  drain(now: number, part: number): void;
}

export interface LimiterPorts {
  readonly pace: Pace;
  readonly clock: Clock;

  /** From 0 up to, not including, 1. */
  readonly random: () => number;

  readonly onRetry: (error: string, delayMs: number) => void;

  /** What to do if the service was not reached. */
  readonly unreachedAdvice: string;
}

export interface CallOptions extends Pick<TimeBudget, 'deniedUntil'> {
  /** The name of the call in messages. */
  readonly name: string;

  /** When to give up, in milliseconds of the epoch. */
  readonly until: number;

  /** What to do about throttling. */
  readonly throttleAdvice?: string;

  /** Why there may be no time left for a first try. */
  readonly lateAdvice?: string;
}

/**
 * Make calls at the pace that the account is allowed, and repeat them while a failure may pass and time is left. Nothing
 * counts tries: how often other callers get in the way says nothing about whether ours will succeed.
 */
export class Limiter {
  constructor(private readonly ports: LimiterPorts) {}

  /**
   * @throws OutOfTimeError that says what the last failure was; any failure that will not pass as it is
   */
  public async run<T>(call: (cut: AbortSignal) => Promise<T>, options: CallOptions): Promise<T> {
    const { pace, clock, random, onRetry, unreachedAdvice } = this.ports;
    const start = clock.now();
    let failures = 0;
    let lastError: unknown;
    const pause = (milliseconds: number) => {
      if (clock.now() + milliseconds >= giveUpAt(lastError, options)) {
        throw outOfTime({ ...options, unreachedAdvice }, lastError, {
          calls: failures,
          milliseconds: clock.now() - start,
        });
      }
      // Even the shortest sleep takes a millisecond.
      return milliseconds > 0 ? clock.sleep(milliseconds) : undefined;
    };
    for (;;) {
      await pause(pace.reserve(clock.now()));
      try {
        return await call(clock.timeout(CALL_TIMEOUT_MS));
      } catch (error) {
        if (!this.mayPass(error, options)) {
          throw error;
        }
        if (isThrottled(error)) {
          pace.drain(clock.now(), MOST_PUT_OFF * random());
        }
        lastError = error;
        const delay = random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures++);
        onRetry(textOf(error), delay);
        await pause(delay);
      }
    }
  }

  private mayPass(error: unknown, { deniedUntil }: CallOptions): boolean {
    return (
      isThrottled(error) ||
      isTransient(error) ||
      ((isDenied(error) || isBlocked(error)) && this.ports.clock.now() < deniedUntil)
    );
  }
}

/** A name without an address seldom gets one: a name server that does not answer fails in another way. */
function giveUpAt(error: unknown, { until, deniedUntil }: CallOptions): number {
  return hasNoAddress(error) ? Math.min(until, deniedUntil) : until;
}

function outOfTime(
  {
    name,
    throttleAdvice,
    unreachedAdvice,
    lateAdvice = 'the calls before it took too long',
  }: CallOptions & Pick<LimiterPorts, 'unreachedAdvice'>,
  error: unknown,
  { calls, milliseconds }: { readonly calls: number; readonly milliseconds: number },
): OutOfTimeError {
  if (error === undefined) {
    return new OutOfTimeError(`no time was left for ${name}: ${lateAdvice}`);
  }
  const advice = adviceOn(error, throttleAdvice, unreachedAdvice);
  return new OutOfTimeError(
    `${name} did not succeed in ${elapsed(milliseconds)} and ${count(calls, 'call')}, ` +
      `the last with ${textOf(error)}${advice === undefined ? '' : `; ${advice}`}`,
    { cause: error },
  );
}

function adviceOn(
  error: unknown,
  throttleAdvice: string | undefined,
  unreachedAdvice: string,
): string | undefined {
  if (isThrottled(error)) {
    return throttleAdvice;
  }
  if (hasNoAddress(error)) {
    return 'the service may not be offered in this Region, or the network resolves no public names';
  }
  return isUnanswered(error) ? `it was not reached: ${unreachedAdvice}` : undefined;
}
