import { isObject, type PropType, requireTypes } from './prop-types';

/** @throws Error that names a property that does not exist, or is of another type */
export function requireProps(owner: string, props: object, types: Readonly<Record<string, PropType>>): void {
  requireKnownProps(owner, props, Object.keys(types));
  requireTypes(props, types);
}

/**
 * Refuse a property that does not exist. A program without a type checker would otherwise lose a setting to a misspelled
 * name in silence, such as a gate. A property that is undefined counts as left out.
 *
 * @throws Error that names the property, and those that exist
 */
export function requireKnownProps(owner: string, props: unknown, known: readonly string[]): void {
  if (!isObject(props)) {
    throw new Error(`the properties of ${owner} must be an object, got: ${String(props)}`);
  }
  const given = Object.entries(props).filter(([, value]) => value !== undefined);
  const [unknown] = given.find(([name]) => !known.includes(name)) ?? [];
  if (unknown !== undefined) {
    throw new Error(`\`${unknown}\` is not a property of ${owner}; its properties are: ${known.join(', ')}`);
  }
}
