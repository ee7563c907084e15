/**
 * How a query travels from the construct, through a template, to the handler.
 *
 * It is additive: what an older version wrote must decode for ever, and a query must encode as it always has, since
 * a changed property is a new look-up.
 */
import { parseInstant } from './instant';
import {
  FIELDS,
  GATES,
  IMAGE_TYPES,
  LIST_SEPARATOR,
  NOTHING,
  RESOURCE_TYPE,
  SERVICE_PROPERTIES,
} from './names';
import {
  type IsToken,
  LISTS,
  type List,
  type Query,
  type QueryText,
  SCALARS,
  type Scalar,
  defaultImageType,
  defaultMinimumCount,
  defaultText,
} from './query';
import { check } from './rules';

/** What a template holds of a query. */
export type WireProperties = Record<string, string | readonly string[]>;

const wireName = (key: Scalar | List): string => key.charAt(0).toUpperCase() + key.slice(1);

/**
 * The properties that say what is asked for, in one form: literal lists sorted, dates in UTC, defaults left out.
 *
 * @throws Error naming the property, what was expected and what was got
 */
export function encode(query: QueryText, isToken: IsToken): WireProperties {
  check(query, isToken);
  const properties: WireProperties = {};
  for (const key of SCALARS) {
    const text = query[key];
    if (text !== undefined && text !== defaultText(key, query, isToken)) {
      properties[wireName(key)] = isToken(text) ? text : canonicalText(key, text);
    }
  }
  for (const key of LISTS) {
    const list = query[key];
    if (list !== undefined) {
      const isLiteral = !isToken(list) && !list.some(isToken);
      properties[wireName(key)] = isLiteral ? [...list].sort() : list;
    }
  }
  return properties;
}

/**
 * The query that a resource's properties hold.
 *
 * A property of a newer version is refused where it would silently not count, and passed over where a roll-back
 * brings it to an older handler, which must not fail.
 *
 * @throws Error naming the property, what was expected and what was got
 */
export function decode(properties: unknown, unknownProperties: 'refuse' | 'pass over'): Query {
  const query = readText(properties, unknownProperties);
  check(query, () => false);
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const instant = (text: string | undefined) => (text === undefined ? undefined : parseInstant(text));
  return {
    imageType: IMAGE_TYPES.find((type) => type === query.imageType) ?? defaultImageType(query),
    imageIds: query.imageIds ?? [],
    excludeImageIds: query.excludeImageIds ?? [],
    imageNames: query.imageNames ?? [],
    states: query.states ?? [],
    operatingSystems: query.operatingSystems ?? [],
    requiredTenancies: query.requiredTenancies ?? [],
    ownerAccountIds: query.ownerAccountIds ?? [],
    createdAfter: instant(query.createdAfter),
    createdBefore: instant(query.createdBefore),
    maximumAgeSeconds: number(query.maximumAge),
    updateAvailable: query.updateAvailable === undefined ? undefined : query.updateAvailable === 'true',
    mostRecent: number(query.mostRecent),
    minimumCount: number(query.minimumCount) ?? defaultMinimumCount(query),
    maximumCount: number(query.maximumCount),
    fields: FIELDS.filter((field) => query.fields?.includes(field)),
    gate: GATES.find((gate) => gate === query.gate),
    gateTimeoutSeconds: number(query.gateTimeout),
    isExported: query.exportPrefix !== undefined,
    manifestBucket: query.manifestBucket,
    isManifestOnly: query.manifestOnly === 'true',
    access: { region: query.region, roleArn: query.roleArn, externalId: query.externalId },
    link: {
      handOverAfterSeconds: number(query.handOverAfter),
      deadline: instant(query.deadline),
      frozenImageIds:
        query.frozenImageIds === NOTHING ? undefined : query.frozenImageIds?.split(LIST_SEPARATOR),
    },
  };
}

function readText(properties: unknown, unknownProperties: 'refuse' | 'pass over'): QueryText {
  if (typeof properties !== 'object' || properties === null) {
    throw new Error(`resource properties must be an object, got: ${String(properties)}`);
  }
  const query: QueryText = {};
  for (const [name, value] of Object.entries(properties)) {
    const scalar = SCALARS.find((key) => wireName(key) === name);
    const list = LISTS.find((key) => wireName(key) === name);
    if (scalar !== undefined) {
      query[scalar] = readScalar(scalar, value);
    } else if (list !== undefined) {
      query[list] = readList(list, value);
    } else if (!SERVICE_PROPERTIES.includes(name) && unknownProperties === 'refuse') {
      throw new Error(`\`${name}\` is not a property of ${RESOURCE_TYPE} that this version knows`);
    }
  }
  return query;
}

function readScalar(key: Scalar, value: unknown): string {
  if (typeof value !== 'string') {
    throw new Error(`\`${key}\` must be a text, got: ${JSON.stringify(value)}`);
  }
  return value;
}

function readList(key: List, value: unknown): readonly string[] {
  const isText = (item: unknown): item is string => typeof item === 'string';
  if (!Array.isArray(value) || !value.every(isText)) {
    throw new Error(`\`${key}\` must be a list of texts, got: ${JSON.stringify(value)}`);
  }
  return value;
}

function canonicalText(key: Scalar, text: string): string {
  const isDate = key === 'createdAfter' || key === 'createdBefore';
  return (isDate ? parseInstant(text)?.toISOString() : undefined) ?? text;
}
