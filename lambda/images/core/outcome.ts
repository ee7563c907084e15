import type { Image } from './image';
import type { Lookup } from './lookup';
import { judgeAnswerSize, judgeWatchSize } from './size';
import { judgeValues } from './summarise';
import type { Judged } from './verdict';

/** What a lookup does with what it found. */
export type Outcome =
  | { readonly kind: 'answer' }

  /** The gate waits until the selected images are AVAILABLE. */
  | { readonly kind: 'watch' }

  /** `mayPass` if a gate that waits looks again, since more images may come. */
  | { readonly kind: 'fail'; readonly reason: string; readonly mayPass: boolean };

/** Decide by counts, states and sizes. */
export function outcomeOf(judged: Judged, lookup: Lookup): Outcome {
  const { verdict } = judged;
  const waits = lookup.query.gate === 'WAIT_UNTIL_AVAILABLE';
  switch (verdict.kind) {
    case 'too few':
      return { ...failure(verdict.reason), mayPass: waits };
    case 'failed':
      return failure(verdict.reason);
    case 'waiting':
      return waits ? watchOrFail(judged, lookup) : failure(notAvailable(verdict.reason));
    case 'ready':
      return waits ? watchOrFail(judged, lookup) : answerOrFail(judged, lookup);
  }
}

/** Why there is no answer with these images, or undefined if there is. */
export function judgeAnswer(images: readonly Image[], matching: number, lookup: Lookup): string | undefined {
  return judgeValues(images, lookup) ?? judgeAnswerSize(images, matching, lookup);
}

function answerOrFail({ selected, match }: Judged, lookup: Lookup): Outcome {
  const problem = judgeAnswer(selected, match.matching.length, lookup);
  return problem === undefined ? { kind: 'answer' } : failure(problem);
}

function watchOrFail({ selected, match }: Judged, lookup: Lookup): Outcome {
  // AVAILABLE is the longest state, so an answer that fits now fits at the end.
  const available: readonly Image[] = selected.map((image) => ({ ...image, State: 'AVAILABLE' }));
  // Where both hold too few, an answer holds less than a wait can watch, and its number is the one to keep to.
  const problem = judgeAnswer(available, match.matching.length, lookup) ?? judgeWatchSize(available, lookup);
  return problem === undefined ? { kind: 'watch' } : failure(problem);
}

function failure(reason: string) {
  return { kind: 'fail', reason, mayPass: false } as const;
}

function notAvailable(pending: string): string {
  return `not every image is AVAILABLE: ${pending}; deploy again later, or use a gate that waits`;
}
