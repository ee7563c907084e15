import { stackOf } from '../resource/response';
import type { Lookup } from './core/lookup';
import { match } from './core/match';
import { select } from './core/select';
import { type Found, judge, type Judged } from './core/verdict';
import type { ListRequest, Ports } from './ports';

/** List, match, select and judge the images of a query. */
export async function find(lookup: Lookup, { listImages, now, log }: Ports): Promise<Judged> {
  const { query, ids } = lookup;
  const images = await listImages(listRequest(lookup));
  const matched = match(images, query, new Date(now()));
  const found: Found = {
    match: matched,
    selected: select(matched.matching, query.mostRecent),
    missing: query.imageIds.filter((id) => !images.some(({ ImageId }) => ImageId === id)),
  };
  const verdict = judge(found, query);
  log.info({
    event: 'looked up',
    resource: ids.LogicalResourceId,
    examined: matched.examined,
    trail: matched.trail,
    matching: matched.matching.length,
    selected: found.selected.length,
    missing: found.missing,
    verdict,
  });
  return { ...found, verdict };
}

/** The part of a query that the service can filter by. */
export function listRequest({ query, ids }: Lookup): ListRequest {
  const { imageType, imageIds, region, assumedRoleArn, externalId } = query;
  return { imageType, imageIds, region, assumedRoleArn, externalId, stack: stackOf(ids) };
}
