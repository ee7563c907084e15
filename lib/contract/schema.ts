/**
 * A custom resource's properties as a table with one row each. The types, the wire names, `encode`, `decode` and
 * `validate` follow from the rows.
 *
 * Deployed templates contain the result: a table only grows, and a property encodes as it always has.
 */
import { parseInstant } from './instant';
import { INSTANT, type Rule } from './rules';

/** A property in a template. CloudFormation turns every scalar into a string. */
export type Written = string | readonly string[];

/** Tells the values that are not known yet: the CDK's tokens at synth, none at deploy time. */
export type IsToken = (value: Written) => boolean;

/** How the value of a property is written. A CDK app converts and checks its props by it. */
export type WireType = 'text' | 'texts' | 'choice' | 'choices' | 'integer' | 'flag' | 'seconds' | 'instant';

export interface Row<Value> {
  readonly wireType: WireType;
  readonly rule: Rule;

  /** The enum-like class of a choice. */
  readonly className?: string;
  readonly default?: Default;

  /** Whether the property must be there. */
  readonly isRequired: boolean;

  /** Whether a change of the property makes a new resource. */
  readonly isHashed: boolean;

  /** Whether an empty lookup may give the list. NOTHING is then left out of it. */
  readonly mayBeEmpty: boolean;

  /** Whether an error may say what was got. */
  readonly isShown: boolean;
  readonly decode: (written: Written | undefined, all: Texts) => Value;
}

/** What a property means when it is left out. */
interface Default {
  /** The property that it depends on, if it does. */
  readonly dependsOn?: string;

  /** Return undefined if the value of that property must be known, and is a token. */
  readonly of: (dependency: Written | undefined, isToken: IsToken) => string | undefined;
}

/** Properties as text, by key. */
export type Texts = Readonly<Record<string, Written | undefined>>;

export type Table = Readonly<Record<string, Row<unknown>>>;
export type Values<T extends Table> = {
  readonly [Key in keyof T]: T[Key] extends Row<infer Value> ? Value : never;
};
export type WireProperties = Readonly<Record<string, Written>>;

/** Stands for an empty list and for a missing value, so that every list has a first element. */
export const NOTHING = '-';

/** What an error says in place of what was got. */
const UNSHOWN = 'a value that is not shown';

/** What a custom resource holds beside its own properties. */
export const SERVICE_TIMEOUT = 'ServiceTimeout';
export const SERVICE_PROPERTIES: readonly string[] = ['ServiceToken', SERVICE_TIMEOUT];

export const text = (rule: Rule): Row<string | undefined> => scalar('text', rule, (written) => written);

export const oneText = <Text extends string>(rule: Rule<Text>): Row<Text | undefined> =>
  scalar('text', rule, (written) => [written].find(rule.allows));

export const choice = <Text extends string>(className: string, rule: Rule<Text>): Row<Text | undefined> => ({
  ...oneText(rule),
  wireType: 'choice',
  className,
});

export const integer = (rule: Rule): Row<number | undefined> => scalar('integer', rule, Number);

export const flag = (rule: Rule): Row<boolean | undefined> =>
  scalar('flag', rule, (written) => written === 'true');

/** A duration, in seconds. */
export const seconds = (rule: Rule): Row<number | undefined> => scalar('seconds', rule, Number);

export const instant = (): Row<Date | undefined> => scalar('instant', INSTANT, parseInstant);

export const texts = <Text extends string>(rule: Rule<Text>): Row<readonly Text[]> => ({
  wireType: 'texts',
  rule,
  isRequired: false,
  isHashed: true,
  mayBeEmpty: false,
  isShown: true,
  decode: (written) => (typeof written === 'object' ? written.filter(rule.allows) : []),
});

export const choices = <Text extends string>(className: string, rule: Rule<Text>): Row<readonly Text[]> => ({
  ...texts(rule),
  wireType: 'choices',
  className,
});

/** A list that arrives as one text, such as the attribute of another resource. */
export const joinedTexts = (
  rule: Rule,
  separator: string,
  nothing: string,
): Row<readonly string[] | undefined> =>
  scalar('text', rule, (written) => (written === nothing ? [] : written.split(separator)));

/** A default that depends on nothing. */
export const defaultTo = (row: Row<number | undefined>, value: number): Row<number> => ({
  ...row,
  default: { of: () => String(value) },
  decode: (written, all) => row.decode(written, all) ?? value,
});

