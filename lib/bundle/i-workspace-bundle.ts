import type { IConstruct } from 'constructs';

/** A WorkSpaces bundle: an image, and the hardware that WorkSpaces of it get. */
export interface IWorkspaceBundle extends IConstruct {
  /** Id of the bundle, for `CfnWorkspace` and `CfnWorkspacesPool`. */
  readonly bundleId: string;

  /** ARN of the bundle, in the account and Region of the stack. */
  readonly bundleArn: string;
}
