import type { Duration } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ImageGate } from './image-gate';
import type { ImageState } from './image-state';
import type { ImageType } from './image-type';
import type { OperatingSystemType } from './operating-system-type';
import type { RequiredTenancy } from './required-tenancy';
import type { WorkspaceImagesProvider } from './workspace-images-provider';

/**
 * Which images a lookup matches, where it looks, and how it hands them over.
 *
 * An image matches if it passes every filter. The properties are the lookup: change one, and the next deployment looks
 * up again. Leave them, and the pinned ids stay.
 */
export interface ImageQueryProps {
  /**
   * Whose images are listed.
   *
   * With SHARED or ALL, name the owners that you trust in `ownerAccountIds`, or the images in `imageIds`: anyone can
   * share an image with the account, under any name.
   *
   * @default ImageType.ALL with `imageIds`, otherwise ImageType.OWNED
   */
  readonly imageType?: ImageType;

  /**
   * Match only images with one of these ids: `wsi-` and 9 to 63 of `0-9a-z`. Any number of them. All of them must exist,
   * unless `minCount` says otherwise.
   *
   * @default - images with any id
   */
  readonly imageIds?: string[];

  /**
   * Never match images with one of these ids. The next newest takes the place of a bad image.
   *
   * @default - no image is excluded
   */
  readonly excludeImageIds?: string[];

  /**
   * Match only images with one of these names. `*` stands for any text and `?` for one character. Case counts.
   *
   * @default - images with any name
   */
  readonly imageNames?: string[];

  /**
   * Match only images in one of these states. Leave it out with a `gate`, which must see every state.
   *
   * @default - images in any state
   */
  readonly states?: ImageState[];

  /**
   * Match only images with one of these operating systems.
   *
   * @default - images with any operating system
   */
  readonly operatingSystems?: OperatingSystemType[];

  /**
   * Match only images that require one of these tenancies.
   *
   * @default - images that require any tenancy
   */
  readonly requiredTenancies?: RequiredTenancy[];

  /**
   * Match only images that one of these accounts owns: 12 digits each.
   *
   * @default - images of any owner
   */
  readonly ownerAccountIds?: string[];

  /**
   * Match only images created at this instant or later: an ISO 8601 date (midnight in UTC), or a date and time with an
   * offset. An image without a creation date does not match.
   *
   * @default - images of any age
   */
  readonly createdAfter?: string;

  /**
   * Match only images created before this instant: an ISO 8601 date (midnight in UTC), or a date and time with an offset.
   * An image without a creation date does not match.
   *
   * @default - images of any age
   */
  readonly createdBefore?: string;

  /**
   * Match only images of at most this age at the time of the lookup: at least one second, in whole seconds. An image
   * without a creation date does not match.
   *
   * @default - images of any age
   */
  readonly maxAge?: Duration;

  /**
   * Match only images with an available update (`true`), or only images without one (`false`). If the
   * service does not say, the image counts as having none.
   *
   * @default - images with and without an available update
   */
  readonly updateAvailable?: boolean;

  /**
   * Condition on the states of the selected images.
   *
   * The gate is passed once, when the lookup is first deployed or changed. Change `refreshKey` to pass it again.
   *
   * @default - see the construct
   */
  readonly gate?: ImageGate;

  /**
   * Change this text to look up again when nothing else has changed, for example with every build. It must be known at
   * synth.
   *
   * @default - the pinned ids stay until another property changes
   */
  readonly refreshKey?: string;

  /**
   * Whether the stack gets the outputs `<ConstructId>ImageIds`, `<ConstructId>ImageStates` and
   * `<ConstructId>ImageCount`. The construct id loses every character but letters and digits.
   *
   * @default true
   */
  readonly outputs?: boolean;

  /**
   * Make the outputs exports `<prefix>-image-ids`, `<prefix>-image-states` and `<prefix>-image-count`, for
   * `WorkspaceImages.fromExports()`. 1 to 240 of `A-Za-z0-9-:`.
   *
   * An export holds at most 1,024 characters, some 70 ids. CloudFormation refuses to change an export that another stack
   * imports, so the images cannot be looked up again while one does.
   *
   * @default - the outputs are not exports
   */
  readonly exportPrefix?: string;

  /**
   * Region to look in.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;

  /**
   * Role to look as, for the images of another account. OWNED and SHARED are then meant from that account's view.
   *
   * The role must trust the account of the stack and allow `workspaces:DescribeWorkspaceImages`. This is not the
   * execution role of the handler.
   *
   * @default - the handler looks with its execution role
   */
  readonly assumedRole?: IRole;

  /**
   * External id that the trust policy of `assumedRole` asks for: 2 to 1,224 of `A-Za-z0-9_+=,.@:/-`.
   *
   * @default - no external id
   */
  readonly externalId?: string;

  /**
   * Functions that look up. They must be in the same stack.
   *
   * @default - one provider for all lookups of the stack
   */
  readonly provider?: WorkspaceImagesProvider;
}
