import type {
  CdkCustomResourceEvent,
  CdkCustomResourceIsCompleteResponse,
  CdkCustomResourceResponse,
  Context,
} from 'aws-lambda';
import { textOf } from './errors';
import type { Log } from './log';
import { redact } from './redact';
import { type Attributes, fitReason, type ResourceIds, stackOf } from './response';
import { oneLine } from './sentence';

/** Milliseconds that the function keeps to answer in. */
const TIME_TO_ANSWER_MS = 15_000;

/** The id that the provider framework gives a Create that failed, so that it can tell the Delete that follows. */
const CREATE_FAILED_ID = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';

export type ChangeEvent = Exclude<CdkCustomResourceEvent, { RequestType: 'Delete' }>;

/** A poll is the event that began the wait, with what the handler returned for it. */
type Event<Wait> = CdkCustomResourceEvent & { readonly Wait?: Wait };
type Response =
  | CdkCustomResourceResponse
  | (CdkCustomResourceIsCompleteResponse & { readonly PhysicalResourceId?: string });
type EventContext = Pick<Context, 'functionName' | 'getRemainingTimeInMillis'>;

/** The facts of a Create, an Update, a Delete or a poll. Instants are in milliseconds of the epoch. */
export interface Change {
  readonly requestType: CdkCustomResourceEvent['RequestType'];
  readonly properties: unknown;

  /** The properties before an Update. Undefined for other events. */
  readonly previousProperties: unknown;

  /** The ids of a success. */
  readonly ids: ResourceIds;

  /** The physical id before the event. Undefined for a Create. */
  readonly previousId: string | undefined;
  readonly arrivedAt: number;

  /** When the function must begin to answer. */
  readonly endsAt: number;
}

/** The result of an event: an answer, or a wait with everything that its polls need. */
export type Outcome<Wait> = { readonly data: Attributes } | { readonly wait: Wait };

/** What one type of custom resource does with its events. */
export interface CustomResource<Wait> {
  /** The physical id that the properties of a Create or an Update lead to. */
  physicalIdOf(event: ChangeEvent): string;

  /**
   * Create, update or delete. Under a framework that waits, a Create or an Update returns a wait: the framework polls
   * whatever it is answered. A Delete may answer at once, and is then asked for once more.
   */
  change(change: Change): Promise<Outcome<Wait>>;

  /** Return undefined to be polled again. */
  poll(change: Change, wait: Wait): Promise<Attributes | undefined>;
}

export interface Surroundings {
  /** In milliseconds of the epoch. */
  readonly now: () => number;
  readonly log: Log;

  /** Undefined where Lambda does not tell it. */
  readonly logGroupName: string | undefined;

  /** Where the function runs. Undefined where Lambda does not tell it. */
  readonly region: string | undefined;
}

/** Answer what CloudFormation sends a custom resource through the CDK's provider framework, polls included. */
export function respond<Wait>(resource: CustomResource<Wait>, surroundings: Surroundings) {
  return async (event: Event<Wait>, context: EventContext): Promise<Response> => {
    const arrivedAt = surroundings.now();
    const endsAt = arrivedAt + context.getRemainingTimeInMillis() - TIME_TO_ANSWER_MS;
    try {
      requireOwnRegion(event, surroundings.region);
      const id = event.RequestType === 'Delete' ? event.PhysicalResourceId : resource.physicalIdOf(event);
      return await onEvent(event, { ...factsOf(event, id), arrivedAt, endsAt }, resource);
    } catch (error) {
      throw failure(error, event, { ...surroundings, functionName: context.functionName });
    }
  };
}

/** A function acts for the stacks beside it. An event tells the Region of its stack, and so where to act by default. */
function requireOwnRegion(event: CdkCustomResourceEvent, region: string | undefined): void {
  const stack = stackOf(event);
  if (region !== undefined && stack.region !== region) {
    throw new Error(`the stack must be in ${region}, where this function runs, got: ${stack.region}`);
  }
}

async function onEvent<Wait>(
  event: Event<Wait>,
  change: Change,
  resource: CustomResource<Wait>,
): Promise<Response> {
  const { PhysicalResourceId } = change.ids;
  const isDelete = change.requestType === 'Delete';
  if (event.Wait !== undefined) {
    const data = await resource.poll(change, event.Wait);
    if (data === undefined) {
      return { IsComplete: false };
    }
    return { IsComplete: true, PhysicalResourceId, ...(isDelete ? {} : { Data: data }) };
  }
  const outcome = await resource.change(change);
  if ('wait' in outcome) {
    // The framework answers a poll that fails with this id. A new one would look like a replacement.
    return { PhysicalResourceId: change.previousId ?? PhysicalResourceId, Wait: outcome.wait };
  }
  return isDelete ? { PhysicalResourceId, IsComplete: true } : { PhysicalResourceId, Data: outcome.data };
}

function factsOf(event: CdkCustomResourceEvent, physicalId: string): Omit<Change, 'arrivedAt' | 'endsAt'> {
  return {
    requestType: event.RequestType,
    properties: event.ResourceProperties,
    previousProperties: event.RequestType === 'Update' ? event.OldResourceProperties : undefined,
    ids: idsOf(event, physicalId),
    previousId: event.RequestType === 'Create' ? undefined : event.PhysicalResourceId,
  };
}

function idsOf(
  { StackId, RequestId, LogicalResourceId }: CdkCustomResourceEvent,
  physicalId: string,
): ResourceIds {
  return { StackId, RequestId, PhysicalResourceId: physicalId, LogicalResourceId };
}

/**
 * The framework posts `error.stack` as the reason, so the stack is one line. It adds a line that names a log group by the
 * function, which is not where this function logs, so the reason ends with the right one, if Lambda tells it.
 */
function failure(
  error: unknown,
  event: CdkCustomResourceEvent,
  { log, logGroupName, functionName }: Surroundings & Pick<Context, 'functionName'>,
): Error {
  const message = textOf(error);
  const stack = error instanceof Error ? error.stack : undefined;
  log.error({
    event: 'failed',
    resource: event.LogicalResourceId,
    request: event.RequestType,
    message,
    stack,
  });
  const frameworkLine = `\n\nLogs: /aws/lambda/${functionName}\n`;
  const ending = logGroupName === undefined ? '' : `. Log group: ${logGroupName}`;
  // A poll of a Create has the id that the wait began with.
  const failedId = 'PhysicalResourceId' in event ? event.PhysicalResourceId : CREATE_FAILED_ID;
  const reason = fitReason(oneLine(redact(message)), ending + frameworkLine, idsOf(event, failedId));
  const failed = new Error(reason.slice(0, -frameworkLine.length));
  failed.stack = failed.message;
  return failed;
}
