/** The words that a template, a response and a handler share. What is here once, is here for ever. */

export const RESOURCE_TYPE = 'Custom::WorkspaceImages';

/** Separates the items of a list in an attribute. */
export const LIST_SEPARATOR = ',';

/** Stands for an empty list and for a value that an image lacks, so that every list has a first element. */
export const NOTHING = '-';

/** The attributes that every look-up answers with. */
export const ATTRIBUTES = {
  imageIds: 'ImageIds',
  imageStates: 'ImageStates',
  imageCount: 'ImageCount',
} as const;

/** The attributes that a look-up answers with where it writes a manifest. */
export const MANIFEST_ATTRIBUTES = {
  key: 'ManifestKey',
  url: 'ManifestUrl',
  sha256: 'ManifestSha256',
} as const;

/** What the keys of all manifests begin with; a stack's name and a slash follow. */
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

/** The attributes that a look-up answers with where `fields` names them. */
export const FIELD_ATTRIBUTES: Readonly<Record<FieldName, string>> = {
  NAME: 'ImageNames',
  OPERATING_SYSTEM: 'OperatingSystems',
  REQUIRED_TENANCY: 'RequiredTenancies',
  CREATED: 'Created',
  OWNER_ACCOUNT_ID: 'OwnerAccountIds',
  UPDATE_AVAILABLE: 'UpdateAvailable',
};

export const IMAGE_TYPES = ['OWNED', 'SHARED', 'ALL'] as const;

export type ImageTypeName = (typeof IMAGE_TYPES)[number];

export const GATES = ['REQUIRE_AVAILABLE', 'WAIT_UNTIL_AVAILABLE'] as const;

export type GateName = (typeof GATES)[number];

/** In seconds. */
export const SHORTEST_WAIT = 60;
export const LONGEST_WAIT = 43_200;

/** The environment variables that list, joined by commas, where the function may look, beside its own. */
export const ALLOWED = {
  regions: 'ALLOWED_REGIONS',
  roleArns: 'ALLOWED_ROLE_ARNS',
} as const;

/** The attributes by which a link of a long wait hands on to the next one, and the properties that take them. */
export const HAND_OVER = {
  deadline: 'Deadline',
  frozenImageIds: 'FrozenImageIds',
} as const;

/** The property that makes a look-up a link: the seconds after which it hands on. */
export const HAND_OVER_AFTER = 'HandOverAfter';

const SERVICE_TIMEOUT = 'ServiceTimeout';

/** What CloudFormation's own custom resource holds beside a query. */
export const SERVICE_PROPERTIES: readonly string[] = ['ServiceToken', SERVICE_TIMEOUT];

/** Properties that may change without a new look-up. */
export const UNHASHED_PROPERTIES: readonly string[] = [
  SERVICE_TIMEOUT,
  HAND_OVER_AFTER,
  ...Object.values(HAND_OVER),
];
