/** What templates and the handler share about `Custom::WorkspaceBundle`. Never rename or remove a name in this file. */
import {
  choice,
  defaultTo,
  integer,
  type IsToken,
  required,
  seconds,
  text,
  type Texts,
  unhashed,
  type Values,
  type Written,
} from './row';
import { BUNDLE_DESCRIPTION, BUNDLE_NAME, IMAGE_ID, integerBetween, SERVICE_ENUM } from './rules';
import { decode, encode, readTexts, type WireProperties } from './schema';
import { readTags, type TagRules, type Tags, validateTags } from './tags';

export const RESOURCE_TYPE = 'Custom::WorkspaceBundle';

export const ATTRIBUTES = { bundleId: 'BundleId' } as const;

/** The handler's environment variables. */
export const VARIABLES = {
  /** Calls a second. */
  requestRate: 'REQUEST_RATE',
} as const;

/** The keys of our own tags begin with this. */
const OWNER_TAG_PREFIX = 'cdk-workspace-images:';

/** The tags by which the handler finds the bundle of a resource. */
export const OWNER_TAGS = {
  stackId: `${OWNER_TAG_PREFIX}stack-id`,
  logicalId: `${OWNER_TAG_PREFIX}logical-id`,
} as const;

/** What a bundle takes, ours included. */
const MOST_TAGS = 50;

export const LONGEST_NAME_PREFIX = 50;
const DEFAULT_DELETE_SECONDS = 600;
const LONGEST_DELETE_SECONDS = 3_000;

/** The property of the tags. It holds pairs, which no row of a table does. */
export const TAGS = 'Tags';

/** The service can change what is not hashed. A change of anything else makes a new bundle. */
export const BUNDLE_PROPERTIES = {
  computeType: required(choice('ComputeType', SERVICE_ENUM)),
  rootVolumeSize: required(integer(integerBetween(80, 2_000, 'GiB'))),
  userVolumeSize: required(integer(integerBetween(10, 2_000, 'GiB'))),
  bundleName: text(BUNDLE_NAME),

  /** The beginning of the name that the handler makes. */
  namePrefix: text(BUNDLE_NAME),
  description: text(BUNDLE_DESCRIPTION),
  imageId: unhashed(required(text(IMAGE_ID))),
  deleteTimeout: unhashed(
    defaultTo(seconds(integerBetween(0, LONGEST_DELETE_SECONDS, 'seconds')), DEFAULT_DELETE_SECONDS),
  ),
};

/** What is read of properties that may not be valid. */
const LENIENT_PROPERTIES = {
  bundleName: BUNDLE_PROPERTIES.bundleName,
  namePrefix: BUNDLE_PROPERTIES.namePrefix,
  deleteTimeout: BUNDLE_PROPERTIES.deleteTimeout,
  imageId: text(IMAGE_ID),
};

/** What the user asked for. Sizes are in GiB, times in seconds. */
export interface BundleSpec extends Values<typeof BUNDLE_PROPERTIES> {
  readonly tags: Tags;
}

/** What is known of a bundle that the stack had, or has. */
export interface FormerBundle extends Values<typeof LENIENT_PROPERTIES> {
  readonly tags: Tags;
}

/** The properties of a bundle as text, before they are encoded. */
export type BundleTexts = Readonly<Partial<Record<keyof typeof BUNDLE_PROPERTIES, Written | undefined>>>;

/** The rules for tags that a user gives. */
export const tagRules = (isToken: TagRules['isToken']): TagRules => ({
  reservedPrefix: OWNER_TAG_PREFIX,
  most: MOST_TAGS - Object.keys(OWNER_TAGS).length,
  isToken,
});

/**
 * @throws Error that names the property, the expected and the actual value
 */
export function encodeBundle(texts: BundleTexts, isToken: IsToken): WireProperties {
  return encode(BUNDLE_PROPERTIES, texts, isToken);
}

/**
 * @throws Error that names the property, the expected and the actual value
 */
export function decodeBundle(properties: unknown, unknownProperties: 'refuse' | 'pass over'): BundleSpec {
  const { [TAGS]: received, ...others }: Readonly<Record<string, unknown>> = { ...(properties ?? {}) };
  const tags = readTags(received);
  validateTags(
    tags,
    tagRules(() => false),
  );
  return { ...decode(BUNDLE_PROPERTIES, readTexts(BUNDLE_PROPERTIES, others, unknownProperties)), tags };
}

/**
 * Read the properties that come with a Delete, or those before an Update. Neither may fail on what another version wrote, or
 * on what a failed Update has left. What is not valid counts as not there.
 */
export function decodeFormer(properties: unknown): FormerBundle {
  const { [TAGS]: received }: Readonly<Record<string, unknown>> = { ...(properties ?? {}) };
  const valid: Texts = Object.fromEntries(
    Object.entries(LENIENT_PROPERTIES).map(([key, row]) => [
      key,
      validOr(undefined, () => readTexts({ [key]: row }, properties, 'pass over')[key]),
    ]),
  );
  return {
    ...decode(LENIENT_PROPERTIES, valid),
    tags: validOr<Tags>(new Map(), () => readTags(received)),
  };
}

function validOr<Value>(otherwise: Value, read: () => Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
