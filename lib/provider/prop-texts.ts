import { type Duration, Tokenization } from 'aws-cdk-lib';
import { brandOf } from '../brand';
import type { Row, Table, Texts, WireType, Written } from '../contract/schema';

/** How a prop of one wire type becomes text. A token becomes the text that CloudFormation puts its value into. */
interface Conversion {
  readonly expected: (className: string) => string;

  /** Return undefined for a value of another type. */
  readonly write: (value: unknown, className: string) => Written | undefined;
}

/**
 * Convert props to text by the wire type of each row.
 *
 * @throws Error that names the property, the expected and the actual value, also for users without a type checker
 */
export function propTexts(table: Table, props: object): Texts {
  const values = new Map<string, unknown>(Object.entries(props));
  return Object.fromEntries(
    Object.entries(table).map(([key, row]) => [key, textOf(key, row, values.get(key))]),
  );
}

/** @throws Error if a prop is there and of another type */
export function requireType(
  key: string,
  value: unknown,
  { expected, is }: { readonly expected: string; readonly is: (value: unknown) => boolean },
): void {
  if (value !== undefined && !is(value)) {
    throw wrongType(key, expected, value);
  }
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is of a public class, in any copy of the package. */
export function isOfClass(className: string): (value: unknown) => boolean {
  return (value) => brandOf(value, className) !== undefined;
}

function textOf(
  key: string,
  { wireType, className = '' }: Row<unknown>,
  value: unknown,
): Written | undefined {
  if (value === undefined) {
    return undefined;
  }
  const { expected, write } = CONVERSIONS[wireType];
  const written = write(value, className);
  if (written === undefined) {
    throw wrongType(key, expected(className), value);
  }
  return written;
}

const TEXT: Conversion = {
  expected: () => 'a string',
  write: (value) => (typeof value === 'string' ? value : undefined),
};

const CONVERSIONS: Readonly<Record<WireType, Conversion>> = {
  text: TEXT,
  instant: TEXT,
  texts: {
    expected: () => 'a list of strings',
    write: (value) => listOf(value, (item) => (typeof item === 'string' ? item : undefined)),
  },
  choice: {
    expected: (className) => `a value of ${className}`,
    write: valueOfClass,
  },
  choices: {
    expected: (className) => `a list of values of ${className}`,
    write: (value, className) => listOf(value, (item) => valueOfClass(item, className)),
  },
  integer: {
    expected: () => 'a number',
    write: (value) => (typeof value === 'number' ? Tokenization.stringifyNumber(value) : undefined),
  },
  flag: {
    expected: () => 'true or false',
    write: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  },
  seconds: {
    expected: () => 'a Duration',
    write: (value) => (isDuration(value) ? Tokenization.stringifyNumber(value.toSeconds()) : undefined),
  },
};

function listOf(value: unknown, textOfItem: (item: unknown) => string | undefined): Written | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const written = value.map(textOfItem);
  return written.every((text) => text !== undefined) ? written : undefined;
}

function valueOfClass(value: unknown, className: string): string | undefined {
  const isInstance = isOfClass(className)(value) && isObject(value) && 'value' in value;
  return isInstance && typeof value.value === 'string' ? value.value : undefined;
}

function isDuration(value: unknown): value is Duration {
  return isObject(value) && 'toSeconds' in value && typeof value.toSeconds === 'function';
}

function wrongType(key: string, expected: string, value: unknown): Error {
  return new Error(`\`${key}\` must be ${expected}, got: ${shown(value)}`);
}

function shown(value: unknown): string {
  if (typeof value === 'function') {
    return 'a function, which must be called';
  }
  return typeof value === 'string' ? value : JSON.stringify(value, (_, item: unknown) => item ?? null);
}
