import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { systemClock as clock } from './edge/clock';
import { Limiter } from './edge/limiter';
import { lister } from './edge/lister';
import { consoleLog as log } from './edge/log';
import { TokenBucket } from './edge/token-bucket';
import { lifecycle } from './lifecycle';

// The limiter alone repeats calls, since it alone knows how long there is to go on.
const client = new WorkSpacesClient({ maxAttempts: 1 });

/** @see https://docs.aws.amazon.com/workspaces/latest/adminguide/workspaces-limits.html */
const bucket = new TokenBucket(2, 5);

const limiter = new Limiter({
  bucket,
  clock,
  random: () => Math.random(),
  onRetry: (error, delay) => {
    log.info({ event: 'retry', error, delay });
  },
});

export const handler = lifecycle({
  list: lister((patience) => ({
    send: (command) => limiter.run((abortSignal) => client.send(command, { abortSignal }), patience),
  })),
  now: () => clock.now(),
  log,
  logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'] ?? 'unknown',
});
