import type { Outputs } from './outputs';

/** What a lookup answers for a value that an image lacks. */
export const ABSENT = '-';

export const DESKTOPS = 'DesktopsExample';

/** An image as the outputs tell it. */
export interface ExampleImage {
  readonly imageId: string;
  readonly name: string;
  readonly state: string;
  readonly created: string;
}

/** What an example app has found. */
export interface Example {
  /** Newest first. */
  readonly images: readonly ExampleImage[];

  /** The image that the other stack uses. */
  readonly pinned: Omit<ExampleImage, 'created'>;
}

export function readExample({ WorkspaceImagesExample: found, DesktopsExample: desktops }: Outputs): Example {
  const names = found.Names.split(',');
  const states = found.NewestImageStates.split(',');
  const created = found.Created.split(',');
  const images = found.NewestImageIds.split(',').map((imageId, index) => ({
    imageId,
    name: names[index] ?? ABSENT,
    state: states[index] ?? ABSENT,
    created: created[index] ?? ABSENT,
  }));
  const { PinnedImageId: imageId, PinnedImageState: state } = desktops;
  const name = images.find((image) => image.imageId === imageId)?.name ?? ABSENT;
  return { images, pinned: { imageId, name, state } };
}

/** What a person calls an image: `golden (wsi-…)`. */
export function titleOf({ imageId, name }: Pick<ExampleImage, 'imageId' | 'name'>): string {
  return name === ABSENT ? imageId : `${name} (${imageId})`;
}
