import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const MANY_AT_ONCE = 'cdk-workspace-images:manyAtOnce';

/** A new account runs 10 functions at a time. A lookup takes two: the framework waits for the handler. */
const MOST_AT_ONCE = 4;

/**
 * Warn if a provider has more lookups at once than a new account has room for. Lookups run in turns: each comes after those
 * that it has been told to depend on.
 */
export function warnOfManyAtOnce(provider: IConstruct, lookups: readonly IConstruct[]): void {
  const turns = turnsOf(lookups);
  const most = Math.max(0, ...turns.map((turn) => turns.filter((other) => other === turn).length));
  if (most > MOST_AT_ONCE) {
    Annotations.of(provider).addWarningV2(
      MANY_AT_ONCE,
      `${most} lookups run at once. An account with a concurrency of 10, as new ones have, has no room for them, ` +
        'and some fail with TooManyRequestsException. Make each lookup depend on the one four before it, or raise the ' +
        'quota and acknowledge this warning: see "Deploy many lookups" in the README.',
    );
  }
}

function turnsOf(lookups: readonly IConstruct[]): number[] {
  const turns = new Map<IConstruct, number>();
  const turnOf = (lookup: IConstruct): number => {
    const known = turns.get(lookup);
    if (known !== undefined) {
      return known;
    }
    // Ends at a cycle, which CloudFormation refuses.
    turns.set(lookup, 1);
    const before = dependenciesOf(lookup, lookups).map(turnOf);
    const turn = 1 + Math.max(0, ...before);
    turns.set(lookup, turn);
    return turn;
  };
  return lookups.map(turnOf);
}

/** A dependency of a construct, and one on a construct, counts for all that stands below it. */
function dependenciesOf(lookup: IConstruct, lookups: readonly IConstruct[]): IConstruct[] {
  const declared = new Set(lookup.node.scopes.flatMap(({ node }) => node.dependencies));
  return declared.size === 0
    ? []
    : lookups.filter((other) => other !== lookup && other.node.scopes.some((scope) => declared.has(scope)));
}
