import type { Catalogue, CatalogueImage } from '../../local-aws/catalogue';

/** The catalogue with an image that is newer than all others. `now` is in milliseconds. */
export function withNewerImage({ images }: Catalogue, now: number): Catalogue {
  const newest = Math.max(...images.map(({ Created = 0 }) => Created));
  const image = {
    ImageId: 'wsi-newer00001',
    Name: 'golden-win11-newer',
    OperatingSystem: { Type: 'WINDOWS' },
    State: 'AVAILABLE',
    RequiredTenancy: 'DEFAULT',
    Created: Math.max(Math.floor(now / 1000), newest + 1),
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
