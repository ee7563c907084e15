import type { Catalogue, CatalogueImage } from '../../local/catalogue';

/** An image that is newer than all others. */
export function newerImage({ images }: Catalogue, now: number): CatalogueImage {
  const newest = Math.max(...images.map(({ Created = 0 }) => Created));
  return {
    ImageId: 'wsi-newer00001',
    Name: 'golden-win11-newer',
    OperatingSystem: { Type: 'WINDOWS' },
    State: 'AVAILABLE',
    RequiredTenancy: 'DEFAULT',
    Created: Math.max(Math.floor(now / 1000), newest + 1),
    OwnerAccountId: '123456789012',
  };
}

export function withImage(image: CatalogueImage, { images }: Catalogue): Catalogue {
  return { images: [...images, image] };
}
