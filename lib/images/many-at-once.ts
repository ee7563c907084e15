import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const MANY_AT_ONCE = 'cdk-workspace-images:manyAtOnce';

/** A new account runs 10 functions at a time. A lookup takes two: the framework waits for the handler. */
const MOST_AT_ONCE = 4;

/**
 * Warn if a provider has more lookups at once than a new account has room for. A lookup that depends on another does not
 * run at the same time.
 */
export function warnOfManyAtOnce(provider: IConstruct, lookups: readonly IConstruct[]): void {
  const first = lookups.filter(({ node }) => !node.dependencies.some((other) => lookups.includes(other)));
  if (first.length > MOST_AT_ONCE) {
    Annotations.of(provider).addWarningV2(
      MANY_AT_ONCE,
      `${first.length} lookups run at once. An account with a concurrency of 10, as new ones have, has no room for them, ` +
        'and some fail with TooManyRequestsException. Make each lookup depend on the one four before it, or raise the ' +
        'quota and acknowledge this warning: see "Deploy many lookups" in the README.',
    );
  }
}
