import type { Query } from '../lib/contract/query';
import { type CountProblem, judgeCounts } from './core/counts';
import type { Image } from './core/image';
import { match } from './core/match';
import { type Envelope, stackNameOf } from './core/response';
import { select } from './core/select';
import type { ListImages, ListRequest, Log, Patience } from './ports';

export interface SurveyPorts {
  readonly list: ListImages;
  readonly now: () => number;
  readonly log: Log;
}

/** What a query finds at a moment. */
export interface Survey {
  readonly selected: readonly Image[];
  readonly matching: number;

  /** Undefined where as many match as the query allows. */
  readonly countProblem: CountProblem | undefined;
}

/** Lists, matches and selects. */
export async function survey(
  query: Query,
  envelope: Envelope,
  patience: Patience,
  { list, now, log }: SurveyPorts,
): Promise<Survey> {
  const images = await list(listRequest(query, envelope), patience);
  const missing = query.imageIds.filter((id) => !images.some(({ ImageId }) => ImageId === id));
  const found = match(images, query, new Date(now()));
  const selected = select(found.matching, query.mostRecent);
  const countProblem = judgeCounts(found, query, missing);
  log.info({
    event: 'looked up',
    resource: envelope.LogicalResourceId,
    examined: found.examined,
    steps: found.steps,
    matching: found.matching.length,
    selected: selected.length,
    missing,
    countProblem: countProblem?.reason,
  });
  return { selected, matching: found.matching.length, countProblem };
}

/** What of a query is asked of the service, on whose behalf. */
export function listRequest({ imageType, imageIds, access }: Query, envelope: Envelope): ListRequest {
  return { imageType, imageIds, access, stackName: stackNameOf(envelope) };
}
