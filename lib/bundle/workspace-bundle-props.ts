import type { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import type { IWorkspaceImage } from '../images/i-workspace-image';
import type { ComputeType } from './compute-type';
import type { WorkspaceBundleProvider } from './workspace-bundle-provider';

/**
 * An image, and the hardware that WorkSpaces of it get.
 *
 * The service can change the image and the tags of a bundle, and nothing else. Change another property, and the next
 * deployment makes a new bundle with a new id, and then deletes the old one.
 */
export interface WorkspaceBundleProps {
  /**
   * Image of the bundle. Another image is put into the bundle in place, and the bundle keeps its id.
   *
   * It must be AVAILABLE, and belong to the account and Region of the stack. Copy a shared image to the account first.
   */
  readonly image: IWorkspaceImage;

  /** Hardware of the WorkSpaces. Change: replacement. */
  readonly computeType: ComputeType;

  /**
   * Size of the root volume: 80 to 2,000 GiB. Change: replacement.
   *
   * The service knows root and user volumes of 80 and 10, 80 and 50, 80 and 100, or from 175 and from 100 GiB. Compute
   * types with graphics need more than the least.
   *
   * @see https://docs.aws.amazon.com/workspaces/latest/adminguide/modify-workspaces.html
   */
  readonly rootVolumeSize: Size;

  /** Size of the user volume: 10 to 2,000 GiB. Change: replacement. */
  readonly userVolumeSize: Size;

  /**
   * Name of the bundle, unique in the account and Region: 1 to 64 of `a-zA-Z0-9_./()-`. Change: replacement.
   *
   * A bundle with a name of its own cannot be replaced under the same name, so change the name together with the other
   * property. The name of a deleted bundle is free again two hours later.
   *
   * @default - a name that begins with the id of the construct, new for each bundle
   */
  readonly bundleName?: string;

  /**
   * Description of the bundle: 1 to 255 of `a-zA-Z0-9_./()-` and blanks. Change: replacement.
   *
   * @default - a description that names the stack
   */
  readonly description?: string;

  /**
   * What happens to the bundle when it is removed from the stack or replaced: DESTROY, RETAIN or
   * RETAIN_ON_UPDATE_OR_DELETE. RETAIN keeps a bundle whose creation is rolled back too, and
   * RETAIN_ON_UPDATE_OR_DELETE does not.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How long a bundle that is to be deleted may still be in use: up to 50 minutes, in whole seconds. A WorkSpace that has
   * just been terminated still counts for a while.
   *
   * Then the deletion fails, and names the WorkSpaces. A bundle that another has replaced is left as it is, and the log of
   * the function names it.
   *
   * @default Duration.minutes(10)
   */
  readonly deleteTimeout?: Duration;

  /**
   * Whether the stack has an output with the id of the bundle: the id of the construct without other characters than letters
   * and digits, then `BundleId`.
   *
   * @default true
   */
  readonly outputs?: boolean;

  /**
   * Makes the output an export, `<exportPrefix>-bundle-id`: 1 to 240 of `A-Za-z0-9-:`.
   *
   * A stack that imports it locks it: CloudFormation refuses to replace the bundle.
   *
   * @default - no export
   */
  readonly exportPrefix?: string;

  /**
   * Functions that make bundles. They must be in the same stack. Change: replacement.
   *
   * @default - one provider for all bundles of the stack
   */
  readonly provider?: WorkspaceBundleProvider;
}
