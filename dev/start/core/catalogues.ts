import { UserError } from '../../../cli/terminal/user-error';
import type { Catalogue, CatalogueImage } from '../../local-aws/catalogue';

/** The images that the account owns, in the order of a lookup: newest first, then by id. Those without a date are last. */
export function ownedImages({ images }: Catalogue): readonly CatalogueImage[] {
  return images.filter(({ Shared }) => Shared !== true).sort(newestFirst);
}

/** The newest of the images, if an example can use them. Checked before a deployment fails after minutes. */
export function newestOf(owned: readonly CatalogueImage[], gate: boolean, fileName: string): CatalogueImage {
  const [newest] = owned;
  if (newest === undefined || !(gate || owned.some(({ State }) => State === 'AVAILABLE'))) {
    const needs = gate ? 'waits for an image' : 'pins an AVAILABLE image';
    const hint = newest?.State === 'PENDING' ? ' Try --gate.' : '';
    throw new UserError(`The example ${needs} that the account owns, and ${fileName} has none.${hint}`);
  }
  return newest;
}

/** The catalogue with an image that is newer than all others. `now` is in milliseconds. */
export function withNewerImage({ images }: Catalogue, now: number): Catalogue {
  const image = {
    ImageId: 'wsi-newer00001',
    Name: 'golden-win11-newer',
    OperatingSystem: { Type: 'WINDOWS' },
    State: 'AVAILABLE',
    RequiredTenancy: 'DEFAULT',
    Created: Math.max(Math.floor(now / 1000), 1 + Math.max(...images.map(createdAt))),
    OwnerAccountId: '123456789012',
  };
  return { images: [...images, image] };
}

/** The catalogue whose PENDING images become AVAILABLE this many seconds after the endpoint has started. */
export function withAvailableAfter({ images }: Catalogue, AvailableAfterSeconds: number): Catalogue {
  return {
    images: images.map((image) =>
      image.State === 'PENDING' && !changesByItself(image) ? { ...image, AvailableAfterSeconds } : image,
    ),
  };
}

/** Whether the catalogue says when an image becomes AVAILABLE or fails. */
export function changesByItself({ AvailableAfterSeconds, FailsAfterSeconds }: CatalogueImage): boolean {
  return (AvailableAfterSeconds ?? FailsAfterSeconds) !== undefined;
}

function newestFirst(a: CatalogueImage, b: CatalogueImage): number {
  const age = createdAt(b) - createdAt(a);
  return age === 0 ? (a.ImageId < b.ImageId ? -1 : 1) : age;
}

function createdAt({ Created = -1 }: CatalogueImage): number {
  return Created;
}
