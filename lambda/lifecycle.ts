import { createHash } from 'node:crypto';
import type { CdkCustomResourceEvent, CdkCustomResourceResponse, Context } from 'aws-lambda';
import { decode } from '../lib/contract/codec';
import { hashedText } from '../lib/contract/identity';
import { type Envelope, fitReason } from './core/response';
import { oneLine } from './core/sentence';
import { type LookUpPorts, lookUp } from './look-up';

/** Time, in milliseconds, that the function keeps to answer in. */
const TIME_TO_ANSWER = 15_000;

/** How long, in milliseconds, a role may be too new to count. */
const NEW_ROLE_GRACE = 30_000;

/** What the provider framework answers for a Create that failed, so that it can tell the Delete that follows. */
const CREATE_FAILED_ID = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';

type LookUpEvent = Exclude<CdkCustomResourceEvent, { RequestType: 'Delete' }>;
type EventContext = Pick<Context, 'functionName' | 'getRemainingTimeInMillis'>;

export interface LifecyclePorts extends LookUpPorts {
  /** Where this function logs. */
  readonly logGroupName: string;
}

/** Answers what CloudFormation sends a custom resource through the CDK's provider framework. */
export function lifecycle(ports: LifecyclePorts) {
  return async (event: CdkCustomResourceEvent, context: EventContext): Promise<CdkCustomResourceResponse> => {
    if (event.RequestType === 'Delete') {
      return { PhysicalResourceId: event.PhysicalResourceId };
    }
    try {
      return await onCreateOrUpdate(event, context, ports);
    } catch (error) {
      throw failure(error, event, context, ports);
    }
  };
}

async function onCreateOrUpdate(
  event: LookUpEvent,
  context: EventContext,
  ports: LifecyclePorts,
): Promise<CdkCustomResourceResponse> {
  const isCreate = event.RequestType === 'Create';
  const query = decode(event.ResourceProperties, isCreate ? 'refuse' : 'pass over');
  const envelope = envelopeOf(event, physicalIdFor(event));
  const isReturn = !isCreate && event.PhysicalResourceId === envelope.PhysicalResourceId;
  const now = ports.now();
  const patience = {
    deadline: now + context.getRemainingTimeInMillis() - TIME_TO_ANSWER,
    newRoleUntil: isCreate ? now + NEW_ROLE_GRACE : now,
  };
  const data = await lookUp(query, isReturn, envelope, patience, ports);
  return { PhysicalResourceId: envelope.PhysicalResourceId, Data: data };
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
  const physicalResourceId = event.RequestType === 'Create' ? CREATE_FAILED_ID : event.PhysicalResourceId;
  const framework = `\n\nLogs: /aws/lambda/${functionName}\n`;
  const ending = `. Log group: ${logGroupName}`;
  const reason = fitReason(oneLine(message), ending + framework, envelopeOf(event, physicalResourceId));
  const failed = new Error(reason.slice(0, -framework.length));
  failed.stack = failed.message;
  return failed;
}
