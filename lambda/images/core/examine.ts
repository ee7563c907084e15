import type { Query } from '../../../lib/contract/images';
import type { Image } from './image';
import { match } from './match';
import { select } from './select';
import { type Found, judge, type Judged } from './verdict';

/** Match, select and judge the images that were listed for a query. */
export function examine(images: readonly Image[], query: Query, now: Date): Judged {
  const matched = match(images, query, now);
  const found: Found = {
    match: matched,
    selected: select(matched.matching, query.mostRecent),
    missing: query.imageIds.filter((id) => !images.some(({ ImageId }) => ImageId === id)),
  };
  return { ...found, verdict: judge(found, query) };
}
