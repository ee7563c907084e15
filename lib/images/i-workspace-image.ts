import type { IConstruct } from 'constructs';

/** One image that was looked up, in this stack or elsewhere. */
export interface IWorkspaceImage extends IConstruct {
  /** Id of the image, or `-` if none was found and that is allowed. A token. */
  readonly imageId: string;

  /** State of the image at the time of the lookup, or `-` if it is not known. A token. */
  readonly imageState: string;
}
