import * as path from 'node:path';
import { Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct, type IConstruct } from 'constructs';
import { ALLOWED, LIST_SEPARATOR, MANIFEST_PREFIX } from './contract/names';
import { validateProvider } from './validate-provider';
import type { WorkspaceImagesProviderProps } from './workspace-images-provider-props';

/** Found from the sources and from what is published alike. */
const HANDLER_BUNDLE = path.join(__dirname, '..', 'build', 'lambda');

/** Less than the framework's own 15 minutes, so that it always gets an answer to pass on. */
const HANDLER_TIMEOUT = Duration.minutes(10);

/** CloudFormation ends a custom resource after an hour; a poll, and what goes wrong with it, must fit behind this. */
const LINK_LENGTH = Duration.minutes(50);

/** The waiting framework's own limit, which is never reached: the handler's clock ends a link before. */
const WAITING_FRAMEWORK_SECONDS = 3_480;

/**
 * The functions behind the look-ups of a stack: one that looks up, and the CDK's provider framework, which calls it and
 * answers CloudFormation.
 *
 * A stack has one by default. Make one where its functions need settings of their own, and pass it to the look-ups.
 */
export class WorkspaceImagesProvider extends Construct {
  /**
   * The provider that all look-ups of a stack share.
   *
   * @internal
   */
  public static _ofStack(scope: IConstruct): WorkspaceImagesProvider {
    const stack = Stack.of(scope);
    const id = 'WorkspaceImagesProvider';
    const existing = stack.node.tryFindChild(id);
    if (existing !== undefined && !(existing instanceof WorkspaceImagesProvider)) {
      throw new Error(
        `the id ${id} in ${stack.node.path || 'the stack'} must be left to the default provider, got: another construct;` +
          ' rename it, or pass a `provider`',
      );
    }
    return existing ?? new WorkspaceImagesProvider(stack, id);
  }

  /** @internal */
  public readonly _pollInterval: Duration;

  /** @internal */
  public readonly _linkLength: Duration;

  private readonly handler: Function;
  private readonly logGroup: ILogGroup;
  private framework?: Provider;
  private waitingFramework?: Provider;
  private readonly regions = new Set<string>();
  private readonly roleArns = new Set<string>();

  /**
   * @throws Error where a setting is out of range, naming the property, what was expected and what was got
   */
  constructor(scope: Construct, id: string, props: WorkspaceImagesProviderProps = {}) {
    super(scope, id);
    validateProvider(props);
    this._pollInterval = props.pollInterval ?? Duration.seconds(30);
    this._linkLength = props._linkLength ?? LINK_LENGTH;
    this.logGroup =
      props.logGroup ??
      new LogGroup(this, 'LogGroup', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      });
    this.handler = new Function(this, 'Handler', {
      description: 'Looks up Amazon WorkSpaces images',
      code: Code.fromAsset(HANDLER_BUNDLE),
      handler: 'index.handler',
      runtime: props.runtime ?? Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 256,
      timeout: HANDLER_TIMEOUT,
      loggingFormat: LoggingFormat.JSON,
      logGroup: this.logGroup,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
      role: this.role('HandlerRole', [
        ...(props.vpc === undefined ? [] : [mayJoinNetworks()]),
        // The action knows no resource type, so that nothing narrower than * can be said.
        new PolicyStatement({ actions: ['workspaces:DescribeWorkspaceImages'], resources: ['*'] }),
      ]),
    });
  }

  /**
   * The framework that a look-up calls, made when the first look-up needs it: CloudFormation tells one that waits from
   * one that does not by their tokens.
   *
   * @internal
   */
  public _serviceToken(waits: boolean): string {
    return (waits ? this.waitingProvider() : this.provider()).serviceToken;
  }

  /**
   * A stack must not depend on another's functions: they could go while its look-ups stay.
   *
   * @internal
   */
  public _assertServes(lookUp: IConstruct): void {
    if (Stack.of(this) !== Stack.of(lookUp)) {
      throw new Error(
        `\`provider\` must be of the same stack as the look-up ${lookUp.node.path}, got: ${this.node.path}`,
      );
    }
  }

  /**
   * Lets the function look in a Region, or as a role. The function refuses what is not listed in its environment, so
   * that no other custom resource can borrow what it may.
   *
   * @internal
   */
  public _allowAccess(region: string | undefined, role: IRole | undefined): void {
    if (region !== undefined) {
      this.regions.add(region);
      this.handler.addEnvironment(ALLOWED.regions, joined(this.regions));
    }
    if (role !== undefined) {
      this.roleArns.add(role.roleArn);
      this.handler.addEnvironment(ALLOWED.roleArns, joined(this.roleArns));
      this.handler.addToRolePolicy(
        new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [role.roleArn] }),
      );
    }
  }

  /**
   * Lets the function write the manifests of this stack to a bucket, and nothing else there.
   *
   * @internal
   */
  public _allowManifests(bucket: IBucket): void {
    const { stackName } = Stack.of(this);
    this.handler.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`${MANIFEST_PREFIX}${stackName}/*`)],
      }),
    );
    bucket.encryptionKey?.grant(this.handler, 'kms:GenerateDataKey');
  }

  private provider(): Provider {
    this.framework ??= new Provider(this, 'Framework', {
      onEventHandler: this.handler,
      frameworkOnEventRole: this.role('FrameworkRole'),
      logGroup: this.logGroup,
    });
    return this.framework;
  }

  private waitingProvider(): Provider {
    const interval = this._pollInterval.toSeconds();
    this.waitingFramework ??= new Provider(this, 'WaitingFramework', {
      onEventHandler: this.handler,
      isCompleteHandler: this.handler,
      queryInterval: this._pollInterval,
      totalTimeout: Duration.seconds(Math.ceil(WAITING_FRAMEWORK_SECONDS / interval) * interval),
      frameworkOnEventRole: this.role('WaitingFrameworkRole'),
      frameworkCompleteAndTimeoutRole: this.role('PollingRole'),
      logGroup: this.logGroup,
    });
    return this.waitingFramework;
  }

  /** A role for a function that writes to the log group, and may do what is said beside. */
  private role(id: string, statements: PolicyStatement[] = []): Role {
    const logs = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.logGroup.logGroupArn],
    });
    return new Role(this, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Default: new PolicyDocument({ statements: [logs, ...statements] }) },
    });
  }
}

/** What Lambda does on the function's behalf in a VPC, for which IAM asks for `*`. */
function mayJoinNetworks(): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
  });
}

/** The items at the end of synthesis, in one order. */
function joined(items: ReadonlySet<string>): string {
  return Lazy.string({ produce: () => [...items].sort().join(LIST_SEPARATOR) });
}
