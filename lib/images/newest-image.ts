import { Construct, Dependable } from 'constructs';
import type { IWorkspaceImage } from './i-workspace-image';
import type { IWorkspaceImages } from './i-workspace-images';

/** The newest image of a list. What depends on it depends on the list. */
export class NewestImage extends Construct implements IWorkspaceImage {
  constructor(
    private readonly images: Construct & Pick<IWorkspaceImages, 'newestImageId' | 'newestImageState'>,
  ) {
    super(images, 'NewestImage');
    Dependable.implement(this, Dependable.of(images));
  }

  public get imageId(): string {
    return this.images.newestImageId;
  }

  public get imageState(): string {
    return this.images.newestImageState;
  }
}
