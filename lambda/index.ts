import { accessor } from './edge/access';
import { objectPutter } from './edge/bucket';
import { systemClock as clock } from './edge/clock';
import { Limiter } from './edge/limiter';
import { lister } from './edge/lister';
import { consoleLog as log } from './edge/log';
import { TokenBucket } from './edge/token-bucket';
import { lifecycle } from './lifecycle';

const limiters = new Map<string, Limiter>();

/** The service counts the calls of an account in a Region. */
function limiterFor(place: string): Limiter {
  const limiter =
    limiters.get(place) ??
    new Limiter({
      /** @see https://docs.aws.amazon.com/workspaces/latest/adminguide/workspaces-limits.html */
      bucket: new TokenBucket(2, 5),
      clock,
      random: () => Math.random(),
      onRetry: (error, delay) => {
        log.info({ event: 'retry', error, delay });
      },
    });
  limiters.set(place, limiter);
  return limiter;
}

export const handler = lifecycle({
  list: lister(accessor(process.env, limiterFor)),
  putObject: objectPutter(limiterFor('S3')),
  now: () => clock.now(),
  log,
  logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'] ?? 'unknown',
});
