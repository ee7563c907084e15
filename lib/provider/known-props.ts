import { isObject, type PropType, requireTypes } from './prop-types';

/** Names that are less alike are of different things, such as `tags` and `states`. */
const LEAST_LIKENESS = 0.2;

/** @throws Error that names a property that does not exist, or is of another type */
export function requireProps(owner: string, props: object, types: Readonly<Record<string, PropType>>): void {
  requireKnownProps(owner, props, Object.keys(types));
  requireTypes(props, types);
}

/**
 * Refuse a property that does not exist. A program without a type checker would otherwise lose a setting to a misspelled
 * name in silence, such as a gate. A property that is undefined counts as left out.
 *
 * @throws Error that names the property and the known one that is nearest to it
 */
export function requireKnownProps(owner: string, props: unknown, known: readonly string[]): void {
  if (!isObject(props)) {
    throw new Error(`the properties of ${owner} must be an object, got: ${String(props)}`);
  }
  const given = Object.entries(props).filter(([, value]) => value !== undefined);
  const [unknown] = given.find(([name]) => !known.includes(name)) ?? [];
  if (unknown !== undefined) {
    throw new Error(`\`${unknown}\` is not a property of ${owner}; ${adviceFor(unknown, known)}`);
  }
}

function adviceFor(name: string, known: readonly string[]): string {
  const isPublic = (candidate: string) => !candidate.startsWith('_');
  const [nearest] = known
    .filter(isPublic)
    .map((candidate) => ({ candidate, likeness: likeness(name, candidate) }))
    .filter((other) => other.likeness >= LEAST_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness);
  return nearest === undefined
    ? `its properties are: ${known.filter(isPublic).join(', ')}`
    : `the nearest is \`${nearest.candidate}\``;
}

/** The share of pairs of neighboring letters that two names have in common (Dice's coefficient), from 0 to a half. */
function likeness(name: string, other: string): number {
  const [pairs, others] = [letterPairs(name), letterPairs(other)];
  return [...others].filter((pair) => pairs.has(pair)).length / (pairs.size + others.size);
}

function letterPairs(name: string): ReadonlySet<string> {
  return new Set([...name.toLowerCase().matchAll(/(?=(..))/g)].map(([, pair = '']) => pair));
}
