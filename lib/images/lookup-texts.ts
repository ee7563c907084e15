import { Token } from 'aws-cdk-lib';
import { LOOKUP_PROPERTIES, type LookupTexts } from '../contract/images';
import { holdsToken } from '../contract/row';
import { isToken } from '../provider/is-token';
import { propTexts } from '../provider/prop-texts';
import { A_FLAG, having, isObject, ofClass, type PropType, requireTypes } from '../provider/prop-types';
import type { WorkspaceImageProps } from './workspace-image-props';
import type { WorkspaceImagesProps } from './workspace-images-props';

type PropertyName = keyof typeof LOOKUP_PROPERTIES;

/** Props that are no text of one property. */
const OTHER_PROPS = {
  gate: ofClass('ImageGate', 'an ImageGate, such as ImageGate.requireAvailable()'),
  manifest: ofClass('ImageManifest', 'an ImageManifest, such as ImageManifest.only(bucket)'),
  assumedRole: having('a role, such as Role.fromRoleArn(…)', 'roleName', 'roleArn'),
  outputs: A_FLAG,
  provider: { expected: 'a WorkspaceImagesProvider', is: isObject },
} satisfies Record<Exclude<keyof WorkspaceImagesProps, PropertyName> | 'gate', PropType>;

/** Properties that no prop of the same name sets. */
const MADE_PROPERTIES = {
  imageIdsRequired: true,
  gateTimeout: true,
  manifestBucket: true,
  manifestOnly: true,
  assumedRoleArn: true,
  handOverAfter: true,
  deadline: true,
  frozenImageIds: true,
} satisfies Record<Exclude<PropertyName, keyof WorkspaceImagesProps>, true>;

/** Props of a list that a single image sets itself. */
const LIST_PROPS = {
  mostRecent: true,
  minCount: true,
  maxCount: true,
  fields: true,
  manifest: true,
} satisfies Record<Exclude<keyof WorkspaceImagesProps, keyof WorkspaceImageProps>, true>;

export const WORKSPACE_IMAGES_PROPS: readonly string[] = [
  ...new Set([
    ...Object.keys(LOOKUP_PROPERTIES).filter((name) => !(name in MADE_PROPERTIES)),
    ...Object.keys(OTHER_PROPS),
  ]),
];

export const WORKSPACE_IMAGE_PROPS: readonly string[] = [
  ...WORKSPACE_IMAGES_PROPS.filter((name) => !(name in LIST_PROPS)),
  'unique' satisfies keyof WorkspaceImageProps,
];

/**
 * Convert the props of a query to text.
 *
 * @throws Error that names the property, the expected and the actual value
 */
export function lookupTexts(props: WorkspaceImagesProps): LookupTexts {
  requireTypes(props, OTHER_PROPS);
  if (Token.isUnresolved(props.refreshKey)) {
    throw new Error('`refreshKey` must be known at synth, since it names the lookup, got: a token');
  }
  const texts = propTexts(LOOKUP_PROPERTIES, { ...props, ...partsOf(props) });
  const mayLoseIds = holdsToken(texts['imageIds'], isToken);
  return { ...texts, imageIdsRequired: mayLoseIds ? 'true' : undefined };
}

/** The properties that have no prop of their own. */
function partsOf({ gate, manifest, assumedRole }: WorkspaceImagesProps) {
  return {
    gate: gate?.value === 'NONE' ? undefined : gate?.value,
    gateTimeout: gate?.timeout,
    manifestBucket: manifest?.bucket.bucketName,
    manifestOnly: manifest?.isOnly === true ? true : undefined,
    assumedRoleArn: assumedRole?.roleArn,
  };
}
