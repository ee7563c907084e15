import { CfnResource } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Dependable, type IConstruct, type IDependable } from 'constructs';

/** The types of resources that allow a role something. */
const ROLE_POLICIES: readonly string[] = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

interface Used {
  readonly assumedRole: IRole | undefined;
  readonly manifestBucket: IBucket | undefined;
}

/**
 * What must be deployed before a lookup may use a role and a bucket: their own policies. The lookup refers to the role
 * and the bucket only, and would run while a policy of the same stack is still being made.
 *
 * A whole bucket is not depended on: its notifications may use the images, which would make a cycle.
 */
export function policiesOf(used: Used): IDependable {
  const policies: IDependable = {};
  Dependable.implement(policies, new Policies(used));
  return policies;
}

/** Read when synthesis asks for it, since policies may be made later. */
class Policies extends Dependable {
  constructor(private readonly used: Used) {
    super();
  }

  public override get dependencyRoots(): IConstruct[] {
    const { assumedRole, manifestBucket } = this.used;
    const ofRole = assumedRole?.node.findAll().filter(isRolePolicy) ?? [];
    return manifestBucket?.policy === undefined ? ofRole : [...ofRole, manifestBucket.policy];
  }
}

function isRolePolicy(construct: IConstruct): boolean {
  return CfnResource.isCfnResource(construct) && ROLE_POLICIES.includes(construct.cfnResourceType);
}
