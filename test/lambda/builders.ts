import { AccessDeniedException, WorkSpacesServiceException } from '@aws-sdk/client-workspaces';
import type { Image } from '../../lambda/images/core/image';
import type { Lookup } from '../../lambda/images/core/lookup';
import { listRequest } from '../../lambda/images/find';
import type { ListRequest, Ports, StoredObject } from '../../lambda/images/ports';
import { OutOfTimeError } from '../../lambda/resource/errors';
import type { Log } from '../../lambda/resource/log';
import type { Attributes, ResourceIds } from '../../lambda/resource/response';
import type { TimeBudget } from '../../lambda/resource/time-budget';
import type { Clock } from '../../lambda/service/clock';
import { Limiter } from '../../lambda/service/limiter';
import { TokenBucket } from '../../lambda/service/token-bucket';
import { decodeQuery, type Query } from '../../lib/contract/images';
import { noteOutput } from '../secrets';

/** The present of every test. */
export const NOW = Date.parse('2026-07-01T12:00:00Z');

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;

export const imageId = (number: number): string => `wsi-${String(number).padStart(9, '0')}`;

export const imageIds = (length: number): string[] => Array.from({ length }, (_, index) => imageId(index));

/** Names that every object answers to, and that no text from outside may mean anything by. */
export const INHERITED_NAMES = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'] as const;

/** An image with nothing amiss. */
export function anImage(overrides: Partial<Image> = {}): Image {
  return {
    ImageId: imageId(1),
    Name: 'golden-win11',
    OperatingSystem: { Type: 'WINDOWS' },
    State: 'AVAILABLE',
    RequiredTenancy: 'DEFAULT',
    Created: new Date('2026-06-01T00:00:00Z'),
    OwnerAccountId: '123456789012',
    Updates: { UpdateAvailable: false },
    ...overrides,
  };
}

/** As many images as asked for, the newest first. */
export function images(length: number, overrides: Partial<Image> = {}): Image[] {
  return imageIds(length).map((ImageId, index) =>
    anImage({ ImageId, Created: new Date(NOW - index * DAY), ...overrides }),
  );
}

/** What a lookup without any property asks for. */
export function aQuery(overrides: Partial<Query> = {}): Query {
  return { ...decodeQuery({}, 'refuse'), ...overrides };
}

export function someIds(overrides: Partial<ResourceIds> = {}): ResourceIds {
  return {
    StackId:
      'arn:aws:cloudformation:eu-west-1:123456789012:stack/Images/0f4dd2c0-5ad1-11f0-9d2c-0a1b2c3d4e5f',
    RequestId: '5b5a4d1e-7c6e-4f0a-9a53-3a1b0c2d4e6f',
    PhysicalResourceId: 'GoldenImages5A1B2C3D-0123456789abcdef',
    LogicalResourceId: 'GoldenImages5A1B2C3D',
    ...overrides,
  };
}

/** Ids that are so many bytes longer than usual. */
export const idsWith = (bytes: number): ResourceIds =>
  someIds({ StackId: someIds().StackId + 'x'.repeat(bytes) });

/** The lookup of a query in the stack Images. */
export function aLookup(query: Partial<Query> = {}, overrides: Partial<Lookup> = {}): Lookup {
  return { query: aQuery(query), ids: someIds(), isRollback: false, ...overrides };
}

/** What the service is asked for by a query of the stack Images. */
export function aRequest(query: Partial<Query> = {}): ListRequest {
  return listRequest(aLookup(query));
}

/** Time until 585 s after the begin, of which a denied call has 30 s. */
export function aBudget(overrides: Partial<TimeBudget> = {}): TimeBudget {
  return {
    firstAnswerBy: NOW + 585 * SECOND,
    deadline: NOW + 585 * SECOND,
    deniedUntil: NOW + 30 * SECOND,
    ...overrides,
  };
}

/** What an account lists, or the failure of a listing. */
type Listing = readonly Image[] | Error;

/** An account that lists so, in fake time, and a bucket. What is done to them is kept. */
export function anOutside(
  listing: Listing | ((request: ListRequest, clock: FakeClock) => Listing | Promise<Listing>) = [],
  startsAt = NOW,
) {
  const clock = fakeClock(startsAt);
  const log = recordingLog();
  const requests: ListRequest[] = [];
  const listedAt: number[] = [];
  const objects: (Omit<StoredObject, 'body'> & { readonly text: string })[] = [];
  const ports: Ports = {
    listImages: async (request) => {
      requests.push(request);
      listedAt.push(clock.now() - startsAt);
      const listed = await (typeof listing === 'function' ? listing(request, clock) : listing);
      if (listed instanceof Error) {
        throw listed;
      }
      return listed;
    },
    putObject: ({ body, ...object }) => {
      objects.push({ ...object, text: Buffer.from(body).toString() });
      return Promise.resolve();
    },
    now: () => clock.now(),
    sleep: (milliseconds) => clock.sleep(milliseconds),
    log,
  };
  return { ports, clock, requests, listedAt, objects, entries: log.entries };
}

