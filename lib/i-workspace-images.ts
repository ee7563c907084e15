import type { IConstruct } from 'constructs';

/** Images that were looked up, in this stack or elsewhere. */
export interface IWorkspaceImages extends IConstruct {
  /** Ids of the images, newest first; one element `-` where none was found and that is allowed. */
  readonly imageIds: string[];

  /** States of the images at the time of the look-up, in the order of `imageIds`. */
  readonly imageStates: string[];

  /** Id of the newest image; `-` where none was found and that is allowed. */
  readonly newestImageId: string;

  /** State of the newest image at the time of the look-up; `-` where none was found and that is allowed. */
  readonly newestImageState: string;

  /** How many images there are: a token, 0 where none was found and that is allowed. */
  readonly imageCount: number;
}
