import type { Catalogue, CatalogueImage } from '../../local/catalogue';
import { count } from './count';
import { titleOf } from './example';

/** Says how many images were read, and where. */
export function catalogueText({ images }: Catalogue, fileName: string): string {
  return `Catalogue: ${count(images.length, 'image')} in ${fileName}`;
}

/** The images that the account owns, which the example looks up. */
export function ownedImages({ images }: Catalogue): readonly CatalogueImage[] {
  return images.filter(({ Shared }) => Shared !== true);
}

/** What a deployment with a gate is going to show. */
export function gateIntroduction(catalogue: Catalogue): readonly string[] {
  const [newest] = [...ownedImages(catalogue)].sort(
    ({ Created: one = 0 }, { Created: other = 0 }) => other - one,
  );
  if (newest === undefined) {
    return ['The account owns no image. The lookup looks for some minutes, and fails.'];
  }
  const { ImageId: imageId, Name: name = '', State: state = 'in no state' } = newest;
  const image = `The newest image, ${titleOf({ imageId, name })}, is ${state}`;
  switch (state) {
    case 'PENDING':
      return [
        `${image}.`,
        'The lookup has a gate, so the deployment waits until the image is AVAILABLE.',
        'That takes about half a minute here. Then the other stack pins the image.',
      ];
    case 'AVAILABLE':
      return [`${image} already.`, 'The lookup has a gate, which has nothing to wait for.'];
    default:
      return [`${image}.`, 'The lookup has a gate, which fails the deployment with the reason.'];
  }
}
