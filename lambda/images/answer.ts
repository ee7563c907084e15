import { createHash } from 'node:crypto';
import type { Attributes } from '../resource/response';
import type { Image } from './core/image';
import type { Lookup } from './core/lookup';
import { manifestAttributes, manifestBytes, manifestKey } from './core/manifest';
import { judgeAnswer, outcomeOf } from './core/outcome';
import { imageAttributes } from './core/summarise';
import { find } from './find';
import type { Ports } from './ports';

/**
 * Answer a query that does not wait.
 *
 * @throws Error that says why the images are not what the query allows, or do not fit a response
 */
export async function answer(lookup: Lookup, ports: Ports): Promise<Attributes> {
  const found = await find(lookup, ports);
  const outcome = outcomeOf(found, lookup);
  if (outcome.kind === 'fail') {
    throw new Error(outcome.reason);
  }
  return attributesOf(found.selected, lookup, ports);
}

/**
 * Answer with the images that a gate has watched.
 *
 * @throws Error if the answer does not hold them
 */
export async function answerWatched(
  images: readonly Image[],
  lookup: Lookup,
  ports: Ports,
): Promise<Attributes> {
  const problem = judgeAnswer(images, images.length, lookup);
  if (problem !== undefined) {
    throw new Error(problem);
  }
  return attributesOf(images, lookup, ports);
}

/** Write the manifest, if there is one, and return the attributes of the images. */
async function attributesOf(images: readonly Image[], lookup: Lookup, ports: Ports): Promise<Attributes> {
  return { ...imageAttributes(images, lookup), ...(await putManifest(images, lookup, ports)) };
}

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
