import type { Change } from '../resource/custom-resource';
import type { Lookup } from './core/lookup';

/** When a wait hands over and ends. Instants are in milliseconds of the epoch. */
export interface WaitTimes {
  /** When the whole wait began, which was in the first link. */
  readonly startedAt: number;

  /** When the whole wait ends. */
  readonly deadline: number;

  /** When this link hands over. Undefined for the last link, which is the lookup. */
  readonly handOverAt?: number | undefined;
}

/** All that a poll needs. Nothing passes from poll to poll. */
export interface Wait extends WaitTimes {
  /** The images to watch, newest first. */
  readonly frozenImageIds: readonly string[];

  /** Until when a rollback looks. */
  readonly rollbackUntil: number;
}

export function waitTimes({ query }: Lookup, { arrivedAt }: Change): WaitTimes {
  const timeoutMs = (query.gateTimeout ?? 0) * 1000;
  const deadline = query.deadline?.getTime() ?? arrivedAt + timeoutMs;
  return {
    startedAt: deadline - timeoutMs,
    deadline,
    handOverAt: query.handOverAfter === undefined ? undefined : arrivedAt + query.handOverAfter * 1000,
  };
}
