import type { FieldName, GateName, ImageTypeName } from './names';

/** What the user asked for, as the handler understands it. An empty list does not restrict. */
export interface Query {
  readonly imageType: ImageTypeName;
  readonly imageIds: readonly string[];
  readonly excludeImageIds: readonly string[];
  readonly imageNames: readonly string[];
  readonly states: readonly string[];
  readonly operatingSystems: readonly string[];
  readonly requiredTenancies: readonly string[];
  readonly ownerAccountIds: readonly string[];
  readonly createdAfter: Date | undefined;
  readonly createdBefore: Date | undefined;
  readonly maximumAgeSeconds: number | undefined;
  readonly updateAvailable: boolean | undefined;
  readonly mostRecent: number | undefined;
  readonly minimumCount: number;
  readonly maximumCount: number | undefined;
  readonly fields: readonly FieldName[];
  readonly gate: GateName | undefined;

  /** How long a waiting gate waits. */
  readonly gateTimeoutSeconds: number | undefined;

  /** Whether the values are exported, which holds fewer characters. */
  readonly isExported: boolean;

  /** Where every field of every image goes, if it does. */
  readonly manifestBucket: string | undefined;

  /** Whether the answer is in the manifest alone, and may be longer than a response. */
  readonly isManifestOnly: boolean;
  readonly access: Access;
  readonly link: Link;
}

/** Where, and as whom, images are looked for; what is undefined is the function's own. */
export interface Access {
  readonly region: string | undefined;
  readonly roleArn: string | undefined;
  readonly externalId: string | undefined;
}

/** What makes a look-up a link of a long wait, and what the link before it handed on. */
export interface Link {
  /** Undefined for the last link, which is the look-up itself. */
  readonly handOverAfterSeconds: number | undefined;

  /** When the whole wait ends; undefined for the first link, which sets it. */
  readonly deadline: Date | undefined;

  /** The images that were selected; undefined where there were not enough of them yet. */
  readonly frozenImageIds: readonly string[] | undefined;
}

export const SCALARS = [
  'imageType',
  'createdAfter',
  'createdBefore',
  'maximumAge',
  'updateAvailable',
  'mostRecent',
  'minimumCount',
  'maximumCount',
  'refreshKey',
  'gate',
  'gateTimeout',
  'exportPrefix',
  'manifestBucket',
  'manifestOnly',
  'region',
  'roleArn',
  'externalId',
  'handOverAfter',
  'deadline',
  'frozenImageIds',
] as const;

export const LISTS = [
  'imageIds',
  'excludeImageIds',
  'imageNames',
  'states',
  'operatingSystems',
  'requiredTenancies',
  'ownerAccountIds',
  'fields',
] as const;

export type Scalar = (typeof SCALARS)[number];
export type List = (typeof LISTS)[number];

/** A query as it travels: text and lists of text, since CloudFormation turns every scalar into a string. */
export type QueryText = Partial<
  Record<Scalar, string | undefined> & Record<List, readonly string[] | undefined>
>;

/** Tells the values that are not known yet: the CDK's tokens at synth, none at deploy. */
export type IsToken = (value: string | readonly string[]) => boolean;

/** Whether anyone's image may be in the answer: anyone can share one with any account, under any name. */
export function trustsAnyOwner(query: QueryText): boolean {
  const imageType = query.imageType ?? defaultImageType(query);
  return imageType !== 'OWNED' && query.ownerAccountIds === undefined && query.imageIds === undefined;
}

export function defaultImageType(query: QueryText): ImageTypeName {
  return query.imageIds === undefined ? 'OWNED' : 'ALL';
}

export function defaultMinimumCount(query: QueryText): number {
  return query.imageIds?.length ?? 1;
}

/** What a property that is left out means; undefined where only the deployment can tell, or nothing is meant. */
export function defaultText(key: Scalar, query: QueryText, isToken: IsToken): string | undefined {
  switch (key) {
    case 'imageType':
      return defaultImageType(query);
    case 'minimumCount':
      return query.imageIds !== undefined && isToken(query.imageIds)
        ? undefined
        : String(defaultMinimumCount(query));
    case 'createdAfter':
    case 'createdBefore':
    case 'maximumAge':
    case 'updateAvailable':
    case 'mostRecent':
    case 'maximumCount':
    case 'refreshKey':
    case 'gate':
    case 'gateTimeout':
    case 'exportPrefix':
    case 'manifestBucket':
    case 'manifestOnly':
    case 'region':
    case 'roleArn':
    case 'externalId':
    case 'handOverAfter':
    case 'deadline':
    case 'frozenImageIds':
      return undefined;
  }
}
