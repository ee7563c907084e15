import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { BundleTexts } from '../contract/bundle';

const VOLUME_SIZES = 'cdk-workspace-images:volumeSizes';

/** @see https://docs.aws.amazon.com/workspaces/latest/adminguide/modify-workspaces.html */
const SMALL_SIZES = ['80 10', '80 50', '80 100'];
const LEAST_ROOT = 175;
const LEAST_USER = 100;

/** Warn of volumes that the service does not document together. It may take more later, so this is no error. */
export function warnOfVolumeSizes(bundle: IConstruct, { rootVolumeSize, userVolumeSize }: BundleTexts): void {
  const [root, user] = [Number(rootVolumeSize), Number(userVolumeSize)];
  const isKnown = !Number.isNaN(root + user);
  const isLarge = root >= LEAST_ROOT && user >= LEAST_USER;
  if (isKnown && !isLarge && !SMALL_SIZES.includes(`${root} ${user}`)) {
    Annotations.of(bundle).addWarningV2(
      VOLUME_SIZES,
      `The service may refuse a root volume of ${root} GiB with a user volume of ${user} GiB. It documents 80 and 10, 80 and 50, 80 and 100, and from ${LEAST_ROOT} and from ` +
        `${LEAST_USER} GiB.`,
    );
  }
}
