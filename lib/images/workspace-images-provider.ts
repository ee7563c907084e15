import { Aws, Duration, Lazy } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct, type IConstruct } from 'constructs';
import { brand } from '../brand';
import { MANIFEST_PREFIX, VARIABLE_SEPARATOR, VARIABLES } from '../contract/images';
import { requireProps } from '../provider/known-props';
import { warnOfManyAtOnce } from '../provider/many-at-once';
import { A_DURATION, A_NUMBER, type PropType } from '../provider/prop-types';
import { ProviderFunctions } from '../provider/provider-functions';
import { requireKnownNeeds, requireSameStack } from '../provider/shared-provider';
import { FUNCTION_PROVIDER_PROPS } from '../provider/validate-function-provider';
import { validatePollInterval, validateRequestRate } from '../provider/validate-pace';
import type { WorkspaceImagesProviderProps } from './workspace-images-provider-props';

/** CloudFormation ends a custom resource after an hour. A poll, and what goes wrong with it, must fit behind this. */
const LINK_SECONDS = 3_000;

/** The context that shortens links. Only tests do: each link would be a resource of its own. */
const LINK_SECONDS_CONTEXT = 'cdk-workspace-images:linkSeconds';

const LONGEST_POLL_INTERVAL_SECONDS = 300;

const PROVIDER_PROPS = {
  ...FUNCTION_PROVIDER_PROPS,
  pollInterval: A_DURATION,
  requestRate: A_NUMBER,
} satisfies Record<keyof WorkspaceImagesProviderProps, PropType>;

/** What a lookup needs of its provider. A copy of another version may ask, so members are only added, as optional ones. */
export interface LookupNeeds {
  readonly lookup: IConstruct;

  /** The version of the package that asks. */
  readonly version: string;

  /** How long the lookup waits, if it waits. */
  readonly timeout?: Duration | undefined;
  readonly region?: string | undefined;
  readonly assumedRole?: IRole | undefined;
  readonly manifestBucket?: IBucket | undefined;
}

/** What a provider gives a lookup. */
export interface LookupService {
  readonly serviceToken: string;

  /** How long one custom resource waits, at the most. */
  readonly linkLength: Duration;
}

/**
 * The functions behind the lookups of a stack: a handler that looks up, and the CDK's provider framework, which calls it
 * and answers CloudFormation.
 *
 * A stack has one by default. Make one to change settings, and pass it to the lookups of the same stack.
 *
 * @example
 * const provider = new WorkspaceImagesProvider(this, 'ImagesProvider', { memorySize: 512 });
 * new WorkspaceImages(this, 'GoldenImages', { provider });
 */
export class WorkspaceImagesProvider extends Construct implements IGrantable {
  private readonly functions: ProviderFunctions;
  private readonly pollInterval: Duration;
  private readonly lookups: IConstruct[] = [];
  private readonly regions = new Set<string>();
  private readonly roleArns = new Set<string>();
  private readonly buckets = new Set<string>();

  /**
   * @throws Error that names the setting, the expected and the actual value
   */
  constructor(scope: Construct, id: string, props: WorkspaceImagesProviderProps = {}) {
    super(scope, id);
    brand(this, 'WorkspaceImagesProvider');
    requireProps('WorkspaceImagesProvider', props, PROVIDER_PROPS);
    this.pollInterval = props.pollInterval ?? Duration.seconds(30);
    validatePollInterval(this.pollInterval, LONGEST_POLL_INTERVAL_SECONDS);
    this.functions = new ProviderFunctions(this, props, {
      asset: 'images',
      description: 'Looks up Amazon WorkSpaces images',
      // The action knows no resource type, so IAM takes nothing narrower than *.
      statements: [
        new PolicyStatement({ actions: ['workspaces:DescribeWorkspaceImages'], resources: ['*'] }),
      ],
      pollInterval: this.pollInterval,
    });
    warnOfManyAtOnce(this, this.lookups, 'lookup');
    if (props.requestRate !== undefined) {
      validateRequestRate(props.requestRate);
      this.functions.setVariable(VARIABLES.requestRate, String(props.requestRate));
    }
  }

  /** The role of the handler, for a grant of your own, such as to a bucket with rules of its own. */
  public get grantPrincipal(): IPrincipal {
    return this.functions.grantPrincipal;
  }

  /**
   * Serve a lookup: make the framework that it calls, and allow what it needs.
   *
   * @internal
   */
  public _serve(needs: LookupNeeds): LookupService {
    const { lookup, version, timeout, region, assumedRole, manifestBucket, ...unknown } = needs;
    requireKnownNeeds(unknown, { className: 'WorkspaceImagesProvider', noun: 'lookup', version });
    requireSameStack(this, lookup, 'lookup');
    this.requireShorterPolls(timeout);
    this.lookups.push(lookup);
    if (region !== undefined) {
      this.regions.add(region);
      this.functions.setVariable(VARIABLES.regions, joined(this.regions));
    }
    if (assumedRole !== undefined) {
      this.allowRole(assumedRole);
    }
    if (manifestBucket !== undefined) {
      this.allowManifests(manifestBucket);
    }
    if (timeout !== undefined) {
      this.functions.setVariable(VARIABLES.pollSeconds, String(this.pollInterval.toSeconds()));
    }
    return {
      serviceToken: this.functions.serviceToken(timeout !== undefined),
      linkLength: linkLengthAt(this),
    };
  }

  private requireShorterPolls(timeout: Duration | undefined): void {
    if (timeout !== undefined && timeout.toSeconds() < this.pollInterval.toSeconds()) {
      throw new Error(
        `\`pollInterval\` of the provider must not be longer than the gate's timeout (${timeout.toHumanString()}), ` +
          `got: ${this.pollInterval.toHumanString()}`,
      );
    }
  }

  /**
   * The handler refuses a role, a Region or a bucket that its environment does not list. Otherwise another custom resource could
   * borrow what this one may do.
   */
  private allowRole({ roleArn }: IRole): void {
    this.roleArns.add(roleArn);
    this.functions.setVariable(VARIABLES.roleArns, joined(this.roleArns));
    this.functions.allow(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [roleArn] }));
  }

  /** The stack's name, account and Region are deploy-time facts: a stack may be deployed under another name. */
  private allowManifests(bucket: IBucket): void {
    this.buckets.add(bucket.bucketName);
    this.functions.setVariable(VARIABLES.buckets, joined(this.buckets));
    const place = `${Aws.ACCOUNT_ID}/${Aws.REGION}/${Aws.STACK_NAME}`;
    this.functions.allow(
      new PolicyStatement({
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`${MANIFEST_PREFIX}${place}/*`)],
      }),
    );
    bucket.encryptionKey?.grant(this, 'kms:GenerateDataKey');
  }
}

/** The items at the end of synthesis, in one order. */
function joined(items: ReadonlySet<string>): string {
  return Lazy.string({ produce: () => [...items].sort().join(VARIABLE_SEPARATOR) });
}

function linkLengthAt(scope: IConstruct): Duration {
  const seconds: unknown = scope.node.tryGetContext(LINK_SECONDS_CONTEXT);
  return Duration.seconds(typeof seconds === 'number' ? seconds : LINK_SECONDS);
}
