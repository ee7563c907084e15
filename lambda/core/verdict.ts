import { type Image, title } from './image';
import { enumerate, oneLine } from './sentence';

/** What a gate makes of the images that are selected. */
export type Verdict =
  { readonly kind: 'ready' } | { readonly kind: 'waiting' | 'failed'; readonly reason: string };

/** Failed where an image never will be available, waiting while one is not yet, and ready otherwise. */
export function judgeStates(images: readonly Image[]): Verdict {
  const failures = images.flatMap((image) => failureOf(image) ?? []);
  if (failures.length > 0) {
    return { kind: 'failed', reason: enumerate(failures, '; ') };
  }
  const pending = images.filter(({ State }) => State === 'PENDING').map(title);
  return pending.length > 0
    ? { kind: 'waiting', reason: `PENDING: ${enumerate(pending)}` }
    : { kind: 'ready' };
}

/** How many images are in which state. */
export function countStates(images: readonly Image[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { State = 'no state' } of images) {
    counts[State] = (counts[State] ?? 0) + 1;
  }
  return counts;
}

/** Why an image will not become available; undefined where it is, or may. */
function failureOf(image: Image): string | undefined {
  switch (image.State) {
    case 'AVAILABLE':
    case 'PENDING':
      return undefined;
    case 'ERROR':
      return `${title(image)} is in ERROR${causesOf(image)}`;
    case undefined:
    default:
      return `${title(image)} is in ${image.State ?? 'no state'}, which this version does not know`;
  }
}

function causesOf({ ErrorCode, ErrorMessage, ErrorDetails }: Image): string {
  const causes = [{ ErrorCode, ErrorMessage }, ...(ErrorDetails ?? [])]
    .map((cause) => [cause.ErrorCode, cause.ErrorMessage].filter((text) => text !== undefined).join(': '))
    .filter((text) => text !== '');
  return causes.length === 0 ? '' : `: ${oneLine([...new Set(causes)].join(', '))}`;
}
