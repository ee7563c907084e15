/** The composition root: the only file of the handler that reads the environment and makes clients. */
import { VARIABLES } from '../../lib/contract/images';
import { respond } from '../resource/custom-resource';
import { positiveNumber } from '../resource/positive-number';
import { systemClock as clock } from '../service/clock';
import {
  adviceOnThrottling,
  DEFAULT_REQUEST_RATE,
  limitersByPlace,
  unpacedLimiter,
} from '../service/limiters';
import { consoleLog } from '../service/log';
import { onlyAllowed, onlyIntoAllowed } from './calls/allowed-places';
import { imageLister } from './calls/list-images';
import { objectPutter } from './calls/put-object';
import { workspacesClients } from './calls/workspaces-clients';
import { workspaceImages } from './handler';

const DEFAULT_SETTLE_SECONDS = 300;
const DEFAULT_POLL_SECONDS = 30;

const { env } = process;
const log = consoleLog(env['AWS_LAMBDA_LOG_FORMAT'] === 'JSON');
const requestRate = env[VARIABLES.requestRate];
const limiters = {
  ofPlace: limitersByPlace(log, positiveNumber(requestRate, DEFAULT_REQUEST_RATE)),
  sts: unpacedLimiter(log),
};
const clientFor = workspacesClients(limiters, adviceOnThrottling(requestRate), env['AWS_REGION']);
const listImages = imageLister(onlyAllowed(clientFor, env));
const putObject = onlyIntoAllowed(objectPutter(unpacedLimiter(log)), env);
const now = () => clock.now();

export const handler = respond(
  workspaceImages(
    (budget) => ({
      listImages: (request) => listImages(request, budget),
      putObject: (object) => putObject(object, budget),
      now,
      sleep: (milliseconds) => clock.sleep(milliseconds),
      log,
    }),
    {
      settleMs: 1000 * positiveNumber(env[VARIABLES.settleSeconds], DEFAULT_SETTLE_SECONDS),
      pollMs: 1000 * positiveNumber(env[VARIABLES.pollSeconds], DEFAULT_POLL_SECONDS),
    },
  ),
  { now, log, logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'], region: env['AWS_REGION'] },
);
