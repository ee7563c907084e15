import type { Tags } from '../../../lib/contract/tags';
import { ownerTags } from './owner';
import type { BundleRequest } from './request';

/** Tags to write, and keys of tags to delete. */
export interface Retagging {
  readonly changed: Tags;
  readonly obsolete: readonly string[];
}

/** The tags that a bundle is asked to have: those of the user, and those that tell whose it is. */
export function wantedTags({ spec, ids }: Pick<BundleRequest, 'spec' | 'ids'>): Tags {
  return new Map([...spec.tags, ...ownerTags(ids)]);
}

/** How the tags of a bundle become those that are wanted. Tags that somebody else has added stay. */
export function retagging(current: Tags, request: BundleRequest): Retagging {
  const wanted = wantedTags(request);
  const former = request.former?.tags ?? new Map<string, string>();
  return {
    changed: new Map([...wanted].filter(([key, value]) => current.get(key) !== value)),
    obsolete: [...former.keys()].filter((key) => !wanted.has(key) && current.has(key)),
  };
}
