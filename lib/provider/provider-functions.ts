import * as path from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  type IPrincipal,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, LoggingFormat, Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider, type ProviderProps } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { environmentErrors } from './environment-size';
import type { FunctionProviderProps } from './function-provider-props';
import { validateFunctionProvider } from './validate-function-provider';

/** The same relative path from the sources and from the published package. */
const ASSETS = path.join(__dirname, '..', '..', 'build', 'lambda');

/** `Runtime.NODEJS_24_X` is younger than our oldest peer. */
const NODEJS_24 = new Runtime('nodejs24.x', RuntimeFamily.NODEJS);

/** Less than the 15 minutes of the framework, so that it always gets an answer to pass on. */
const HANDLER_TIMEOUT = Duration.minutes(10);

/** The limit of the waiting framework. The handler's clock ends a wait before. */
const WAITING_FRAMEWORK_SECONDS = 3_480;

export interface HandlerSettings {
  /** The folder of the handler asset. */
  readonly asset: string;
  readonly description: string;

  /** What the handler may do, beside logging. */
  readonly statements: PolicyStatement[];

  /** How often the waiting framework polls. */
  readonly pollInterval: Duration;
}

/**
 * The functions behind one kind of custom resource: a handler, and the CDK's provider framework, which calls the handler
 * and answers CloudFormation. Their construct ids under the provider are in deployed stacks and never change.
 *
 * Each framework is made when the first resource needs it. CloudFormation refuses a changed service token, and a
 * framework that waits has another one than a framework that does not.
 */
export class ProviderFunctions {
  private readonly handler: Function;
  private readonly logGroup: ILogGroup;
  private readonly variables = new Map<string, string>();
  private framework?: Provider;
  private waitingFramework?: Provider;

  /** @throws Error that names the property, the expected and the actual value */
  constructor(
    private readonly scope: Construct,
    private readonly props: FunctionProviderProps,
    private readonly settings: HandlerSettings,
  ) {
    validateFunctionProvider(props);
    this.logGroup =
      props.logGroup ??
      new LogGroup(scope, 'LogGroup', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      });
    this.handler = new Function(scope, 'Handler', {
      description: settings.description,
      code: Code.fromAsset(path.join(ASSETS, settings.asset)),
      handler: 'index.handler',
      runtime: props.runtime ?? NODEJS_24,
      architecture: props.architecture ?? Architecture.ARM_64,
      memorySize: props.memorySize ?? 256,
      timeout: HANDLER_TIMEOUT,
      loggingFormat: LoggingFormat.JSON,
      logGroup: this.logGroup,
      ...network(props),
      role: this.role('HandlerRole', props.vpc !== undefined, settings.statements),
    });
    scope.node.addValidation({ validate: () => environmentErrors(scope, this.variables) });
  }

  public get grantPrincipal(): IPrincipal {
    return this.handler.grantPrincipal;
  }

  /** The service token of a resource that waits, or of one that does not. */
  public serviceToken(waits: boolean): string {
    return (waits ? this.waitingProvider() : this.provider()).serviceToken;
  }

  public allow(statement: PolicyStatement): void {
    this.handler.addToRolePolicy(statement);
  }

  public setVariable(name: string, value: string): void {
    this.variables.set(name, value);
    this.handler.addEnvironment(name, value);
  }

  private provider(): Provider {
    this.framework ??= new Provider(this.scope, 'Framework', {
      ...this.frameworkProps(),
      frameworkOnEventRole: this.frameworkRole('FrameworkRole'),
    });
    return this.framework;
  }

  private waitingProvider(): Provider {
    const { pollInterval } = this.settings;
    const interval = pollInterval.toSeconds();
    this.waitingFramework ??= new Provider(this.scope, 'WaitingFramework', {
      ...this.frameworkProps(),
      isCompleteHandler: this.handler,
      queryInterval: pollInterval,
      totalTimeout: Duration.seconds(Math.ceil(WAITING_FRAMEWORK_SECONDS / interval) * interval),
      frameworkOnEventRole: this.frameworkRole('WaitingFrameworkRole'),
      frameworkCompleteAndTimeoutRole: this.frameworkRole('PollingRole'),
    });
    return this.waitingFramework;
  }

  private frameworkProps(): ProviderProps {
    return {
      onEventHandler: this.handler,
      logGroup: this.logGroup,
      ...(this.isFrameworkInVpc() ? network(this.props) : {}),
    };
  }

  private frameworkRole(id: string): Role {
    return this.role(id, this.isFrameworkInVpc(), []);
  }

  private isFrameworkInVpc(): boolean {
    return this.props.frameworkInVpc ?? false;
  }

  private role(id: string, isInVpc: boolean, statements: readonly PolicyStatement[]): Role {
    const logs = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.logGroup.logGroupArn],
    });
    return new Role(this.scope, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Default: new PolicyDocument({
          statements: [logs, ...(isInVpc ? [networkInterfaces()] : []), ...statements],
        }),
      },
    });
  }
}

function network({ vpc, vpcSubnets, securityGroups }: FunctionProviderProps) {
  return { vpc, vpcSubnets, securityGroups };
}

/** What Lambda does on a function's behalf in a VPC. IAM knows no narrower resource than `*` for it. */
function networkInterfaces(): PolicyStatement {
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