/** What an account lists at one call after another. The last listing stays. */
export function inTurn(first: Listing, ...others: Listing[]): () => Listing {
  const queue = [first, ...others];
  let current = first;
  return () => (current = queue.shift() ?? current);
}

/** What an account with these images lists if it is asked for ids. */
export const byIds =
  (all: readonly Image[]) =>
  ({ imageIds }: ListRequest): readonly Image[] =>
    all.filter(({ ImageId }) => imageIds.includes(ImageId));

export const outOfTime = (): OutOfTimeError => new OutOfTimeError('the service is throttled');

/** The body that the CDK's provider framework sends CloudFormation. */
export function responseBody(
  Status: 'SUCCESS' | 'FAILED',
  Reason: string,
  {
    ids: { StackId, RequestId, PhysicalResourceId, LogicalResourceId },
    Data,
  }: { readonly ids: ResourceIds; readonly Data?: Attributes },
): string {
  return JSON.stringify({
    Status,
    Reason,
    StackId,
    RequestId,
    PhysicalResourceId,
    LogicalResourceId,
    NoEcho: undefined,
    Data,
  });
}

export const bytesOf = (text: string): number => Buffer.byteLength(text);

/** The error that a promise is rejected with. */
export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Error) {
    noteOutput('the error', `${error.message} ${error.stack ?? ''}`);
    return error;
  }
  throw new Error('it did not fail with an error');
}

/** An error with the name by which the SDK and the platform tell one from another. */
export function namedError(name: string, message = 'as it happens', more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

/** An error of the service that its model does not know, as the SDK throws it. */
export const serviceError = (
  name: string,
  message: string,
  httpStatusCode = 400,
): WorkSpacesServiceException =>
  new WorkSpacesServiceException({
    name,
    message,
    $fault: httpStatusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode },
  });

export const throttled = (): Error => serviceError('ThrottlingException', 'Rate exceeded');

export const denied = (): Error =>
  new AccessDeniedException({ message: 'not authorized', $metadata: { httpStatusCode: 400 } });

/** A log that keeps its entries. */
export function recordingLog(): Log & { readonly entries: Readonly<Record<string, unknown>>[] } {
  const entries: Readonly<Record<string, unknown>>[] = [];
  const keep = (entry: Readonly<Record<string, unknown>>) => {
    noteOutput('the log', JSON.stringify(entry));
    entries.push(entry);
  };
  return {
    entries,
    info: (entry) => {
      keep({ level: 'info', ...entry });
    },
    error: (entry) => {
      keep({ level: 'error', ...entry });
    },
  };
}

export interface FakeClock extends Clock {
  /** Milliseconds since the test began. */
  elapsed(): number;
}

/** Time that goes on, at once, to the next thing that someone waits for, for a day. */
export function fakeClock(startsAt = NOW): FakeClock {
  const pending: { readonly time: number; readonly happen: () => void }[] = [];
  let now = startsAt;
  let isTicking = false;
  const tick = () => {
    const [next] = pending.sort((a, b) => a.time - b.time).splice(0, 1);
    isTicking = next !== undefined;
    if (next !== undefined) {
      now = Math.max(now, next.time);
      next.happen();
      setImmediate(tick);
    }
  };
  const after = (milliseconds: number, happen: () => void) => {
    const end = now + milliseconds - NOW;
    if (!(milliseconds >= 0 && end <= DAY)) {
      throw new Error(`nobody waits for ${milliseconds} ms, until ${end} ms after the test began`);
    }
    pending.push({ time: now + milliseconds, happen });
    if (!isTicking) {
      isTicking = true;
      setImmediate(tick);
    }
  };
  return {
    now: () => now,
    elapsed: () => now - NOW,
    sleep: (milliseconds) =>
      new Promise<void>((resolve) => {
        after(milliseconds, resolve);
      }),
    timeout: (milliseconds) => {
      const controller = new AbortController();
      after(milliseconds, () => {
        controller.abort(namedError('TimeoutError', 'The operation was aborted due to timeout'));
      });
      return controller.signal;
    },
  };
}

/** A limiter of the account's pace, in fake time, that says nothing of its retries. */
export function aQuietLimiter(clock: Clock): Limiter {
  return new Limiter({
    pace: new TokenBucket(2, 5),
    clock,
    random: () => 0.5,
    onRetry: () => undefined,
    unreachedAdvice: 'look for a way',
  });
}

/** Numbers from 0 up to, not including, 1, that are the same at every run. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
