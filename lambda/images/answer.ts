import type { Attributes } from '../resource/response';
import type { Image } from './core/image';
import type { Lookup } from './core/lookup';
import { judgeAnswerSize } from './core/size';
import { imageAttributes } from './core/summarise';
import { find } from './find';
import type { Ports } from './ports';
import { putManifest } from './put-manifest';

/**
 * Answer a query that does not wait.
 *
 * @throws Error that says why the images are not what the query allows, or do not fit a response
 */
export async function answer(lookup: Lookup, ports: Ports): Promise<Attributes> {
  const { verdict, selected, match } = await find(lookup, ports);
  if (verdict.kind === 'waiting') {
    throw new Error(
      `not every image is AVAILABLE: ${verdict.reason}; deploy again later, or use a gate that waits`,
    );
  }
  if (verdict.kind !== 'ready') {
    throw new Error(verdict.reason);
  }
  return answerWith({ selected, matching: match.matching.length }, lookup, ports);
}

/**
 * Write the manifest, if there is one, and return the attributes of the selected images.
 *
 * @throws Error if they do not fit where the answer goes
 */
export async function answerWith(
  { selected, matching }: { readonly selected: readonly Image[]; readonly matching: number },
  lookup: Lookup,
  ports: Ports,
): Promise<Attributes> {
  const tooLarge = judgeAnswerSize(selected, matching, lookup);
  if (tooLarge !== undefined) {
    throw new Error(tooLarge);
  }
  return { ...imageAttributes(selected, lookup), ...(await putManifest(selected, lookup, ports)) };
}
