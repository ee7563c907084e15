import { CfnResource, DefaultTokenResolver, Reference, StringConcat, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Whether a resource refers to, or depends on, a resource of this type, directly or through others. Then that resource
 * cannot depend on it.
 */
export function needsType(resource: CfnResource, type: string, seen = new Set<CfnResource>()): boolean {
  if (resource.cfnResourceType === type) {
    return true;
  }
  if (seen.has(resource)) {
    return false;
  }
  seen.add(resource);
  return needsOf(resource).some((needed) => needsType(needed, type, seen));
}

function needsOf(resource: CfnResource): CfnResource[] {
  const references = new References();
  // The CDK looks for references in the same way.
  Tokenization.resolve(resource._toCloudFormation(), {
    scope: resource,
    resolver: references,
    preparing: true,
  });
  const dependencies = resource.node.scopes.flatMap(({ node }) => node.dependencies);
  const parts = dependencies.flatMap(({ node }) => node.findAll());
  return [...references.targets, ...resource.obtainDependencies(), ...parts].filter((needed) =>
    CfnResource.isCfnResource(needed),
  );
}

/** Collects what tokens refer to. */
class References extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  public override resolveToken(...parameters: Parameters<DefaultTokenResolver['resolveToken']>): unknown {
    const [token] = parameters;
    if (Reference.isReference(token)) {
      this.targets.add(token.target);
    }
    return super.resolveToken(...parameters);
  }
}
