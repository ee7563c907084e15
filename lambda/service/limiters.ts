import type { Log } from '../resource/log';
import { systemClock as clock } from './clock';
import { Limiter } from './limiter';
import { TokenBucket } from './token-bucket';

/**
 * Limiters at the pace of the service, which counts the calls of an account in a Region.
 *
 * @returns a limiter for a place; the same limiter for the same name
 * @see https://docs.aws.amazon.com/workspaces/latest/adminguide/workspaces-limits.html
 */
export function limitersByPlace(log: Log): (place: string) => Limiter {
  const limiters = new Map<string, Limiter>();
  return (place) => {
    const limiter =
      limiters.get(place) ??
      new Limiter({
        bucket: new TokenBucket(2, 5),
        clock,
        random: () => Math.random(),
        onRetry: (error, delayMs) => {
          log.info({ event: 'retry', error, delayMs });
        },
      });
    limiters.set(place, limiter);
    return limiter;
  };
}
