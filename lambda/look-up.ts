import type { Query } from '../lib/contract/query';
import { judgeCounts } from './core/counts';
import { match } from './core/match';
import { type Envelope, judgeSize } from './core/response';
import { select } from './core/select';
import { type Attributes, summarise } from './core/summarise';
import type { ListImages, Log, Patience } from './ports';

export interface LookUpPorts {
  readonly list: ListImages;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * Answers a query.
 *
 * @param isForgiving Whether the number of images that match must not fail it
 * @throws Error saying why, where the answer is not what the query allows or does not fit a response
 */
export async function lookUp(
  query: Query,
  isForgiving: boolean,
  envelope: Envelope,
  patience: Patience,
  { list, now, log }: LookUpPorts,
): Promise<Attributes> {
  const images = await list(query, patience);
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
    countProblem,
  });
  const problem =
    (isForgiving ? undefined : countProblem) ?? judgeSize(selected, found.matching.length, query, envelope);
  if (problem !== undefined) {
    throw new Error(problem);
  }
  return summarise(selected, query.fields);
}
