import type { Tags } from '../../lib/contract/tags';
import { askTwice } from '../resource/ask-twice';
import type { ResourceIds } from '../resource/response';
import { type Bundle, isYounger } from './core/bundle';
import { isOwn, isReplacement } from './core/owner';
import { isNotFound } from './core/service-error';
import type { Ports } from './ports';

export interface TaggedBundle {
  readonly bundle: Bundle;
  readonly tags: Tags;
}

/** The resource's own bundles, of those that may be. The service tells tags one bundle at a time. */
export async function findOwn(
  mayBe: (bundle: Bundle) => boolean,
  ids: ResourceIds,
  ports: Ports,
): Promise<readonly TaggedBundle[]> {
  const own: TaggedBundle[] = [];
  for (const bundle of (await ports.listBundles()).filter(mayBe)) {
    const tags = await tagsOf(bundle, ports);
    if (isOwn(tags, ids)) {
      own.push({ bundle, tags });
    }
  }
  return own;
}

/** The resource's own bundles, where there must be one. */
export async function findOwnAgain(
  mayBe: (bundle: Bundle) => boolean,
  ids: ResourceIds,
  ports: Ports,
): Promise<readonly TaggedBundle[]> {
  return askTwice(
    () => findOwn(mayBe, ids, ports),
    (own) => own.length > 0,
    ports,
  );
}

/** Whether a bundle has been replaced by a younger one of the same construct, which has other properties. */
export async function isReplaced(bundle: Bundle, ids: ResourceIds, ports: Ports): Promise<boolean> {
  for (const other of (await ports.listBundles()).filter((candidate) => isYounger(candidate, bundle))) {
    if (isReplacement(await tagsOf(other, ports), ids)) {
      return true;
    }
  }
  return false;
}

/** A bundle that has just been deleted has no tags. */
export async function tagsOf({ BundleId }: Bundle, { describeTags }: Ports): Promise<Tags> {
  try {
    return await describeTags(BundleId);
  } catch (error) {
    if (isNotFound(error)) {
      return new Map();
    }
    throw error;
  }
}
