import { Tokenization } from 'aws-cdk-lib';
import type { Row, Table, Texts, WireType, Written } from '../contract/row';
import {
  A_DURATION,
  A_FLAG,
  A_NUMBER,
  A_STRING,
  isDuration,
  isObject,
  isOfClass,
  STRINGS,
  wrongType,
} from './prop-types';

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
  expected: () => A_STRING.expected,
  write: (value) => (typeof value === 'string' ? value : undefined),
};

const CONVERSIONS: Readonly<Record<WireType, Conversion>> = {
  text: TEXT,
  instant: TEXT,
  texts: {
    expected: () => STRINGS.expected,
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
    expected: () => A_NUMBER.expected,
    write: (value) => (typeof value === 'number' ? Tokenization.stringifyNumber(value) : undefined),
  },
  flag: {
    expected: () => A_FLAG.expected,
    write: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  },
  seconds: {
    expected: () => A_DURATION.expected,
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
  const isInstance = isOfClass(value, className) && isObject(value) && 'value' in value;
  return isInstance && typeof value.value === 'string' ? value.value : undefined;
}
