import type { Catalogue } from '../local/catalogue';

/** Says how many images were read, and where. */
export function summary({ images }: Catalogue, fileName: string): string {
  return `Catalogue: ${images.length} ${images.length === 1 ? 'image' : 'images'} in ${fileName}`;
}
