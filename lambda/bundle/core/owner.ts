import { OWNER_TAGS } from '../../../lib/contract/bundle';
import { withoutHash } from '../../../lib/contract/schema';
import type { Tags } from '../../../lib/contract/tags';
import type { ResourceIds } from '../../resource/response';

/** The tags that tell whose a bundle is. */
export function ownerTags({ StackId, LogicalResourceId }: ResourceIds): Tags {
  return new Map([
    [OWNER_TAGS.stackId, StackId],
    [OWNER_TAGS.logicalId, LogicalResourceId],
  ]);
}

/** Whether a bundle with these tags is the resource's own. */
export function isOwn(tags: Tags, ids: ResourceIds): boolean {
  return [...ownerTags(ids)].every(([key, value]) => tags.get(key) === value);
}

/**
 * Whether a bundle with these tags has replaced the resource's, or was to replace it: it is of the same construct with other
 * properties, so its logical id ends in another hash.
 */
export function isReplacement(tags: Tags, { StackId, LogicalResourceId }: ResourceIds): boolean {
  const other = tags.get(OWNER_TAGS.logicalId) ?? '';
  return (
    tags.get(OWNER_TAGS.stackId) === StackId &&
    other !== LogicalResourceId &&
    withoutHash(other) === withoutHash(LogicalResourceId)
  );
}
