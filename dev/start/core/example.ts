import { z } from 'zod';

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

/** What an example app has deployed. */
export interface Example {
  /** Newest first. */
  readonly images: readonly ExampleImage[];

  /** The image that the other stack uses. */
  readonly pinned: Omit<ExampleImage, 'created'>;

  /** The bundle of its WorkSpaces. Only the app without a gate makes one. */
  readonly bundleId: string | undefined;
}

const list = z.string().transform((text) => text.split(','));
const outputs = z.object({
  WorkspaceImagesExample: z.object({
    NewestImageIds: list,
    NewestImageStates: list,
    Names: list,
    Created: list,
  }),
  DesktopsExample: z.object({
    PinnedImageId: z.string(),
    PinnedImageState: z.string(),
    BundleOfWorkspace: z.string().optional(),
  }),
});

/** Read the outputs of the stacks, by the names of the stacks. */
export function readExample(deployed: unknown): Example {
  const { WorkspaceImagesExample: found, DesktopsExample: desktops } = outputs.parse(deployed);
  const images = found.NewestImageIds.map((imageId, index) => ({
    imageId,
    name: found.Names[index] ?? ABSENT,
    state: found.NewestImageStates[index] ?? ABSENT,
    created: found.Created[index] ?? ABSENT,
  }));
  const { PinnedImageId: imageId, PinnedImageState: state, BundleOfWorkspace: bundleId } = desktops;
  const name = images.find((image) => image.imageId === imageId)?.name ?? ABSENT;
  return { images, pinned: { imageId, name, state }, bundleId };
}

/** What a person calls an image: `golden (wsi-…)`. */
export function titleOf({ imageId, name }: Pick<ExampleImage, 'imageId' | 'name'>): string {
  return name === ABSENT ? imageId : `${name} (${imageId})`;
}
