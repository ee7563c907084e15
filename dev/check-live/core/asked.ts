import type { About } from './about';

/** What came of a question. */
export interface Asked extends About {
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'answered'; readonly answer: string }
  /** Something is missing, such as an image. */
  | { readonly kind: 'not asked'; readonly why: string }
  | { readonly kind: 'no answer'; readonly why: string };

/** What a question's line says when it is over. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'answered':
      return outcome.answer;
    case 'not asked':
      return `Not asked: ${outcome.why}`;
    case 'no answer':
      return `No answer: ${outcome.why}`;
  }
}
