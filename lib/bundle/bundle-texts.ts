import { RemovalPolicy, type Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BUNDLE_PROPERTIES, type BundleTexts, LONGEST_NAME_PREFIX } from '../contract/bundle';
import { requireKnownProps } from '../provider/known-props';
import { propTexts } from '../provider/prop-texts';
import {
  A_FLAG,
  A_STRING,
  having,
  isObject,
  type PropType,
  requireType,
  requireTypes,
} from '../provider/prop-types';
import type { WorkspaceBundleProps } from './workspace-bundle-props';

type PropertyName = keyof typeof BUNDLE_PROPERTIES;

const A_SIZE = having('a Size, such as Size.gibibytes(80)', 'toGibibytes');

/** CloudFormation takes a snapshot of some resources of its own. */
const REMOVAL_POLICIES: readonly unknown[] = [
  RemovalPolicy.DESTROY,
  RemovalPolicy.RETAIN,
  RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
];

/** Props that are no text of one property, or not as they are. */
const OTHER_PROPS = {
  image: {
    expected: 'one image, such as a WorkspaceImage',
    is: (value) => Construct.isConstruct(value) && 'imageId' in value,
  },
  rootVolumeSize: A_SIZE,
  userVolumeSize: A_SIZE,
  removalPolicy: {
    expected: 'RemovalPolicy.DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE',
    is: (value) => REMOVAL_POLICIES.includes(value),
  },
  outputs: A_FLAG,
  exportPrefix: A_STRING,
  provider: { expected: 'a WorkspaceBundleProvider', is: isObject },
} satisfies Record<
  Exclude<keyof WorkspaceBundleProps, PropertyName> | 'rootVolumeSize' | 'userVolumeSize',
  PropType
>;

/** Properties that no prop of the same name sets. */
const MADE_PROPERTIES = {
  imageId: true,
  namePrefix: true,
} satisfies Record<Exclude<PropertyName, keyof WorkspaceBundleProps>, true>;

const WORKSPACE_BUNDLE_PROPS: readonly string[] = [
  ...new Set([
    ...Object.keys(BUNDLE_PROPERTIES).filter((name) => !(name in MADE_PROPERTIES)),
    ...Object.keys(OTHER_PROPS),
  ]),
];

/**
 * Convert the props of a bundle to text.
 *
 * @param constructId Begins the name that the handler makes
 * @throws Error that names the property, the expected and the actual value
 */
export function bundleTexts(constructId: string, props: WorkspaceBundleProps): BundleTexts {
  requireKnownProps('WorkspaceBundle', props, WORKSPACE_BUNDLE_PROPS);
  requireTypes(props, OTHER_PROPS);
  requireType('image', props.image, OTHER_PROPS.image);
  return propTexts(BUNDLE_PROPERTIES, { ...props, ...partsOf(constructId, props) });
}

/** An app without a type checker may leave a size out, which encoding refuses. */
function partsOf(constructId: string, props: WorkspaceBundleProps) {
  return {
    imageId: props.image.imageId,
    rootVolumeSize: gibibytes(props.rootVolumeSize),
    userVolumeSize: gibibytes(props.userVolumeSize),
    namePrefix: props.bundleName === undefined ? namePrefix(constructId) : undefined,
  };
}

function gibibytes(size: Size | undefined): number | undefined {
  return size?.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
}

/** A construct may have any id, and a bundle not any name. */
function namePrefix(constructId: string): string {
  return constructId.replace(/[^\w.()-]/g, '-').slice(0, LONGEST_NAME_PREFIX);
}