/** A default that depends on whether another property is there. It is known even if that property is a token. */
export const defaultByPresence = <Value extends string>(
  row: Row<Value | undefined>,
  dependsOn: string,
  of: (isPresent: boolean) => Value,
): Row<Value> => ({
  ...row,
  default: { dependsOn, of: (dependency) => of(dependency !== undefined) },
  decode: (written, all) => row.decode(written, all) ?? of(all[dependsOn] !== undefined),
});

/** A default that is the length of another property's list, or `otherwise` without it. */
export const defaultByLength = (
  row: Row<number | undefined>,
  dependsOn: string,
  otherwise: number,
): Row<number> => ({
  ...row,
  default: {
    dependsOn,
    of: (dependency, isToken) =>
      holdsToken(dependency, isToken) ? undefined : String(dependency?.length ?? otherwise),
  },
  decode: (written, all) => row.decode(written, all) ?? all[dependsOn]?.length ?? otherwise,
});

/** A property that `readTexts` and `encode` refuse to be without. */
export const required = <Value>(row: Row<Value | undefined>): Row<Value> => ({
  ...row,
  isRequired: true,
  decode: (written, all) => {
    const value = row.decode(written, all);
    if (value === undefined) {
      throw new Error(`must be ${row.rule.expected}`);
    }
    return value;
  },
});

/** For a text that may come from a secret, by a reference that CloudFormation resolves. */
export const unshown = <Value>(row: Row<Value>): Row<Value> => ({ ...row, isShown: false });

export const unhashed = <Value>(row: Row<Value>): Row<Value> => ({ ...row, isHashed: false });

/** For a list of which an empty one means the same as none. Elsewhere, to leave out NOTHING would match more. */
export const mayBeEmpty = <Value>(row: Row<readonly Value[]>): Row<readonly Value[]> => ({
  ...row,
  mayBeEmpty: true,
});

function scalar<Value>(
  wireType: WireType,
  rule: Rule,
  read: (written: string) => Value | undefined,
): Row<Value | undefined> {
  return {
    wireType,
    rule,
    isRequired: false,
    isHashed: true,
    mayBeEmpty: false,
    isShown: true,
    decode: (written) => (typeof written === 'string' ? read(written) : undefined),
  };
}

/**
 * Write the properties in their one form: literal lists sorted, dates in UTC, defaults left out. A default that
 * depends on a token is written, since it may be another one at deploy time.
 *
 * @throws Error that names the property, the expected and the actual value
 */
export function encode(table: Table, given: Texts, isToken: IsToken): WireProperties {
  const properties: Record<string, Written> = {};
  for (const [key, row] of Object.entries(table)) {
    validate(key, row, given[key], isToken);
    const byDefault = defaultOf(row, given, isToken);
    const dependsOnToken = holdsToken(dependencyOf(row, given), isToken);
    const value = dependsOnToken ? (given[key] ?? byDefault) : given[key];
    if (value !== undefined && (dependsOnToken || value !== byDefault)) {
      properties[wireName(key)] = canonical(row, value, isToken);
    }
  }
  return properties;
}

/** What a property that is left out means, if that is known. */
export function defaultOf(row: Row<unknown>, given: Texts, isToken: IsToken): string | undefined {
  return row.default?.of(dependencyOf(row, given), isToken);
}

function dependencyOf({ default: byDefault }: Row<unknown>, given: Texts): Written | undefined {
  return byDefault?.dependsOn === undefined ? undefined : given[byDefault.dependsOn];
}

/**
 * Read the properties of a resource as text.
 *
 * Refuse an unknown property, which a newer version wrote and which would silently not count. Pass over it where a
 * rollback brings it to an older handler, which must not fail.
 *
 * @throws Error that names the property, the expected and the actual value
 */
export function readTexts(
  table: Table,
  properties: unknown,
  unknownProperties: 'refuse' | 'pass over',
): Texts {
  if (typeof properties !== 'object' || properties === null) {
    throw new Error(`resource properties must be an object, got: ${String(properties)}`);
  }
  const received = new Map<string, unknown>(Object.entries(properties));
  const known = new Set([...SERVICE_PROPERTIES, ...Object.keys(table).map(wireName)]);
  const unknown = [...received.keys()].find((name) => !known.has(name));
  if (unknown !== undefined && unknownProperties === 'refuse') {
    throw new Error(`\`${unknown}\` is not a property that this version of the function knows`);
  }
  const read: Record<string, Written | undefined> = {};
  for (const [key, row] of Object.entries(table)) {
    read[key] = asWritten(key, row, received.get(wireName(key)));
    validate(key, row, read[key], () => false);
  }
  return read;
}

