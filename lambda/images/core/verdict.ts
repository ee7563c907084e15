import type { Query } from '../../../lib/contract/images';
import { count, enumerate, oneLine } from '../../resource/sentence';
import { type Image, type ImageError, title } from './image';
import { type Match, match } from './match';
import { select } from './select';

/**
 * What a query makes of the images at a moment. Where too few match, more may come. Where an image is PENDING, waiting
 * helps. A failure is final.
 */
export type Verdict =
  { readonly kind: 'ready' } | { readonly kind: 'too few' | 'waiting' | 'failed'; readonly reason: string };

/** What a query finds at a moment. */
export interface Found {
  readonly match: Match;

  /** Those of the matching images that are kept, newest first. */
  readonly selected: readonly Image[];

  /** Ids that were asked for and did not come back. */
  readonly missing: readonly string[];
}

/** What a query finds, and what it makes of it. */
export interface Judged extends Found {
  readonly verdict: Verdict;
}

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

/** Judge counts on what matches and, with a gate, states on what is selected. */
export function judge({ match, selected, missing }: Found, query: Query): Verdict {
  const { matching, examined } = match;
  const verb = matching.length === 1 ? 'matches' : 'match';
  const found = `${matching.length} of ${count(examined, 'image')} ${verb}`;
  if (matching.length < query.minCount) {
    const notFound = missing.length === 0 ? '' : `; not found: ${enumerate(missing)}`;
    return {
      kind: 'too few',
      reason: `${found}: ${trailOf(match)}${notFound}; minCount is ${query.minCount}`,
    };
  }
  if (query.maxCount !== undefined && matching.length > query.maxCount) {
    return {
      kind: 'failed',
      reason: `${found}: ${enumerate(matching.map(title))}; maxCount is ${query.maxCount}`,
    };
  }
  return query.gate === undefined ? { kind: 'ready' } : judgeStates(selected);
}

/** Failed if an image never will be AVAILABLE, waiting if one is PENDING, and ready otherwise. */
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
  const counts = new Map<string, number>();
  for (const { State = 'no state' } of images) {
    counts.set(State, (counts.get(State) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** `57 examined, 12 named golden-*, 0 of them WINDOWS`: up to the filter that left none. */
function trailOf({ examined, trail }: Match): string {
  const last = trail.findIndex(({ left }) => left === 0);
  const shown = last === -1 ? trail : trail.slice(0, last + 1);
  const told = shown.map(({ says, left }, index) => `${left}${index === 0 ? '' : ' of them'} ${says}`);
  return [`${examined} examined`, ...told].join(', ');
}

/** Why an image will not become AVAILABLE, or undefined if it is or may. */
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

/** Each code once, with its messages: `A: a, b, B: c`. */
function causesOf({ ErrorCode, ErrorMessage, ErrorDetails }: Image): string {
  const errors: readonly ImageError[] = [{ ErrorCode, ErrorMessage }, ...(ErrorDetails ?? [])];
  const codes = new Set(errors.map((error) => error.ErrorCode));
  const causes = [...codes].map((code) => {
    const messages = errors.filter((error) => error.ErrorCode === code).map((error) => error.ErrorMessage);
    return joinDifferent([code, joinDifferent(messages, ', ')], ': ');
  });
  const told = joinDifferent(causes, ', ');
  return told === '' ? '' : `: ${told}`;
}

function joinDifferent(texts: readonly (string | undefined)[], separator: string): string {
  const lines = new Set(texts.map((text = '') => oneLine(text)));
  return [...lines].filter((line) => line !== '').join(separator);
}
