import { MANIFEST_PREFIX } from '../../lib/contract/names';
import type { Image } from './image';
import { type Envelope, stackNameOf } from './response';

/** Where the manifest of a look-up goes: each look-up has its own. */
export function manifestKey(envelope: Envelope): string {
  return `${MANIFEST_PREFIX}${stackNameOf(envelope)}/${envelope.LogicalResourceId}.jsonl`;
}

/** A line of JSON for each image, with every field that the service gave. */
export function manifestText(images: readonly Image[]): string {
  return images.map((image) => `${JSON.stringify(image)}\n`).join('');
}
