import type { Image } from '../../lambda/images/core/image';
import type { ListRequest } from '../../lambda/images/ports';
import { OutOfTimeError } from '../../lambda/resource/time-budget';
import { DEFAULT_REQUEST_RATE, limitersByPlace, unpacedLimiter } from '../../lambda/service/limiters';
import { imageLister } from '../../lambda/service/list-images';
import { type ClientFor, workspacesClients } from '../../lambda/service/workspaces-clients';
import { AccessError } from '../core/access-error';
import { explained, UNREACHED_ADVICE } from './explain';

/** How long a service may be silent, and how long a listing may take. In milliseconds. */
const FIRST_ANSWER_MS = 60_000;
const LISTING_MS = 900_000;

const THROTTLED_ADVICE =
  "the account's limit for this call, 2 a second unless AWS has raised it, is used up: try again when other callers are done";

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
      send: async (command, ...rest) => {
        const page = await client.send(command, ...rest);
        onPage(page.Images?.length ?? 0);
        return page;
      },
    };
  };
}

/** The lister explains what it knows of, by errors without a name of their own. What the service says is explained here. */
function failureOf(error: unknown, { region, stack, assumedRoleArn }: ListRequest): AccessError {
  const isExplained = error instanceof OutOfTimeError || (error instanceof Error && error.name === 'Error');
  const failure = isExplained
    ? new AccessError(error.message, { cause: error })
    : explained(error, 'workspaces:DescribeWorkspaceImages', region ?? stack.region);
  const whose =
    assumedRoleArn === undefined
      ? ''
      : '; a preview assumes the role with your credentials, and a deployment with those of its function';
  return new AccessError(failure.message + whose, { cause: error });
}
