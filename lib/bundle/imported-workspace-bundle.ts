import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { IWorkspaceBundle } from './i-workspace-bundle';

/** A bundle that is named by its id. */
export class ImportedWorkspaceBundle extends Construct implements IWorkspaceBundle {
  constructor(
    scope: Construct,
    id: string,
    public readonly bundleId: string,
  ) {
    super(scope, id);
  }

  public get bundleArn(): string {
    return bundleArn(this, this.bundleId);
  }
}

/** The ARN of a bundle, in the account and Region of a construct. */
export function bundleArn(scope: Construct, bundleId: string): string {
  return Stack.of(scope).formatArn({
    service: 'workspaces',
    resource: 'workspacebundle',
    resourceName: bundleId,
  });
}
