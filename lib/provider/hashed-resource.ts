import { CfnResource, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { canonicalJson } from '../contract/canonical-json';
import { holdsToken } from '../contract/row';
import type { WireProperties } from '../contract/schema';
import { hashedId } from './hashed-id';
import { isToken } from './is-token';
import { useWeakReferences } from './weak-references';

export interface HashedResourceProps {
  readonly type: string;

  /** A change of one of these makes a new resource. */
  readonly properties: WireProperties;

  /** A change of one of these updates the resource. */
  readonly unhashedProperties: Readonly<Record<string, unknown>>;

  /** How other stacks can get the attributes of the resource, as an imperative. */
  readonly sharingAdvice: string;
}

/**
 * A custom resource whose logical id ends in a hash of its properties, so that CloudFormation creates a new one for new
 * properties instead of updating it.
 *
 * The hash is taken now: after synthesis, a cross-stack token resolves to something else, and again to something else
 * with a feature flag.
 */
export function hashedResource(
  scope: Construct,
  id: string,
  { type, properties, unhashedProperties, sharingAdvice }: HashedResourceProps,
): CfnResource {
  const stack = Stack.of(scope);
  const resource = new CfnResource(scope, id, { type, properties: { ...properties, ...unhashedProperties } });
  resource.overrideLogicalId(
    hashedId(stack.getLogicalId(resource), canonicalJson(resolved(properties, stack))),
  );
  useWeakReferences(resource, sharingAdvice);
  return resource;
}

/** Resolve only tokens: a literal resolves to itself, which takes as long as the rest of the resource. */
function resolved(properties: WireProperties, stack: Stack): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]): [string, unknown] => [
      name,
      holdsToken(value, isToken) ? stack.resolve(value) : value,
    ]),
  );
}
