import type { Duration } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ImageField } from './image-field';
import type { ImageGate } from './image-gate';
import type { ImageState } from './image-state';
import type { ImageType } from './image-type';
import type { OperatingSystemType } from './operating-system-type';
import type { RequiredTenancy } from './required-tenancy';
import type { WorkspaceImagesProvider } from './workspace-images-provider';

/**
 * Which images a look-up means, and what it hands to the stack.
 *
 * The properties are the look-up: change one, and the next deployment looks up anew; leave them, and the ids that were
 * found stay. An image matches where it passes every filter; a filter that is left out lets every image pass.
 */
export interface WorkspaceImagesProps {
  /**
   * Whose images are listed.
   *
   * SHARED and ALL need `ownerAccountIds` or `imageIds` together with `mostRecent`, and draw a warning without them:
   * anyone can share an image with the account, under any name.
   *
   * @default ImageType.ALL with `imageIds`, otherwise ImageType.OWNED
   */
  readonly imageType?: ImageType;

  /**
   * Ids of the images that are meant, any number of them: `wsi-` and 9 to 63 of `0-9a-z`.
   *
   * @default - images with any id
   */
  readonly imageIds?: string[];

  /**
   * Ids of images that never match, so that the next newest takes the place of a bad one.
   *
   * @default - no image is excluded
   */
  readonly excludeImageIds?: string[];

  /**
   * Names, of which an image must have one. `*` stands for any text, `?` for one character; case counts.
   *
   * @default - images with any name
   */
  readonly imageNames?: string[];

  /**
   * States, of which an image must be in one. Not together with a `gate`, from which it would hide what that must see.
   *
   * @default - images in any state
   */
  readonly states?: ImageState[];

  /**
   * Types of operating system, of which an image must have one.
   *
   * @default - images with any operating system
   */
  readonly operatingSystems?: OperatingSystemType[];

  /**
   * Tenancies, of which an image must need one.
   *
   * @default - images for any tenancy
   */
  readonly requiredTenancies?: RequiredTenancy[];

  /**
   * Accounts, of which one must own an image: 12 digits each.
   *
   * @default - images of any owner
   */
  readonly ownerAccountIds?: string[];

  /**
   * Images created at this instant or later match: an ISO 8601 date (its midnight in UTC), or a date and time with
   * its offset.
   *
   * An image without a date does not match.
   *
   * @default - images of any age
   */
  readonly createdAfter?: string;

  /**
   * Images created before this instant match: an ISO 8601 date (its midnight in UTC), or a date and time with its
   * offset.
   *
   * An image without a date does not match.
   *
   * @default - images of any age
   */
  readonly createdBefore?: string;

  /**
   * Older images do not match; counted back from the moment of the look-up, in whole seconds, at least one.
   *
   * @default - images of any age
   */
  readonly maximumAge?: Duration;

  /**
   * Whether an update must be available for an image, or must not. An image of which the service says nothing has
   * none.
   *
   * @default - images with and without
   */
  readonly updateAvailable?: boolean;

  /**
   * How many of the images that match are kept, the newest first: 1 or more.
   *
   * @default - all that match
   */
  readonly mostRecent?: number;

  /**
   * How many images must match for the deployment to succeed: 0 or more, counted before `mostRecent` keeps some.
   *
   * With 0, an empty list deploys: its outputs and the one element of `imageIds` are then `-`, and `imageCount` is 0.
   *
   * @default - with `imageIds` as many as there are ids, otherwise 1
   */
  readonly minimumCount?: number;

  /**
   * How many images may match for the deployment to succeed: 1 or more, counted before `mostRecent` keeps some.
   * `mostRecent: 1, maximumCount: 1` means exactly one.
   *
   * @default - any number
   */
  readonly maximumCount?: number;

  /**
   * Fields to read by `values()`, beside ids and states. Each takes room in the response, which is 4,096 bytes for
   * all images.
   *
   * Descriptions and error messages are not among them: they can hold commas, at any length.
   *
   * @default - ids and states only
   */
  readonly fields?: ImageField[];

  /**
   * What must be true of the states of the images that are selected, for the deployment to succeed.
   *
   * It is passed once, when the look-up is deployed first or changed: set `refreshKey` to have it passed again.
   *
   * @default ImageGate.none()
   */
  readonly gate?: ImageGate;

  /**
   * Change it to look up again though nothing else has changed, for example once a build. It must be known at synth.
   *
   * @default - what was found stays until another property changes
   */
  readonly refreshKey?: string;

  /**
   * Whether the stack gets outputs `<ConstructId>ImageIds`, `<ConstructId>ImageStates` and `<ConstructId>ImageCount`,
   * where ConstructId is the id without what is no letter or digit.
   *
   * Without them, and with a `manifestBucket`, the answer is in the manifest alone: it may be longer than a response,
   * and `imageIds` and its like cannot be read.
   *
   * @default true
   */
  readonly outputs?: boolean;

  /**
   * Makes the outputs exports `<prefix>-image-ids`, `<prefix>-image-states` and `<prefix>-image-count`, for
   * `WorkspaceImages.fromExports()`. 1 to 240 of `A-Za-z0-9-:`.
   *
   * CloudFormation exports at most 1,024 characters, some 70 ids, and refuses to change what another stack imports:
   * with an export, the images can't be looked up anew while anyone holds them.
   *
   * @default - the outputs are no exports
   */
  readonly exportPrefix?: string;

  /**
   * A bucket that every field of every image is written to, as JSON Lines, newest first:
   * `workspace-images/<stack name>/<logical id of the look-up>.jsonl`.
   *
   * Each look-up writes an object of its own, which stays when the look-up is deleted.
   *
   * @default - no manifest is written
   */
  readonly manifestBucket?: IBucket;

  /**
   * The Region to look in.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;

  /**
   * A role to look as, for the images of another account: owned and shared are then as seen from there.
   *
   * It must trust the account of the stack, or `externalId` with it, and allow `workspaces:DescribeWorkspaceImages`.
   *
   * @default - the function looks as itself
   */
  readonly role?: IRole;

  /**
   * The external id that the role asks for: 2 to 1,224 of `A-Za-z0-9_+=,.@:/-`.
   *
   * @default - none is given
   */
  readonly externalId?: string;

  /**
   * The functions that look up. They must be of the same stack.
   *
   * @default - one provider for all look-ups of the stack
   */
  readonly provider?: WorkspaceImagesProvider;
}
