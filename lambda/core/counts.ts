import type { Query } from '../../lib/contract/query';
import { title } from './image';
import type { Match } from './match';
import { count, enumerate } from './sentence';

export interface CountProblem {
  readonly kind: 'too few' | 'too many';
  readonly reason: string;
}

/**
 * Why the number of images that match is not what the query allows; undefined where it is.
 *
 * @param missing Ids that were asked for and did not come back
 */
export function judgeCounts(
  match: Match,
  query: Query,
  missing: readonly string[],
): CountProblem | undefined {
  const { matching, examined } = match;
  const found = `${matching.length} of ${count(examined, 'image')} match`;
  if (matching.length < query.minimumCount) {
    const notFound = missing.length === 0 ? '' : `; not found: ${enumerate(missing)}`;
    return {
      kind: 'too few',
      reason: `${found}: ${trail(match)}${notFound}; minimumCount is ${query.minimumCount}`,
    };
  }
  if (query.maximumCount !== undefined && matching.length > query.maximumCount) {
    return {
      kind: 'too many',
      reason: `${found}: ${enumerate(matching.map(title))}; maximumCount is ${query.maximumCount}`,
    };
  }
  return undefined;
}

/** `57 examined, 12 named golden-*, 0 of them WINDOWS`: up to the filter that left none. */
function trail({ examined, steps }: Match): string {
  const last = steps.findIndex(({ left }) => left === 0);
  const shown = last === -1 ? steps : steps.slice(0, last + 1);
  const told = shown.map(({ says, left }, index) => `${left}${index === 0 ? '' : ' of them'} ${says}`);
  return [`${examined} examined`, ...told].join(', ');
}
