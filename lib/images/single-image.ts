import { Construct } from 'constructs';
import type { IWorkspaceImage } from './i-workspace-image';
import type { IWorkspaceImages } from './i-workspace-images';

/** One image: the newest of a list, or one that is named by its id. */
export class SingleImage extends Construct implements IWorkspaceImage {
  /** @param images Where the values are read from, when they are asked for */
  constructor(
    scope: Construct,
    id: string,
    private readonly images: Pick<IWorkspaceImages, 'newestImageId' | 'newestImageState'>,
  ) {
    super(scope, id);
  }

  public get imageId(): string {
    return this.images.newestImageId;
  }

  public get imageState(): string {
    return this.images.newestImageState;
  }
}
