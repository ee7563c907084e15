import type { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { Runtime } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';

/** Settings of the functions behind look-ups. */
export interface WorkspaceImagesProviderProps {
  /**
   * The runtime of the function that looks up: Node.js 22 or later.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly runtime?: Runtime;

  /**
   * Memory of the function that looks up, in MiB: 128 to 10,240.
   *
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * Where the functions log.
   *
   * @default - a log group that keeps a month and is removed with the stack
   */
  readonly logGroup?: ILogGroup;

  /**
   * The network that the function runs in. It must reach the WorkSpaces API: by a NAT gateway, or by an interface
   * endpoint for `com.amazonaws.<region>.workspaces`, with a `role` also `sts`, with a manifest `s3`.
   *
   * @default - no network of yours
   */
  readonly vpc?: IVpc;

  /**
   * The subnets of `vpc` that the function runs in.
   *
   * @default - the private subnets
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * The security groups of the function in `vpc`.
   *
   * @default - a group of its own, which lets everything out
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * How often a gate that waits looks at the images: 1 second to 5 minutes, in whole seconds.
   *
   * A look takes one call for each 25 images and image type, of the 2 a second that the account has in the Region.
   *
   * @default Duration.seconds(30)
   */
  readonly pollInterval?: Duration;

  /**
   * After which time a link of a long wait hands on; for tests, which have no hour.
   *
   * @internal
   */
  readonly _linkLength?: Duration;
}
