/** Outputs by stack name and output name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** An image as the outputs tell it. */
export interface ExampleImage {
  readonly imageId: string;
  /** Empty if the outputs do not tell it. */
  readonly name: string;
  readonly state: string;
  readonly created: string;
}

/** What the example app has found and made. */
export interface Example {
  /** Newest first. */
  readonly images: readonly ExampleImage[];

  /** The image that the other stack uses. */
  readonly pinned: ExampleImage;

  /** The bundle that the other stack uses. Undefined in the app that shows the gate. */
  readonly bundleId: string | undefined;
}

/** Names in bin/app.ts and bin/gate-app.ts. */
const IMAGES = 'WorkspaceImagesExample';
export const DESKTOPS = 'DesktopsExample';

/** Reads the outputs of the example app. */
export function readExample(outputs: Outputs): Example {
  const list = (name: string) => outputs[IMAGES]?.[name]?.split(',') ?? [];
  const [names, states, created] = [list('Names'), list('NewestImageStates'), list('Created')];
  const images = list('NewestImageIds').map((imageId, index) => ({
    imageId,
    name: names[index] ?? '',
    state: states[index] ?? '',
    created: created[index] ?? '',
  }));
  const {
    PinnedImageId: imageId = '',
    PinnedImageState: state = '',
    BundleOfWorkspace: bundleId,
  } = outputs[DESKTOPS] ?? {};
  const known = images.find((image) => image.imageId === imageId);
  return { images, pinned: { name: '', created: '', ...known, imageId, state }, bundleId };
}

/** What a person calls an image: `golden (wsi-…)`. */
export function titleOf({ imageId, name }: Pick<ExampleImage, 'imageId' | 'name'>): string {
  return name === '' ? imageId : `${name} (${imageId})`;
}
