import { createHash } from 'node:crypto';
import type {
  CdkCustomResourceEvent,
  CdkCustomResourceIsCompleteResponse,
  CdkCustomResourceResponse,
  Context,
} from 'aws-lambda';
import { decode } from '../lib/contract/codec';
import { hashedText } from '../lib/contract/identity';
import type { Query } from '../lib/contract/query';
import { type Envelope, fitReason } from './core/response';
import { oneLine } from './core/sentence';
import { type LookUpPorts, lookUp } from './look-up';
import type { Patience } from './ports';
import { type Wait, beginWait, pollOnce } from './wait';

/** Time, in milliseconds, that the function keeps to answer in. */
const TIME_TO_ANSWER = 15_000;

/** How long, in milliseconds, one look of a wait goes on: what does not succeed then, may at the next poll. */
const LOOK_PATIENCE = 60_000;

/** How long, in milliseconds, a role may be too new to count. */
const NEW_ROLE_GRACE = 30_000;

/** What the provider framework answers for a Create that failed, so that it can tell the Delete that follows. */
const CREATE_FAILED_ID = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';

/** An event, to which a poll has added what the wait began with. */
type LookUpEvent = Exclude<CdkCustomResourceEvent, { RequestType: 'Delete' }> & { readonly Wait?: Wait };
type LifecycleEvent = LookUpEvent | Extract<CdkCustomResourceEvent, { RequestType: 'Delete' }>;
type LifecycleResponse =
  | CdkCustomResourceResponse
  | (CdkCustomResourceIsCompleteResponse & { readonly PhysicalResourceId?: string });
type EventContext = Pick<Context, 'functionName' | 'getRemainingTimeInMillis'>;

export interface LifecyclePorts extends LookUpPorts {
  /** Where this function logs. */
  readonly logGroupName: string;
}

/** Answers what CloudFormation sends a custom resource through the CDK's provider framework, polls included. */
export function lifecycle(ports: LifecyclePorts) {
  return async (event: LifecycleEvent, context: EventContext): Promise<LifecycleResponse> => {
    if (event.RequestType === 'Delete') {
      // A framework that waits polls for the end of a Delete, too.
      return { PhysicalResourceId: event.PhysicalResourceId, IsComplete: true };
    }
    try {
      return event.Wait === undefined
        ? await onCreateOrUpdate(event, context, ports)
        : await onPoll(event, event.Wait, context, ports);
    } catch (error) {
      throw failure(error, event, context, ports);
    }
  };
}

async function onCreateOrUpdate(
  event: LookUpEvent,
  context: EventContext,
  ports: LifecyclePorts,
): Promise<LifecycleResponse> {
  const query = queryOf(event);
  const isUpdate = event.RequestType === 'Update';
  const envelope = envelopeOf(event, physicalIdFor(event));
  const isReturn = isUpdate && event.PhysicalResourceId === envelope.PhysicalResourceId;
  const patience = patienceFor(event, query, context, ports.now());
  if (query.gate !== 'WAIT_UNTIL_AVAILABLE') {
    const data = await lookUp(query, isReturn, envelope, patience, ports);
    return { PhysicalResourceId: envelope.PhysicalResourceId, Data: data };
  }
  // Until an Update has succeeded, the id is the old one: the framework answers a poll that fails with it.
  const physicalResourceId = isUpdate ? event.PhysicalResourceId : envelope.PhysicalResourceId;
  return {
    PhysicalResourceId: physicalResourceId,
    Wait: await beginWait(query, isReturn, envelope, patience, ports),
  };
}

async function onPoll(
  event: LookUpEvent,
  wait: Wait,
  context: EventContext,
  ports: LifecyclePorts,
): Promise<LifecycleResponse> {
  const query = queryOf(event);
  const envelope = envelopeOf(event, physicalIdFor(event));
  const patience = patienceFor(event, query, context, ports.now());
  const progress = await pollOnce(query, wait, envelope, patience, ports);
  return progress.isOver
    ? { IsComplete: true, PhysicalResourceId: envelope.PhysicalResourceId, Data: progress.data }
    : { IsComplete: false };
}

function queryOf({ RequestType, ResourceProperties }: LookUpEvent): Query {
  return decode(ResourceProperties, RequestType === 'Create' ? 'refuse' : 'pass over');
}

function patienceFor(
  { RequestType }: LookUpEvent,
  { gate }: Query,
  context: EventContext,
  now: number,
): Patience {
  const remaining = context.getRemainingTimeInMillis() - TIME_TO_ANSWER;
  return {
    deadline: now + (gate === 'WAIT_UNTIL_AVAILABLE' ? Math.min(remaining, LOOK_PATIENCE) : remaining),
    newRoleUntil: RequestType === 'Create' ? now + NEW_ROLE_GRACE : now,
  };
}

function physicalIdFor({ LogicalResourceId, ResourceProperties }: LookUpEvent): string {
  const hash = createHash('sha256').update(hashedText(ResourceProperties)).digest('hex').slice(0, 16);
  return `${LogicalResourceId}-${hash}`;
}

function envelopeOf(event: LookUpEvent, physicalResourceId: string): Envelope {
  return {
    StackId: event.StackId,
    RequestId: event.RequestId,
    PhysicalResourceId: physicalResourceId,
    LogicalResourceId: event.LogicalResourceId,
  };
}

/**
 * What the framework makes a readable reason of: it posts the stack, so that must be one line, and puts a line behind
 * it that names a log group by the function, which is not where this function logs.
 */
function failure(
  error: unknown,
  event: LookUpEvent,
  { functionName }: EventContext,
  { log, logGroupName }: LifecyclePorts,
): Error {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  log.error({
    event: 'failed',
    resource: event.LogicalResourceId,
    request: event.RequestType,
    message,
    stack,
  });
  const framework = `\n\nLogs: /aws/lambda/${functionName}\n`;
  const ending = `. Log group: ${logGroupName}`;
  const reason = fitReason(oneLine(message), ending + framework, envelopeOf(event, failureIdFor(event)));
  const failed = new Error(reason.slice(0, -framework.length));
  failed.stack = failed.message;
  return failed;
}

/** The id that the framework answers a failure with. */
function failureIdFor(event: LookUpEvent): string {
  return 'PhysicalResourceId' in event ? event.PhysicalResourceId : CREATE_FAILED_ID;
}
