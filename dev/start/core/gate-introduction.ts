import type { CatalogueImage } from '../../local-aws/catalogue';
import { changesByItself } from './catalogues';
import { ABSENT, titleOf } from './example';

/** What a deployment with a gate is going to show, where this is the newest image. */
export function gateIntroduction(newest: CatalogueImage): readonly string[] {
  const { ImageId: imageId, Name: name = ABSENT, State: state = 'in no state' } = newest;
  const image = `The newest image, ${titleOf({ imageId, name })}, is ${state}`;
  if (state !== 'PENDING') {
    return state === 'AVAILABLE'
      ? [`${image} already.`, 'The lookup has a gate, which has nothing to wait for.']
      : [`${image}.`, 'The lookup has a gate, which fails the deployment with the reason.'];
  }
  const end = changesByItself(newest)
    ? 'The catalogue says when and how that ends.'
    : 'That takes about half a minute here. Then the other stack pins the image.';
  return [`${image}.`, 'The lookup has a gate, so the deployment waits until the image is AVAILABLE.', end];
}
