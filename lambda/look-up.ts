import type { Query } from '../lib/contract/query';
import { type Envelope, judgeSize } from './core/response';
import { type Attributes, summarise } from './core/summarise';
import { judgeStates } from './core/verdict';
import type { Patience } from './ports';
import { type Survey, type SurveyPorts, survey } from './survey';

/**
 * Answers a query at once.
 *
 * @param isForgiving Whether neither counts nor states may fail it
 * @throws Error saying why, where the answer is not what the query allows or does not fit a response
 */
export async function lookUp(
  query: Query,
  isForgiving: boolean,
  envelope: Envelope,
  patience: Patience,
  ports: SurveyPorts,
): Promise<Attributes> {
  const found = await survey(query, envelope.LogicalResourceId, patience, ports);
  const problem = isForgiving ? undefined : (found.countProblem?.reason ?? gateProblem(found, query));
  if (problem !== undefined) {
    throw new Error(problem);
  }
  return answer(found, query, envelope);
}

/**
 * The attributes of what was found.
 *
 * @throws Error where they don't fit a response
 */
export function answer({ selected, matching }: Survey, query: Query, envelope: Envelope): Attributes {
  const problem = judgeSize(selected, matching, query, envelope);
  if (problem !== undefined) {
    throw new Error(problem);
  }
  return summarise(selected, query.fields);
}

function gateProblem({ selected }: Survey, { gate }: Query): string | undefined {
  const verdict = judgeStates(selected);
  if (gate === undefined || verdict.kind === 'ready') {
    return undefined;
  }
  const advice = verdict.kind === 'waiting' ? '; deploy again later, or use a gate that waits' : '';
  return `not every image is AVAILABLE: ${verdict.reason}${advice}`;
}
