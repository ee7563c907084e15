import type { ImageField } from './image-field';
import type { ImageManifest } from './image-manifest';
import type { ImageQueryProps } from './image-query-props';

/** Which images a lookup matches, how many it keeps, and what it hands to the stack. The default gate is none. */
export interface WorkspaceImagesProps extends ImageQueryProps {
  /**
   * Number of images to keep of those that match, newest first: 1 or more.
   *
   * @default - all that match
   */
  readonly mostRecent?: number;

  /**
   * Fail the deployment unless at least this many images match: 0 or more. Images are counted before `mostRecent` keeps
   * some.
   *
   * With 0, an empty list deploys: `imageIds` and the outputs are then `-`, and `imageCount` is 0.
   *
   * @default - the number of `imageIds`, or 1 without them
   */
  readonly minCount?: number;

  /**
   * Fail the deployment if more images match: 1 or more. Images are counted before `mostRecent` keeps some.
   *
   * @default - any number may match
   */
  readonly maxCount?: number;

  /**
   * Fields to read with `values()`, beside ids and states. Each takes room in the response of 4,096 bytes for all images.
   *
   * @default - ids and states only
   */
  readonly fields?: ImageField[];

  /**
   * Write every field of every selected image to a bucket, as JSON Lines. The key is
   * `workspace-images/<account>/<Region>/<stack name>/<physical id>-<hash of the content>.jsonl`.
   *
   * Objects stay when the lookup is deleted. A gate that waits writes one when it begins, to prove that it can, and may
   * write another when it ends.
   *
   * @default - no manifest
   */
  readonly manifest?: ImageManifest;
}
