import { Annotations, Aspects } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const MANY_AT_ONCE = 'cdk-workspace-images:manyAtOnce';

/** A new account runs 10 functions at a time. A resource takes two: the framework waits for the handler. */
const MOST_AT_ONCE = 4;

/**
 * Warn if a provider has more resources at once than a new account has room for. Resources are deployed in turns: each comes
 * after those that it has been told to depend on.
 *
 * @param resources Those of the provider, read when all dependencies have been declared
 * @param noun What each resource is
 */
export function warnOfManyAtOnce(provider: IConstruct, resources: readonly IConstruct[], noun: string): void {
  // Aspects run when all dependencies have been declared.
  Aspects.of(provider).add({
    visit: (node) => {
      const most = node === provider ? mostAtOnce(resources) : 0;
      if (most > MOST_AT_ONCE) {
        Annotations.of(provider).addWarningV2(
          MANY_AT_ONCE,
          `${most} ${noun}s are deployed at once. An account with a concurrency of 10, as new ones have, has no room for ` +
            `them, and some fail with TooManyRequestsException. Make each ${noun} depend on the one four before it, or raise ` +
            'the quota and acknowledge this warning: see https://github.com/cdk-workspace-images/cdk-workspace-images/blob/main/docs/providers.md#deploy-many-lookups',
        );
      }
    },
  });
}

function mostAtOnce(resources: readonly IConstruct[]): number {
  const turns = turnsOf(resources);
  return Math.max(0, ...turns.map((turn) => turns.filter((other) => other === turn).length));
}

function turnsOf(resources: readonly IConstruct[]): number[] {
  const turns = new Map<IConstruct, number>();
  const turnOf = (resource: IConstruct): number => {
    const known = turns.get(resource);
    if (known !== undefined) {
      return known;
    }
    // Ends at a cycle, which CloudFormation refuses.
    turns.set(resource, 1);
    const before = dependenciesOf(resource, resources).map(turnOf);
    const turn = 1 + Math.max(0, ...before);
    turns.set(resource, turn);
    return turn;
  };
  return resources.map(turnOf);
}

/** A dependency of a construct, and one on a construct, counts for all that stands below it. */
function dependenciesOf(resource: IConstruct, resources: readonly IConstruct[]): IConstruct[] {
  const declared = new Set(resource.node.scopes.flatMap(({ node }) => node.dependencies));
  return declared.size === 0
    ? []
    : resources.filter(
        (other) => other !== resource && other.node.scopes.some((scope) => declared.has(scope)),
      );
}
