import type { StackEvent } from './cdk-output';

/** How far the deployment of a stack is. */
export interface StackProgress {
  readonly stack: string;

  /** In milliseconds. */
  readonly startedAt: number;

  /** Resources that change, as far as is known. */
  readonly total: number | undefined;

  /** Logical ids that are made or updated. */
  readonly done: ReadonlySet<string>;

  /** Names of what is under way, by what is done with which logical id. The last has begun last. */
  readonly running: ReadonlyMap<string, string>;

  /** What is over, as the keys of `running`. */
  readonly over: ReadonlySet<string>;
  readonly isRollingBack: boolean;
}

export function begin(stack: string, startedAt: number): StackProgress {
  return {
    stack,
    startedAt,
    total: undefined,
    done: new Set(),
    running: new Map(),
    over: new Set(),
    isRollingBack: false,
  };
}

const STATUS = /^(?<operation>[A-Z]+)_(?<phase>IN_PROGRESS|COMPLETE|FAILED|SKIPPED)/;

/** Events of the same time come in any order, so the end of a resource may be told before its beginning. */
export function progressAfter(progress: StackProgress, event: StackEvent): StackProgress {
  // The command line counts the stack itself.
  const total = event.total === undefined ? progress.total : event.total - 1;
  if (event.isOfStack) {
    return { ...progress, total, isRollingBack: progress.isRollingBack || event.status.includes('ROLLBACK') };
  }
  const { operation = '', phase } = STATUS.exec(event.status)?.groups ?? {};
  const key = `${operation} ${event.logicalId}`;
  const running = new Map(progress.running);
  running.delete(key);
  if (phase === 'IN_PROGRESS') {
    return progress.over.has(key)
      ? { ...progress, total }
      : { ...progress, total, running: running.set(key, event.name) };
  }
  const isDone = phase === 'COMPLETE' && operation !== 'DELETE';
  return {
    ...progress,
    total,
    running,
    over: new Set([...progress.over, key]),
    done: isDone ? new Set([...progress.done, event.logicalId]) : progress.done,
    isRollingBack: progress.isRollingBack || phase === 'FAILED',
  };
}
