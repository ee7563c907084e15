import { textOf } from '../../lambda/resource/errors';
import type { Asked, Outcome } from './core/asked';
import type { Left } from './core/left';
import { CannotAskError, type Lab, type Question } from './experiment';

/** A lab of its own for one question. */
export interface OpenLab extends Lab {
  /** Deletes what was made, and returns what is left. */
  readonly close: () => Promise<readonly Left[]>;
}

export interface AskPorts {
  readonly open: (question: Question) => OpenLab;
  readonly onBegin: (question: Question) => void;
  readonly onEnd: (outcome: Outcome) => void;

  /** Stops at the question that is being asked. */
  readonly signal: AbortSignal;
}

export interface AllAsked {
  readonly asked: readonly Asked[];
  readonly left: readonly Left[];
}

/** Asks one question after another. Each lab is closed in any case, and a question without an answer stops no other. */
export async function askAll(
  questions: readonly Question[],
  { open, onBegin, onEnd, signal }: AskPorts,
): Promise<AllAsked> {
  const asked: Asked[] = [];
  const left: Left[] = [];
  for (const question of questions) {
    if (signal.aborted) {
      break;
    }
    onBegin(question);
    const lab = open(question);
    const outcome = await outcomeOf(question, lab);
    left.push(...(await lab.close()));
    onEnd(outcome);
    asked.push({ ...question, outcome });
  }
  return { asked, left };
}

async function outcomeOf(question: Question, lab: Lab): Promise<Outcome> {
  try {
    return { kind: 'answered', answer: await question.ask(lab) };
  } catch (error) {
    return { kind: error instanceof CannotAskError ? 'not asked' : 'no answer', why: textOf(error) };
  }
}
