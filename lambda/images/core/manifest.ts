import { MANIFEST_ATTRIBUTES, MANIFEST_PREFIX, NOTHING } from '../../../lib/contract/images';
import { type Attributes, type ResourceIds, stackOf } from '../../resource/response';
import type { Image } from './image';

const KEY_HASH_LENGTH = 16;

/** A line of JSON for each image, with every field that the service gave. */
export function manifestText(images: readonly Image[]): string {
  return images.map((image) => `${JSON.stringify(image)}\n`).join('');
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
