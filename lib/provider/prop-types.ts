import type { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { brandOf } from '../brand';

/** What the value of a prop may be. `expected` completes the sentence "must be …". */
export interface PropType {
  readonly expected: string;
  readonly is: (value: unknown) => boolean;
}

/** As many as tell what a value is. */
const MOST_CHARACTERS_SHOWN = 200;

export const A_STRING: PropType = { expected: 'a string', is: (value) => typeof value === 'string' };
export const A_NUMBER: PropType = { expected: 'a number', is: (value) => typeof value === 'number' };
export const A_FLAG: PropType = { expected: 'true or false', is: (value) => typeof value === 'boolean' };
export const A_DURATION: PropType = { expected: 'a Duration', is: isDuration };
export const STRINGS: PropType = {
  expected: 'a list of strings',
  is: (value) => Array.isArray(value) && value.every(A_STRING.is),
};

/** A value of a public class, of any copy of the package. */
export function ofClass(className: string, expected = `a value of ${className}`): PropType {
  return { expected, is: (value) => isOfClass(value, className) };
}

/**
 * Something with some members, such as a construct with its ARN. Constructs are told by their members, since an app may load
 * two copies of the CDK. The generated class of a resource, such as CfnRole, has some of them too.
 */
export function having(expected: string, ...members: readonly string[]): PropType {
  return { expected, is: (value) => isObject(value) && members.every((member) => member in value) };
}

/**
 * Check props, also for users without a type checker. A prop that is undefined counts as left out.
 *
 * @throws Error that names the property, the expected and the actual value
 */
export function requireTypes(props: object, types: Readonly<Record<string, PropType>>): void {
  for (const [key, value] of Object.entries(props)) {
    const type = types[key];
    if (value !== undefined && type !== undefined) {
      requireType(key, value, type);
    }
  }
}

/** @throws Error that names the property, the expected and the actual value */
export function requireType(key: string, value: unknown, { expected, is }: PropType): void {
  if (!is(value)) {
    throw wrongType(key, expected, value);
  }
}

export function wrongType(key: string, expected: string, value: unknown): Error {
  return new Error(`\`${key}\` must be ${expected}, got: ${shown(value)}`);
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is of a public class, in any copy of the package. */
export function isOfClass(value: unknown, className: string): boolean {
  return brandOf(value, className) !== undefined;
}

export function isDuration(value: unknown): value is Duration {
  return isObject(value) && 'toSeconds' in value && typeof value.toSeconds === 'function';
}

function shown(value: unknown): string {
  if (typeof value === 'function') {
    return 'a function, which must be called';
  }
  if (!isObject(value)) {
    return String(value);
  }
  try {
    return JSON.stringify(value, shownItem).slice(0, MOST_CHARACTERS_SHOWN);
  } catch {
    return 'an object that is no JSON';
  }
}

/** A construct is part of a tree, which has no end. */
function shownItem(_: string, item: unknown): unknown {
  return Construct.isConstruct(item) ? `the construct ${item.node.path}` : (item ?? null);
}
