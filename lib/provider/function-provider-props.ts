import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';

/** Settings of the functions behind a custom resource: the handler, and the CDK's provider framework that calls it. */
export interface FunctionProviderProps {
  /**
   * Runtime of the handler: Node.js 22 or later.
   *
   * @default - Node.js 24
   */
  readonly runtime?: Runtime;

  /**
   * Processor architecture of the handler. Choose X86_64 in a Region without arm64.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;

  /**
   * Memory of the handler, in MiB: 128 to 10,240.
   *
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * Log group of all functions.
   *
   * @default - a log group that keeps events for a month and is removed with the stack
   */
  readonly logGroup?: ILogGroup;

  /**
   * Network of the handler. It must reach the WorkSpaces API through a NAT gateway or an interface endpoint for
   * `com.amazonaws.<region>.workspaces`. An `assumedRole` also needs `sts`, and a manifest needs `s3`.
   *
   * @default - the handler runs outside your networks
   */
  readonly vpc?: IVpc;

  /**
   * Subnets of `vpc`.
   *
   * @default - the private subnets
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Security groups of the functions in `vpc`.
   *
   * @default - a new group that allows all outbound traffic
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * Put the functions of the provider framework into `vpc` too, for accounts that allow functions in networks only.
   *
   * They must reach Lambda (`com.amazonaws.<region>.lambda`), CloudFormation's response bucket
   * (`com.amazonaws.<region>.s3`) and, with a gate that waits, Step Functions (`com.amazonaws.<region>.states`).
   *
   * @default false
   */
  readonly frameworkInVpc?: boolean;
}
