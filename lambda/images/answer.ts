import type { Attributes } from '../resource/response';
import type { Image } from './core/image';
import type { Lookup } from './core/lookup';
import { judgeAnswerSize } from './core/size';
import { imageAttributes } from './core/summarise';
import { judge } from './core/verdict';
import { find } from './find';
import type { Ports } from './ports';
import { putManifest } from './put-manifest';

/**
 * Answer a query that does not wait.
 *
 * @throws Error that says why the images are not what the query allows, or do not fit a response
 */
export async function answer(lookup: Lookup, ports: Ports): Promise<Attributes> {
  const found = await find(lookup, ports);
  const verdict = judge(found, lookup.query);
  if (verdict.kind === 'waiting') {
    throw new Error(
      `not every image is AVAILABLE: ${verdict.reason}; deploy again later, or use a gate that waits`,
    );
  }
  if (verdict.kind !== 'ready') {
    throw new Error(verdict.reason);
  }
  const tooLarge = judgeAnswerSize(found.selected, found.match.matching.length, lookup);
  if (tooLarge !== undefined) {
    throw new Error(tooLarge);
  }
  return answerWith(found.selected, lookup, ports);
}

/** Write the manifest, if there is one, and return the attributes of images that fit. */
export async function answerWith(
  images: readonly Image[],
  lookup: Lookup,
  ports: Ports,
): Promise<Attributes> {
  return { ...imageAttributes(images, lookup), ...(await putManifest(images, lookup, ports)) };
}
