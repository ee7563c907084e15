import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnPolicy, type IRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucketPolicy, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Dependable, type IConstruct, type IDependable } from 'constructs';
import { RESOURCE_TYPE } from '../contract/images';
import { needsType } from '../provider/needs';

interface Used {
  readonly assumedRole: IRole | undefined;
  readonly manifestBucket: IBucket | undefined;
}

/**
 * What must be deployed before a lookup may use a role and a bucket: the policies of both that its stack makes. The lookup
 * refers to the role and the bucket only, and would run while their policies are still being made.
 *
 * A whole bucket is not depended on, since its notifications may use the images, which would make a cycle. Nor is a
 * policy that uses the images of a lookup, for the same reason.
 */
export function policiesOf(lookup: IConstruct, used: Used): readonly IDependable[] {
  if (used.assumedRole === undefined && used.manifestBucket === undefined) {
    return [];
  }
  const policies: IDependable = {};
  Dependable.implement(policies, new Policies(Stack.of(lookup), used));
  return [policies];
}

/** Read when synthesis asks for it, since policies may be made later. */
class Policies extends Dependable {
  constructor(
    private readonly stack: Stack,
    private readonly used: Used,
  ) {
    super();
  }

  public override get dependencyRoots(): IConstruct[] {
    return this.stack.node
      .findAll()
      .filter((construct) => CfnResource.isCfnResource(construct))
      .filter((resource) => resource.stack === this.stack && this.isPolicy(resource))
      .filter((policy) => !needsType(policy, RESOURCE_TYPE));
  }

  /** A policy says whose it is. Where it stands in the tree does not. */
  private isPolicy(resource: CfnResource): boolean {
    const { assumedRole, manifestBucket } = this.used;
    if (resource instanceof CfnPolicy || resource instanceof CfnManagedPolicy) {
      return assumedRole !== undefined && this.text(resource.roles).includes(this.text(assumedRole.roleName));
    }
    return (
      resource instanceof CfnBucketPolicy &&
      manifestBucket !== undefined &&
      this.text(resource.bucket) === this.text(manifestBucket.bucketName)
    );
  }

  private text(value: unknown): string {
    return JSON.stringify(this.stack.resolve(value) ?? null);
  }
}
