import type { Log } from '../resource/log';
import { systemClock as clock } from './clock';
import { Limiter, type Pace } from './limiter';
import { TokenBucket } from './token-bucket';

/** Nine tenths of what the service allows an account, so that calls of others get through. */
export const DEFAULT_REQUEST_RATE = 1.8;

/** Calls that the service takes at once from an account that made none for a while. */
const BURST = 5;

/** Measured: without it, the sixth call can be refused. */
const MARGIN_MS = 100;

const UNREACHED_BY_FUNCTION = 'a function in a VPC needs a NAT gateway, or an endpoint of the service there';

const AT_ONCE: Pace = { reserve: () => 0, drain: () => undefined };

/**
 * Limiters at a pace that the service allows, which counts the calls of an account in a Region.
 *
 * @param ratePerSecond Calls that a place gets each second after a burst
 * @param unreachedAdvice What to do if the service was not reached
 * @returns a limiter for a place; the same limiter for the same name
 * @see https://docs.aws.amazon.com/workspaces/latest/adminguide/workspaces-limits.html
 */
export function limitersByPlace(
  log: Log,
  ratePerSecond: number,
  unreachedAdvice?: string,
): (place: string) => Limiter {
  const limiters = new Map<string, Limiter>();
  return (place) => {
    const limiter =
      limiters.get(place) ??
      limiterAt(new TokenBucket(ratePerSecond, BURST, MARGIN_MS), log, unreachedAdvice);
    limiters.set(place, limiter);
    return limiter;
  };
}

/** Why calls are throttled to the end. */
export const LIMIT_USED_UP =
  "the account's limit for this call, 2 a second unless AWS has raised it, is used up";

/** What to do if the pace of the account is used up. */
export function adviceOnThrottling(requestRate: string | undefined): string {
  const orLower = requestRate === undefined ? '' : `, or lower \`requestRate\`, which is ${requestRate}`;
  return `${LIMIT_USED_UP}: deploy again when other callers are done${orLower}`;
}

/** A limiter for a service that allows more calls than we make. It repeats them with the same patience. */
export function unpacedLimiter(log: Log, unreachedAdvice?: string): Limiter {
  return limiterAt(AT_ONCE, log, unreachedAdvice);
}

function limiterAt(pace: Pace, log: Log, unreachedAdvice = UNREACHED_BY_FUNCTION): Limiter {
  return new Limiter({
    pace,
    unreachedAdvice,
    clock,
    random: () => Math.random(),
    onRetry: (error, delayMs) => {
      log.info({ event: 'retry', error, delayMs });
    },
  });
}
