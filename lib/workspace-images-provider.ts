import * as path from 'node:path';
import { Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct, type IConstruct } from 'constructs';

/** Found from the sources and from what is published alike. */
const HANDLER_BUNDLE = path.join(__dirname, '..', 'build', 'lambda');

/** Less than the framework's own 15 minutes, so that it always gets an answer to pass on. */
const HANDLER_TIMEOUT = Duration.minutes(10);

const OLDEST_NODE_MAJOR = 22;

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
}

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
  public readonly _serviceToken: string;

  /**
   * @throws Error where a setting is out of range, naming the property, what was expected and what was got
   */
  constructor(scope: Construct, id: string, props: WorkspaceImagesProviderProps = {}) {
    super(scope, id);
    validate(props);
    const logGroup =
      props.logGroup ??
      new LogGroup(this, 'LogGroup', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      });
    const handler = new Function(this, 'Handler', {
      description: 'Looks up Amazon WorkSpaces images',
      code: Code.fromAsset(HANDLER_BUNDLE),
      handler: 'index.handler',
      runtime: props.runtime ?? Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 256,
      timeout: HANDLER_TIMEOUT,
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      role: this.role('HandlerRole', [
        mayWriteTo(logGroup),
        // The action knows no resource type, so that nothing narrower than * can be said.
        new PolicyStatement({ actions: ['workspaces:DescribeWorkspaceImages'], resources: ['*'] }),
      ]),
    });
    const framework = new Provider(this, 'Framework', {
      onEventHandler: handler,
      frameworkOnEventRole: this.role('FrameworkRole', [mayWriteTo(logGroup)]),
      logGroup,
    });
    this._serviceToken = framework.serviceToken;
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

  private role(id: string, statements: PolicyStatement[]): Role {
    return new Role(this, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Default: new PolicyDocument({ statements }) },
    });
  }
}

function mayWriteTo(logGroup: ILogGroup): PolicyStatement {
  return new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
}

function validate({ runtime, memorySize }: WorkspaceImagesProviderProps): void {
  const nodeMajor = /^nodejs(\d+)\.x$/.exec(runtime?.name ?? 'nodejs24.x')?.[1];
  if (nodeMajor === undefined || Number(nodeMajor) < OLDEST_NODE_MAJOR) {
    throw new Error(`\`runtime\` must be Node.js ${OLDEST_NODE_MAJOR} or later, got: ${runtime?.name ?? ''}`);
  }
  const isInRange = (size: number) => Number.isInteger(size) && size >= 128 && size <= 10_240;
  if (memorySize !== undefined && !Token.isUnresolved(memorySize) && !isInRange(memorySize)) {
    throw new Error(`\`memorySize\` must be a whole number of MiB from 128 to 10240, got: ${memorySize}`);
  }
}
