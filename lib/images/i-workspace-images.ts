import type { IConstruct } from 'constructs';
import type { IWorkspaceImage } from './i-workspace-image';

/** Images that were looked up, in this stack or elsewhere. */
export interface IWorkspaceImages extends IConstruct {
  /**
   * Ids of the images, newest first, or one element `-` if none was found and that is allowed.
   *
   * A list token: its length and its elements are not known at synth. Take elements with `Fn.select()`.
   */
  readonly imageIds: string[];

  /** States of the images at the time of the lookup, in the order of `imageIds`. A list token. */
  readonly imageStates: string[];

  /** The newest image. */
  readonly newestImage: IWorkspaceImage;

  /** Id of the newest image, or `-` if none was found and that is allowed. A token. */
  readonly newestImageId: string;

  /** State of the newest image at the time of the lookup, or `-` if none was found and that is allowed. A token. */
  readonly newestImageState: string;

  /**
   * Number of the images, or 0 if none was found and that is allowed.
   *
   * A number token: pass it on, but do not compare or compute with it at synth. In Java, `intValue()` makes
   * -2147483648 of it.
   */
  readonly imageCount: number;
}
