import { type Image, title } from '../../lambda/images/core/image';
import { enumerate, oneLine } from '../../lambda/resource/sentence';
import type { DeployedImage } from '../core/deployed';
import type { Now } from '../core/finding';

/** `golden-a (wsi-…), golden-b (wsi-…) PENDING`: a state that is not AVAILABLE is told. */
export function titlesOf(images: readonly Image[]): string {
  return told(images.map((image) => withState(title(image), image.State ?? 'in no state')));
}

/** With the names of those that are still listed, and the states that they had when they were looked up. */
export function deployedTitles(images: readonly DeployedImage[], now: Now | undefined): string {
  return told(
    images.map(({ imageId, state }) => {
      const listed = now?.listed.find(({ ImageId }) => ImageId === imageId);
      return withState(title(listed ?? { ImageId: imageId }), state);
    }),
  );
}

function withState(name: string, state: string | undefined): string {
  return state === undefined || state === 'AVAILABLE' ? name : `${name} ${state}`;
}

function told(titles: readonly string[]): string {
  return enumerate(titles.map(oneLine)) || 'no image';
}
