import { CfnWaitCondition, CfnWaitConditionHandle, type Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { WorkspaceImages, type WorkspaceImagesProps, WorkspaceImagesProvider } from 'cdk-workspace-images';
import type { IDependable } from 'constructs';

/** Of the right form, and most likely nobody's. */
export const UNKNOWN_IMAGE = 'wsi-000000000';

/** Adds a lookup that succeeds in an account without images. */
export function addLookup(stack: Stack, logGroupName: string, props: WorkspaceImagesProps = {}) {
  const logGroup = LogGroup.fromLogGroupName(stack, 'LogGroup', logGroupName);
  const provider = new WorkspaceImagesProvider(stack, 'Provider', { logGroup });
  return new WorkspaceImages(stack, 'Lookup', { minCount: 0, provider, ...props });
}

/** Adds a resource that fails as soon as another one is made or updated. */
export function failAfter(stack: Stack, dependable: IDependable): void {
  const handle = new CfnWaitConditionHandle(stack, 'NobodySignals').ref;
  const condition = new CfnWaitCondition(stack, 'FailsOnPurpose', { handle, count: 1, timeout: '1' });
  condition.node.addDependency(dependable);
}
