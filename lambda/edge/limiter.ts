import { count } from '../core/sentence';
import { GaveUp, type Patience } from '../ports';
import type { Clock } from './clock';
import { isDenied, isThrottled, isTransient, isUnanswered, nameAndMessage } from './failures';
import type { TokenBucket } from './token-bucket';

/** After how many milliseconds a call that hangs is cut. */
const CALL_TIMEOUT = 8_000;

/** Milliseconds, at the most, before the first and before any further repetition. */
const FIRST_BACKOFF = 500;
const LONGEST_BACKOFF = 2_000;

export interface LimiterPorts {
  readonly bucket: TokenBucket;
  readonly clock: Clock;

  /** From 0 up to, not including, 1. */
  readonly random: () => number;

  readonly onRetry: (error: string, delay: number) => void;
}

/**
 * Makes calls at the pace that the account is allowed, and again where a failure may pass, for as long as there is
 * time: how often others' calls get in the way says nothing of whether ours will succeed.
 */
export class Limiter {
  constructor(private readonly ports: LimiterPorts) {}

  /**
   * @throws GaveUp saying what the last failure was, when the time is over; any other failure as it is
   */
  async run<T>(
    call: (cut: AbortSignal) => Promise<T>,
    patience: Patience,
    name = 'DescribeWorkspaceImages',
  ): Promise<T> {
    const { bucket, clock, random, onRetry } = this.ports;
    const start = clock.now();
    let failures = 0;
    let lastError: unknown;
    const pause = (milliseconds: number) => {
      if (clock.now() + milliseconds >= patience.deadline) {
        throw outOfTime(name, lastError, failures, clock.now() - start);
      }
      return clock.sleep(milliseconds);
    };
    for (;;) {
      await pause(bucket.reserve(clock.now()));
      try {
        return await call(clock.timeout(CALL_TIMEOUT));
      } catch (error) {
        if (!this.mayPass(error, patience)) {
          throw error;
        }
        if (isThrottled(error)) {
          bucket.drain(clock.now());
        }
        lastError = error;
        const delay = random() * Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** failures++);
        onRetry(nameAndMessage(error), delay);
        await pause(delay);
      }
    }
  }

  private mayPass(error: unknown, { newRoleUntil }: Patience): boolean {
    return (
      isThrottled(error) || isTransient(error) || (isDenied(error) && this.ports.clock.now() < newRoleUntil)
    );
  }
}

function outOfTime(name: string, error: unknown, calls: number, milliseconds: number): GaveUp {
  if (error === undefined) {
    return new GaveUp(`${name} answers too slowly: no time is left for another call; deploy again`);
  }
  const advice = isThrottled(error)
    ? "; the account's limit for this call is 2 a second, which others have used up: deploy again when they are done"
    : isUnanswered(error)
      ? '; it was not reached: a function in a VPC needs a NAT gateway, or an endpoint of the service there'
      : '';
  return new GaveUp(
    `${name} did not succeed in ${count(Math.round(milliseconds / 1000), 'second')} and ${count(calls, 'call')}, ` +
      `the last with ${nameAndMessage(error)}${advice}`,
    { cause: error },
  );
}
