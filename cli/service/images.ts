import { imageLister } from '../../lambda/images/calls/list-images';
import {
  type ClientFor,
  RoleNotAssumedError,
  workspacesClients,
} from '../../lambda/images/calls/workspaces-clients';
import type { Image } from '../../lambda/images/core/image';
import type { ListRequest } from '../../lambda/images/ports';
import { ExplainedError } from '../../lambda/resource/errors';
import {
  DEFAULT_REQUEST_RATE,
  LIMIT_USED_UP,
  limitersByPlace,
  unpacedLimiter,
} from '../../lambda/service/limiters';
import { AccessError, RoleError } from '../core/access-error';
import { accessError, UNREACHED_ADVICE } from './explain';

/** How long a service may be silent, and how long a listing may take. In milliseconds. */
const FIRST_ANSWER_MS = 60_000;
const LISTING_MS = 900_000;

const THROTTLED_ADVICE = `${LIMIT_USED_UP}: preview again when other callers are done`;

const NO_LOG = { info: () => undefined, error: () => undefined };

/** List images as the handler does, at the same pace, with the caller's credentials. */
export function callersImages(onPage: (images: number) => void) {
  const limiters = {
    ofPlace: limitersByPlace(NO_LOG, DEFAULT_REQUEST_RATE, UNREACHED_ADVICE),
    sts: unpacedLimiter(NO_LOG, UNREACHED_ADVICE),
  };
  const list = imageLister(
    counted(workspacesClients(limiters, THROTTLED_ADVICE), onPage),
    'your credentials',
  );
  return async (request: ListRequest): Promise<readonly Image[]> => {
    const now = Date.now();
    const budget = { firstAnswerBy: now + FIRST_ANSWER_MS, deadline: now + LISTING_MS, deniedUntil: 0 };
    try {
      return await list(request, budget);
    } catch (error) {
      throw failureOf(error, request);
    }
  };
}

/** Tell how many images each page had. */
function counted(clientFor: ClientFor, onPage: (images: number) => void): ClientFor {
  return async (request, budget) => {
    const client = await clientFor(request, budget);
    return {
      send: async (command) => {
        const page = await client.send(command);
        onPage(page.Images?.length ?? 0);
        return page;
      },
    };
  };
}

function failureOf(error: unknown, { region, stack }: ListRequest): AccessError {
  if (error instanceof RoleNotAssumedError) {
    return new RoleError(
      `${error.message}; a preview assumes the role with your credentials, a deployment with those of its function`,
      { cause: error },
    );
  }
  return error instanceof ExplainedError
    ? new AccessError(error.message, { cause: error })
    : accessError(error, 'workspaces:DescribeWorkspaceImages', region ?? stack.region);
}
