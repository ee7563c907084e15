import { Token } from 'aws-cdk-lib';
import { LOOKUP_PROPERTIES, type QueryTexts } from '../contract/images';
import { isObject, isOfClass, propTexts, requireType } from '../provider/prop-texts';
import type { WorkspaceImagesProps } from './workspace-images-props';

/**
 * Convert the props of a query to text.
 *
 * @throws Error that names the property, what was expected and what was got
 */
export function queryTexts(props: WorkspaceImagesProps): QueryTexts {
  if (Token.isUnresolved(props.refreshKey)) {
    throw new Error('`refreshKey` must be known at synth, since it names the lookup, got: a token');
  }
  return propTexts(LOOKUP_PROPERTIES, { ...props, ...partsOf(props) });
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
    manifestOnly: manifest?.isOnlyAnswer === true ? true : undefined,
    assumedRoleArn: assumedRole?.roleArn,
  };
}
