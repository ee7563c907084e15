/**
 * A custom resource's properties as a table with one row each. The types, the wire names, `encode`, `decode` and
 * `validate` follow from the rows.
 *
 * Deployed templates contain the result: a table only grows, and a property encodes as it always has.
 */
import { parseInstant } from './instant';
import {
  holdsToken,
  type IsToken,
  NOTHING,
  type Row,
  type Table,
  type Texts,
  type Values,
  type Written,
} from './row';

export type WireProperties = Readonly<Record<string, Written>>;

/** What a custom resource holds beside its own properties. */
export const SERVICE_TIMEOUT = 'ServiceTimeout';
export const SERVICE_PROPERTIES: readonly string[] = ['ServiceToken', SERVICE_TIMEOUT];

/** What an error says in place of what was got. */
const UNSHOWN = 'a value that is not shown';

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
