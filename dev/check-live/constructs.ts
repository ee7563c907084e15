import { CfnOutput, CfnWaitCondition, CfnWaitConditionHandle, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { WorkspaceImages, type WorkspaceImagesProps, WorkspaceImagesProvider } from 'cdk-workspace-images';
import type { IDependable } from 'constructs';
import type { Deployed } from './experiment';

/** Construct id of the lookup, which its logical id begins with. */
export const LOOKUP = 'Lookup';

const LOG_OUTPUT = 'Log';
const FAILS = 'FailsOnPurpose';

/** Adds a log group for functions that must leave nothing behind. Without one, Lambda makes one that stays. */
export function addLogGroup(stack: Stack): LogGroup {
  return new LogGroup(stack, 'LogGroup', {
    retention: RetentionDays.ONE_DAY,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/** Adds a lookup whose log can be read, and which succeeds in an account without images. */
export function addLookup(stack: Stack, props: WorkspaceImagesProps = {}): WorkspaceImages {
  const logGroup = addLogGroup(stack);
  new CfnOutput(stack, LOG_OUTPUT, { value: logGroup.logGroupName });
  const provider = new WorkspaceImagesProvider(stack, 'Provider', { logGroup });
  return new WorkspaceImages(stack, LOOKUP, { minCount: 0, provider, ...props });
}

export function logGroupOf({ outputs }: Deployed): string {
  const name = outputs[LOG_OUTPUT];
  if (name === undefined) {
    throw new Error('the stack has no output that names its log group');
  }
  return name;
}

/** Adds a resource that fails as soon as another one is made or updated. */
export function failAfter(stack: Stack, dependable: IDependable): void {
  const handle = new CfnWaitConditionHandle(stack, 'NobodySignals').ref;
  const condition = new CfnWaitCondition(stack, FAILS, { handle, count: 1, timeout: '1' });
  condition.node.addDependency(dependable);
}

/** The stack, where only the failure of that resource leads on. */
export function failedOnPurpose(deployed: Deployed): Deployed {
  const { succeeded, reason, stackName } = deployed;
  if (succeeded) {
    throw new Error(`the deployment succeeded, though ${FAILS} is made to fail`);
  }
  if (!reason.startsWith(`${stackName}/${FAILS}: `)) {
    throw new Error(reason);
  }
  return deployed;
}