/** Decode what `readTexts` has read. */
export function decode<T extends Table>(table: T, given: Texts): Values<T> {
  const decoded = Object.entries(table).map(([key, row]) => [key, row.decode(given[key], given)] as const);
  // TypeScript cannot see that each key got what its own row decodes.
  return Object.fromEntries(decoded) as Values<T>;
}

/**
 * Refuse what the service could not mean. A token passes: it is checked at deploy time.
 *
 * @throws Error that names the property, the expected and the actual value
 */
export function validate(
  key: string,
  row: Row<unknown>,
  written: Written | undefined,
  isToken: IsToken,
): void {
  if (written === undefined && row.isRequired) {
    throw new Error(`\`${key}\` must be ${row.rule.expected}, got: nothing`);
  }
  if (written === undefined || isToken(written)) {
    return;
  }
  if (typeof written === 'string') {
    validateText(key, row, written, isToken);
    return;
  }
  if (written.length === 0) {
    throw new Error(`\`${key}\` must be left out or hold at least one element, got: an empty list`);
  }
  for (const item of written) {
    validateText(key, row, item, isToken);
  }
  const twice = written.find((item, index) => written.indexOf(item) !== index);
  if (twice !== undefined) {
    throw new Error(`\`${key}\` must hold each element once, got twice: ${twice}`);
  }
}

/** The logical id of a resource ends in so many digits of a hash over its properties. */
export const HASH_LENGTH = 8;

/** What the logical ids of a construct have in common, whatever its properties are. */
export function withoutHash(logicalId: string): string {
  return logicalId.slice(0, -HASH_LENGTH);
}

/** The properties whose change makes a new resource. */
export function hashedProperties<Value>(
  table: Table,
  properties: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const unhashedNames = Object.entries(table)
    .filter(([, { isHashed }]) => !isHashed)
    .map(([key]) => wireName(key));
  const leftOut = new Set([SERVICE_TIMEOUT, ...unhashedNames]);
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !leftOut.has(name)));
}

export function holdsToken(written: Written | undefined, isToken: IsToken): boolean {
  return (
    written !== undefined && (isToken(written) || (typeof written === 'object' && written.some(isToken)))
  );
}

export function wireName(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

function validateText(key: string, { rule, isShown }: Row<unknown>, text: string, isToken: IsToken): void {
  if (!isToken(text) && !rule.allows(text)) {
    throw new Error(`\`${key}\` must be ${rule.expected}, got: ${isShown ? shown(text) : UNSHOWN}`);
  }
}

function shown(text: string): string {
  if (text === NOTHING) {
    return `${NOTHING}, which a lookup gives for an empty list or a missing value`;
  }
  return text === '' || text !== text.trim() ? JSON.stringify(text) : text;
}

function canonical({ wireType }: Row<unknown>, written: Written, isToken: IsToken): Written {
  if (holdsToken(written, isToken)) {
    return written;
  }
  if (typeof written === 'object') {
    return [...written].sort();
  }
  return (wireType === 'instant' ? parseInstant(written)?.toISOString() : undefined) ?? written;
}

function asWritten(key: string, row: Row<unknown>, received: unknown): Written | undefined {
  const { wireType, isShown } = row;
  const isText = (value: unknown): value is string => typeof value === 'string';
  const isList = wireType === 'texts' || wireType === 'choices';
  if (received === undefined || (!isList && isText(received))) {
    return received;
  }
  if (isList && Array.isArray(received) && received.every(isText)) {
    return listAsMeant(row, received);
  }
  throw new Error(
    `\`${key}\` must be ${isList ? 'a list of texts' : 'a text'}, got: ${isShown ? JSON.stringify(received) : UNSHOWN}`,
  );
}

/** A template function splits a text with blanks around its commas, and joins lists that share an item. */
function listAsMeant({ mayBeEmpty }: Row<unknown>, received: readonly string[]): Written | undefined {
  const items = [...new Set(received.map((item) => item.trim()))];
  const kept = mayBeEmpty ? items.filter((item) => item !== NOTHING) : items;
  return kept.length === 0 && items.length > 0 ? undefined : kept;
}
