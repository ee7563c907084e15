import { createHash } from 'node:crypto';
import type { Attributes } from '../resource/response';
import type { Image } from './core/image';
import type { Lookup } from './core/lookup';
import { manifestAttributes, manifestBytes, manifestKey } from './core/manifest';
import type { Ports } from './ports';

/** Write the manifest of images, and return its attributes. Without a bucket, do nothing. */
export async function putManifest(
  images: readonly Image[],
  { query, ids }: Lookup,
  { putObject }: Ports,
): Promise<Attributes> {
  const { manifestBucket: bucket } = query;
  if (bucket === undefined) {
    return {};
  }
  const body = manifestBytes(images);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const key = manifestKey(ids, sha256);
  await putObject({ bucket, key, body });
  return manifestAttributes(bucket, key, sha256);
}
