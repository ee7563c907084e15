import { stackOf } from '../resource/response';
import type { Lookup } from './core/lookup';
import { examine, type Judged } from './core/verdict';
import type { ListRequest, Ports } from './ports';

/** List, match, select and judge the images of a query. */
export async function find(lookup: Lookup, { listImages, now, log }: Ports): Promise<Judged> {
  const { query, ids } = lookup;
  const images = await listImages(listRequest(lookup));
  const found = examine(images, query, new Date(now()));
  log.info({
    event: 'looked up',
    resource: ids.LogicalResourceId,
    examined: found.match.examined,
    trail: found.match.trail,
    matching: found.match.matching.length,
    selected: found.selected.length,
    missing: found.missing,
    verdict: found.verdict,
  });
  return found;
}

/** The part of a query that the service can filter by. */
export function listRequest({ query, ids }: Lookup): ListRequest {
  const { imageType, imageIds, region, assumedRoleArn, externalId } = query;
  return { imageType, imageIds, region, assumedRoleArn, externalId, stack: stackOf(ids) };
}
