/** The composition root: the only file of the handler that reads the environment and makes clients. */
import { VARIABLES } from '../../lib/contract/bundle';
import { respond } from '../resource/custom-resource';
import { positiveNumber } from '../resource/positive-number';
import { systemClock as clock } from '../service/clock';
import { adviceOnThrottling, DEFAULT_REQUEST_RATE, limitersByPlace } from '../service/limiters';
import { consoleLog } from '../service/log';
import { bundleCalls } from './calls/bundle-calls';
import { workspaceBundle } from './handler';

const { env } = process;
const requestRate = env[VARIABLES.requestRate];
const log = consoleLog(env['AWS_LAMBDA_LOG_FORMAT'] === 'JSON');
const limiter = limitersByPlace(
  log,
  positiveNumber(requestRate, DEFAULT_REQUEST_RATE),
)('the account and Region of the stack');
const throttleAdvice = adviceOnThrottling(requestRate);
const calls = bundleCalls({ limiter, throttleAdvice });
const now = () => clock.now();

export const handler = respond(
  workspaceBundle((budget) => ({
    ...calls(budget),
    now,
    sleep: (milliseconds) => clock.sleep(milliseconds),
    log,
  })),
  { now, log, logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'], region: env['AWS_REGION'] },
);
