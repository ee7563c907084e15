import { Token } from 'aws-cdk-lib';
import { LOOKUP_PROPERTIES, type QueryTexts } from '../contract/images';
import { holdsToken } from '../contract/schema';
import { isObject, isOfClass, propTexts, requireType } from '../provider/prop-texts';
import type { WorkspaceImagesProps } from './workspace-images-props';

/**
 * Convert the props of a query to text.
 *
 * @throws Error that names the property, the expected and the actual value
 */
export function queryTexts(props: WorkspaceImagesProps): QueryTexts {
  if (Token.isUnresolved(props.refreshKey)) {
    throw new Error('`refreshKey` must be known at synth, since it names the lookup, got: a token');
  }
  const texts = propTexts(LOOKUP_PROPERTIES, { ...props, ...partsOf(props) });
  const mayLoseIds = holdsToken(texts['imageIds'], (value) => Token.isUnresolved(value));
  return { ...texts, imageIdsRequired: mayLoseIds ? 'true' : undefined };
}

/** The properties that have no prop of their own. */
function partsOf({ gate, manifest, assumedRole }: WorkspaceImagesProps) {
  requireType('gate', gate, {
    expected: 'an ImageGate, such as ImageGate.requireAvailable()',
    is: isOfClass('ImageGate'),
  });
  requireType('manifest', manifest, {
    expected: 'an ImageManifest, such as ImageManifest.only(bucket)',
    is: isOfClass('ImageManifest'),
  });
  requireType('assumedRole', assumedRole, {
    expected: 'a role, such as Role.fromRoleArn(…)',
    is: isObject,
  });
  return {
    gate: gate?.value === 'NONE' ? undefined : gate?.value,
    gateTimeout: gate?.timeout,
    manifestBucket: manifest?.bucket.bucketName,
    manifestOnly: manifest?.isOnly === true ? true : undefined,
    assumedRoleArn: assumedRole?.roleArn,
    // Only a link has these, and no prop of a program without a type checker may set them.
    handOverAfter: undefined,
    deadline: undefined,
    frozenImageIds: undefined,
  };
}
