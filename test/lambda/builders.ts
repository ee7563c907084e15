import { AccessDeniedException, WorkSpacesServiceException } from '@aws-sdk/client-workspaces';
import { decode } from '../../lib/contract/codec';
import type { Query } from '../../lib/contract/query';
import type { Image } from '../../lambda/core/image';
import type { Envelope } from '../../lambda/core/response';
import type { Attributes } from '../../lambda/core/summarise';
import type { Clock } from '../../lambda/edge/clock';
import type { ListRequest, Log, PutObject } from '../../lambda/ports';

/** The present of every test. */
export const NOW = Date.parse('2026-07-01T12:00:00Z');

const DAY = 86_400_000;

export const imageId = (number: number): string => `wsi-${String(number).padStart(9, '0')}`;

export const imageIds = (length: number): string[] => Array.from({ length }, (_, index) => imageId(index));

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

/** What a look-up without any property asks for. */
export function aQuery(overrides: Partial<Query> = {}): Query {
  return { ...decode({}, 'refuse'), ...overrides };
}

/** What is asked of the service for a query, by a look-up of the stack Images. */
export function aRequest(overrides: Partial<Query> = {}): ListRequest {
  const { imageType, imageIds, access } = aQuery(overrides);
  return { imageType, imageIds, access, stackName: 'Images' };
}

/** A bucket that keeps what is put into it. */
export function aBucket() {
  const objects: Parameters<PutObject>[] = [];
  const putObject: PutObject = (...object) => {
    objects.push(object);
    return Promise.resolve();
  };
  return { objects, putObject };
}

export function anEnvelope(overrides: Partial<Envelope> = {}): Envelope {
  return {
    StackId:
      'arn:aws:cloudformation:eu-west-1:123456789012:stack/Images/0f4dd2c0-5ad1-11f0-9d2c-0a1b2c3d4e5f',
    RequestId: '5b5a4d1e-7c6e-4f0a-9a53-3a1b0c2d4e6f',
    PhysicalResourceId: 'GoldenImages5A1B2C3D-0123456789abcdef',
    LogicalResourceId: 'GoldenImages5A1B2C3D',
    ...overrides,
  };
}

/** The body that the CDK's provider framework sends CloudFormation. */
export function responseBody(
  Status: 'SUCCESS' | 'FAILED',
  Reason: string,
  { StackId, RequestId, PhysicalResourceId, LogicalResourceId }: Envelope,
  Data?: Attributes,
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

/** An error that bears the name by which the SDK and the platform tell one from another. */
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

/** A log that keeps what it is told. */
export function recordingLog(): Log & { readonly entries: Readonly<Record<string, unknown>>[] } {
  const entries: Readonly<Record<string, unknown>>[] = [];
  return {
    entries,
    info: (entry) => entries.push({ level: 'info', ...entry }),
    error: (entry) => entries.push({ level: 'error', ...entry }),
  };
}

export interface FakeClock extends Clock {
  /** Milliseconds since the test began. */
  elapsed(): number;
}

/** Time that goes on, at once, to the next thing that someone waits for, for a day. */
export function fakeClock(): FakeClock {
  const pending: { readonly time: number; readonly happen: () => void }[] = [];
  let now = NOW;
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

/** Numbers from 0 up to, not including, 1, that are the same at every run. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
