import { MANIFEST_ATTRIBUTES, MANIFEST_PREFIX, NOTHING } from '../../../lib/contract/images';
import { type Attributes, type ResourceIds, stackOf } from '../../resource/response';
import type { Image } from './image';

const KEY_HASH_LENGTH = 16;

/**
 * A line of JSON for each image, with every field that the service gave.
 *
 * The bytes are counted first, and written where they stay. The lines of 28,000 images as text, joined and then converted,
 * would take three times the memory.
 */
export function manifestBytes(images: readonly Image[]): Uint8Array {
  const length = images.reduce((sum, image) => sum + Buffer.byteLength(lineOf(image)), 0);
  const bytes = Buffer.alloc(length);
  let end = 0;
  for (const image of images) {
    end += bytes.write(lineOf(image), end);
  }
  return bytes;
}

function lineOf(image: Image): string {
  return `${JSON.stringify(image)}\n`;
}

/** Where a manifest goes. The hash of its content gives each answer a key of its own. */
export function manifestKey(ids: ResourceIds, sha256: string): string {
  const { account, region, name } = stackOf(ids);
  const file = `${ids.PhysicalResourceId}-${sha256.slice(0, KEY_HASH_LENGTH)}.jsonl`;
  return `${MANIFEST_PREFIX}${account}/${region}/${name}/${file}`;
}

export function manifestAttributes(bucket: string, key: string, sha256: string): Attributes {
  return {
    [MANIFEST_ATTRIBUTES.key]: key,
    [MANIFEST_ATTRIBUTES.url]: `s3://${bucket}/${key}`,
    [MANIFEST_ATTRIBUTES.sha256]: sha256,
  };
}

/** What a rollback answers in place of a manifest that it could not write. */
export const NO_MANIFEST: Attributes = Object.fromEntries(
  Object.values(MANIFEST_ATTRIBUTES).map((name) => [name, NOTHING]),
);
