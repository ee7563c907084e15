import { z } from 'zod';
import { count, secondsOf } from './count';

/** What CloudFormation says of a resource at a moment, as the CDK's toolkit library passes it on. */
export type Activity = z.infer<typeof activity>;

const activity = z.object({
  event: z.object({
    StackName: z.string(),
    StackId: z.string(),
    LogicalResourceId: z.string(),
    PhysicalResourceId: z.string().optional(),
    ResourceStatus: z.string(),
    ResourceStatusReason: z.string().default(''),
  }),
  metadata: z.object({ constructPath: z.string() }).optional(),
  progress: z.object({ completed: z.number(), total: z.number().default(0) }),
});

const result = z.object({ noOp: z.boolean(), stackArn: z.string() });

/** What CloudFormation says of resources that it gave up because another had failed. */
const CANCELLED = /^Resource (?:creation|update|deletion) cancelled/i;

/** Lines of a reason that lead nowhere: frames, and the log group that the provider framework makes up. */
const NOISE = /^\s*(?:at |\\_ |Logs: |$)/;

/** A message of the CDK's toolkit library. The codes are those of its documentation. */
interface Message {
  readonly code?: string | undefined;
  readonly data?: unknown;
}

export function activityOf({ code, data }: Message): Activity[] {
  return code === 'CDK_TOOLKIT_I5502' ? [activity.parse(data)] : [];
}

/** What the line of a stack ends with. Undefined for a message of something else. */
export function endText({ code, data }: Message, milliseconds: number): string | undefined {
  if (code !== 'CDK_TOOLKIT_I5900') {
    return undefined;
  }
  const { noOp, stackArn } = result.parse(data);
  const stack = stackArn.replace(/^.*:stack\/|\/.*$/g, '');
  return `${stack}  ${noOp ? 'no changes' : `deployed in ${secondsOf(milliseconds)}`}`;
}

/** The line of a stack while it is deployed: `Images  12 s, 3 of 27 resources, Newest/Resource`. */
export function liveText(last: Activity | undefined, milliseconds: number): string {
  const time = secondsOf(milliseconds);
  if (last === undefined) {
    return `deploying  ${time}`;
  }
  const { event, progress } = last;
  if (/ROLLBACK|_FAILED/.test(event.ResourceStatus)) {
    return `${event.StackName}  ${time}, rolling back`;
  }
  // The local AWS updates resources that have not changed, so more may be done than are expected.
  const total = Math.max(progress.completed, progress.total);
  return `${event.StackName}  ${time}, ${progress.completed} of ${count(total, 'resource')}, ${nameOf(last)}`;
}

/** Why a deployment failed: the failure that the others follow from. Undefined if no resource has failed. */
export function firstFailure(activities: readonly Activity[]): string | undefined {
  const first = activities.find(
    ({ event }) =>
      event.ResourceStatus.endsWith('_FAILED') &&
      event.PhysicalResourceId !== event.StackId &&
      !CANCELLED.test(event.ResourceStatusReason),
  );
  if (first === undefined) {
    return undefined;
  }
  const lines = first.event.ResourceStatusReason.split('\n').filter((line) => !NOISE.test(line));
  const reason = lines.join('\n').replace(/^Error: /, '');
  return `${first.event.StackName}/${nameOf(first)}: ${reason || 'CloudFormation gives no reason'}`;
}

/** Where the resource is in its stack. What the app does not tell is named by its logical id. */
function nameOf({ event: { StackName, LogicalResourceId }, metadata }: Activity): string {
  return metadata?.constructPath.replace(`/${StackName}/`, '') ?? LogicalResourceId;
}
