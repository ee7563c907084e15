import { Duration, Stack } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { brand } from '../brand';
import { VARIABLES } from '../contract/bundle';
import { requireProps } from '../provider/known-props';
import { warnOfManyAtOnce } from '../provider/many-at-once';
import { A_DURATION, A_NUMBER, type PropType } from '../provider/prop-types';
import { ProviderFunctions } from '../provider/provider-functions';
import { requireKnownNeeds, requireSameStack } from '../provider/shared-provider';
import { FUNCTION_PROVIDER_PROPS } from '../provider/validate-function-provider';
import { validatePollInterval, validateRequestRate } from '../provider/validate-pace';
import type { WorkspaceBundleProviderProps } from './workspace-bundle-provider-props';

/** A Delete of 50 minutes, two polls and the time between them fit into CloudFormation's hour. */
const LONGEST_POLL_INTERVAL_SECONDS = 60;

const PROVIDER_PROPS = {
  ...FUNCTION_PROVIDER_PROPS,
  pollInterval: A_DURATION,
  requestRate: A_NUMBER,
} satisfies Record<keyof WorkspaceBundleProviderProps, PropType>;

/** What a bundle needs of its provider. A copy of another version may ask, so members are only added, as optional ones. */
export interface BundleNeeds {
  readonly bundle: IConstruct;

  /** The version of the package that asks. */
  readonly version: string;
}

/** What a provider gives a bundle. */
export interface BundleService {
  readonly serviceToken: string;
}

/**
 * The functions behind the bundles of a stack: a handler that makes, changes and deletes them, and the CDK's provider
 * framework, which calls it and answers CloudFormation.
 *
 * A stack has one by default. Make one to change settings, and pass it to the bundles of the same stack.
 *
 * @example
 * declare const image: IWorkspaceImage;
 * new WorkspaceBundle(this, 'Desktop', {
 *   image,
 *   computeType: ComputeType.STANDARD,
 *   rootVolumeSize: Size.gibibytes(80),
 *   userVolumeSize: Size.gibibytes(50),
 *   provider: new WorkspaceBundleProvider(this, 'BundleProvider', { pollInterval: Duration.seconds(30) }),
 * });
 */
export class WorkspaceBundleProvider extends Construct implements IGrantable {
  private readonly functions: ProviderFunctions;
  private readonly bundles: IConstruct[] = [];

  /**
   * @throws Error that names the setting, the expected and the actual value
   */
  constructor(scope: Construct, id: string, props: WorkspaceBundleProviderProps = {}) {
    super(scope, id);
    brand(this, 'WorkspaceBundleProvider');
    requireProps('WorkspaceBundleProvider', props, PROVIDER_PROPS);
    const { pollInterval = Duration.seconds(10), requestRate } = props;
    validatePollInterval(pollInterval, LONGEST_POLL_INTERVAL_SECONDS);
    this.functions = new ProviderFunctions(this, props, {
      asset: 'bundle',
      description: 'Makes, changes and deletes Amazon WorkSpaces bundles',
      statements: statements(Stack.of(this)),
      pollInterval,
    });
    warnOfManyAtOnce(this, this.bundles, 'bundle');
    if (requestRate !== undefined) {
      validateRequestRate(requestRate);
      this.functions.setVariable(VARIABLES.requestRate, String(requestRate));
    }
  }

  /** The role of the handler, for a grant of your own. */
  public get grantPrincipal(): IPrincipal {
    return this.functions.grantPrincipal;
  }

  /**
   * Serve a bundle.
   *
   * @internal
   */
  public _serve({ bundle, version, ...unknown }: BundleNeeds): BundleService {
    requireKnownNeeds(unknown, { className: 'WorkspaceBundleProvider', noun: 'bundle', version });
    requireSameStack(this, bundle, 'bundle');
    this.bundles.push(bundle);
    return { serviceToken: this.functions.serviceToken(true) };
  }
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonworkspaces.html */
function statements(stack: Stack): PolicyStatement[] {
  const all = (resource: string) => stack.formatArn({ service: 'workspaces', resource, resourceName: '*' });
  return [
    new PolicyStatement({
      actions: ['workspaces:CreateWorkspaceBundle', 'workspaces:UpdateWorkspaceBundle'],
      resources: [all('workspacebundle'), all('workspaceimage')],
    }),
    new PolicyStatement({
      actions: ['workspaces:DeleteWorkspaceBundle'],
      resources: [all('workspacebundle')],
    }),
    // These actions know no resource type, so IAM takes nothing narrower than *.
    new PolicyStatement({
      actions: [
        'workspaces:CreateTags',
        'workspaces:DeleteTags',
        'workspaces:DescribeTags',
        'workspaces:DescribeWorkspaceBundles',
        'workspaces:DescribeWorkspaces',
      ],
      resources: ['*'],
    }),
  ];
}
