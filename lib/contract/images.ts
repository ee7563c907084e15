/** What templates and the handler share about `Custom::WorkspaceImages`. Never rename or remove a name in this file. */
import { parseInstant } from './instant';
import {
  choice,
  choices,
  defaultByLength,
  defaultByPresence,
  flag,
  instant,
  integer,
  type IsToken,
  joinedTexts,
  mayBeEmpty,
  NOTHING,
  oneText,
  seconds,
  text,
  texts,
  unhashed,
  unshown,
  type Values,
  type Written,
} from './row';
import {
  ACCOUNT_ID,
  AT_LEAST_ONE_SECOND,
  BUCKET_NAME,
  EXPORT_PREFIX,
  EXTERNAL_ID,
  IMAGE_ID,
  IMAGE_NAME_PATTERN,
  integerBetween,
  joined,
  NATURAL_NUMBER,
  NOT_EMPTY,
  oneOf,
  POSITIVE_INTEGER,
  REGION,
  ROLE_ARN,
  SERVICE_ENUM,
} from './rules';
import { decode, defaultOf, encode, readTexts, wireName, type WireProperties } from './schema';

export { NOTHING } from './row';

export const RESOURCE_TYPE = 'Custom::WorkspaceImages';

/** Separates the items of a list in an attribute. */
export const LIST_SEPARATOR = ',';

/** The attributes of every lookup. */
export const ATTRIBUTES = {
  imageIds: 'ImageIds',
  imageStates: 'ImageStates',
  imageCount: 'ImageCount',
} as const;

/** The attributes of a lookup that writes a manifest. */
export const MANIFEST_ATTRIBUTES = {
  key: 'ManifestKey',
  url: 'ManifestUrl',
  sha256: 'ManifestSha256',
} as const;

/** The keys of all manifests begin with this. The account, the Region and the stack name follow. */
export const MANIFEST_PREFIX = 'workspace-images/';

export const FIELDS = [
  'NAME',
  'OPERATING_SYSTEM',
  'REQUIRED_TENANCY',
  'CREATED',
  'OWNER_ACCOUNT_ID',
  'UPDATE_AVAILABLE',
] as const;

export type FieldName = (typeof FIELDS)[number];

/** The attributes of a lookup whose `fields` name them. */
export const FIELD_ATTRIBUTES: Readonly<Record<FieldName, string>> = {
  NAME: 'ImageNames',
  OPERATING_SYSTEM: 'OperatingSystems',
  REQUIRED_TENANCY: 'RequiredTenancies',
  CREATED: 'Created',
  OWNER_ACCOUNT_ID: 'OwnerAccountIds',
  UPDATE_AVAILABLE: 'UpdateAvailable',
};

const IMAGE_TYPES = ['OWNED', 'SHARED', 'ALL'] as const;
export const GATES = ['REQUIRE_AVAILABLE', 'WAIT_UNTIL_AVAILABLE'] as const;

export const SHORTEST_WAIT_SECONDS = 60;
export const LONGEST_WAIT_SECONDS = 43_200;

/** The attributes by which a link of a long wait hands over to the next link. They are also its properties. */
export const HAND_OVER = { deadline: 'Deadline', frozenImageIds: 'FrozenImageIds' } as const;

/** Separates the items of a list in a variable. A role name may hold a comma, and no blank. */
export const VARIABLE_SEPARATOR = ' ';

/** The handler's environment variables. */
export const VARIABLES = {
  /** Where the function may look, beside its own Region and account. */
  regions: 'ALLOWED_REGIONS',
  roleArns: 'ALLOWED_ROLE_ARNS',

  /** The buckets that manifests may be put into. */
  buckets: 'ALLOWED_BUCKETS',

  /** How often a waiting gate looks, and how long it settles. */
  pollSeconds: 'POLL_SECONDS',
  settleSeconds: 'SETTLE_SECONDS',

  /** Calls a second. */
  requestRate: 'REQUEST_RATE',
} as const;

export const LOOKUP_PROPERTIES = {
  imageType: defaultByPresence(choice('ImageType', oneOf(IMAGE_TYPES)), 'imageIds', (hasIds) =>
    hasIds ? 'ALL' : 'OWNED',
  ),
  imageIds: texts(IMAGE_ID),

  /** The ids were a token at synth. If they are gone at deploy time, the query would match anyone's images. */
  imageIdsRequired: flag(oneOf(['true'])),
  excludeImageIds: mayBeEmpty(texts(IMAGE_ID)),
  imageNames: texts(IMAGE_NAME_PATTERN),
  states: choices('ImageState', SERVICE_ENUM),
  operatingSystems: choices('OperatingSystemType', SERVICE_ENUM),
  requiredTenancies: choices('RequiredTenancy', SERVICE_ENUM),
  ownerAccountIds: texts(ACCOUNT_ID),
  createdAfter: instant(),
  createdBefore: instant(),
  maxAge: seconds(AT_LEAST_ONE_SECOND),
  updateAvailable: flag(oneOf(['true', 'false'])),
  mostRecent: integer(POSITIVE_INTEGER),
  minCount: defaultByLength(integer(NATURAL_NUMBER), 'imageIds', 1),
  maxCount: integer(POSITIVE_INTEGER),
  fields: choices('ImageField', oneOf(FIELDS)),
  refreshKey: text(NOT_EMPTY),
  gate: oneText(oneOf(GATES)),
  gateTimeout: seconds(integerBetween(SHORTEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, 'seconds')),
  exportPrefix: text(EXPORT_PREFIX),
  manifestBucket: text(BUCKET_NAME),
  manifestOnly: flag(oneOf(['true'])),
  region: text(REGION),
  assumedRoleArn: text(ROLE_ARN),
  externalId: unshown(text(EXTERNAL_ID)),

  /** Makes the lookup a link of a long wait, which hands over after this time. */
  handOverAfter: unhashed(seconds(POSITIVE_INTEGER)),
  deadline: unhashed(instant()),
  frozenImageIds: unhashed(joinedTexts(joined(IMAGE_ID, LIST_SEPARATOR, NOTHING), LIST_SEPARATOR, NOTHING)),
};

/** Only a link of a long wait has it. */
export const HAND_OVER_AFTER = wireName('handOverAfter' satisfies keyof typeof LOOKUP_PROPERTIES);

/** What the user asked for. An empty list does not restrict. Durations are in seconds. */
export type Query = Values<typeof LOOKUP_PROPERTIES>;

/** The properties of a lookup as text, before they are encoded. */
export type LookupTexts = Readonly<Partial<Record<keyof typeof LOOKUP_PROPERTIES, Written | undefined>>>;

/**
 * @throws Error that names the property, the expected and the actual value
 */
export function encodeLookup(texts: LookupTexts, isToken: IsToken): WireProperties {
  const properties = encode(LOOKUP_PROPERTIES, texts, isToken);
  validateTogether(texts, isToken);
  validateExclusion(texts, isToken);
  return properties;
}

/**
 * @throws Error that names the property, the expected and the actual value
 */
export function decodeQuery(properties: unknown, unknownProperties: 'refuse' | 'pass over'): Query {
  const texts = readTexts(LOOKUP_PROPERTIES, properties, unknownProperties);
  validateTogether(texts, () => false);
  return decode(LOOKUP_PROPERTIES, texts);
}

/**
 * Whether the answer may hold anyone's image: anyone can share one with any account, under any name.
 */
export function trustsAnyOwner({
  imageType = 'OWNED',
  imageIds = [],
  ownerAccountIds = [],
}: Pick<LookupTexts, 'imageType' | 'imageIds' | 'ownerAccountIds'>): boolean {
  return imageType !== 'OWNED' && imageIds.length === 0 && ownerAccountIds.length === 0;
}

function validateTogether(texts: LookupTexts, isToken: IsToken): void {
  validateOrder(texts, isToken);
  validateGate(texts);
  if (texts.imageIdsRequired !== undefined && texts.imageIds === undefined) {
    throw new Error('`imageIds` must hold at least one id at deploy time, got: none');
  }
  if (texts.externalId !== undefined && texts.assumedRoleArn === undefined) {
    throw new Error('`externalId` needs the `assumedRole` that asks for it, got: no role');
  }
  if (texts.exportPrefix !== undefined && texts.minCount === '0') {
    throw new Error(
      '`exportPrefix` needs a `minCount` of at least 1, since consumers would import -, got: 0',
    );
  }
  if (texts.manifestOnly !== undefined && texts.manifestBucket === undefined) {
    throw new Error('`manifestOnly` needs a `manifestBucket`, got: no bucket');
  }
  if (texts.mostRecent !== undefined && trustsAnyOwner(texts)) {
    throw new Error(
      `\`mostRecent\` with \`imageType\` ${String(texts.imageType)} needs \`ownerAccountIds\` or \`imageIds\`, ` +
        'since anyone can share a newer image with this account under any name, got: neither',
    );
  }
}

/** Only at synth: at deploy time, an id of a token may well be one that is excluded. */
function validateExclusion({ imageIds = [], excludeImageIds = [] }: LookupTexts, isToken: IsToken): void {
  if (isToken(imageIds)) {
    return;
  }
  const both = [imageIds].flat().find((id) => excludeImageIds.includes(id) && !isToken(id));
  if (both !== undefined) {
    throw new Error(`\`excludeImageIds\` must name none of \`imageIds\`, got in both: ${both}`);
  }
}

function validateOrder(texts: LookupTexts, isToken: IsToken): void {
  const known = (written: Written | undefined) =>
    typeof written === 'string' && !isToken(written) ? written : undefined;
  const after = parseInstant(known(texts.createdAfter) ?? '');
  const before = parseInstant(known(texts.createdBefore) ?? '');
  if (after !== undefined && before !== undefined && after >= before) {
    throw new Error(
      `\`createdBefore\` must be later than \`createdAfter\` (${after.toISOString()}), got: ${before.toISOString()}`,
    );
  }
  const least = known(texts.minCount) ?? defaultOf(LOOKUP_PROPERTIES.minCount, texts, isToken);
  const most = known(texts.maxCount);
  if (least !== undefined && most !== undefined && Number(most) < Number(least)) {
    throw new Error(`\`maxCount\` must not be less than \`minCount\` (${least}), got: ${most}`);
  }
}

function validateGate({ gate, gateTimeout, states }: LookupTexts): void {
  if (gate !== undefined && states !== undefined) {
    throw new Error(
      '`states` must be left out with a `gate`, since it would hide the states that the gate must see, got: both',
    );
  }
  if ((gate === 'WAIT_UNTIL_AVAILABLE') !== (gateTimeout !== undefined)) {
    throw new Error(
      `\`gateTimeout\` and a gate that waits need each other, got: ${String(gate ?? 'no gate')}`,
    );
  }
}
