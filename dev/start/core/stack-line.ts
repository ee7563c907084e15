import type { StackEnded } from './cdk-output';
import { count, secondsOf } from './count';
import type { StackProgress } from './stack-progress';

/** What a stack's line says while it is deployed. `note` is what else is known at the moment. */
export function liveText(progress: StackProgress, now: number, note: string): string {
  const { stack, startedAt, running, isRollingBack } = progress;
  const name = [...running.values()].at(-1);
  const facts = [
    secondsOf(now - startedAt),
    ...(isRollingBack ? ['rolling back'] : doneText(progress)),
    ...(name === undefined || isRollingBack ? [] : [name]),
  ];
  return `${stack}  ${facts.join(', ')}${note === '' ? '' : `: ${note}`}`;
}

/** What it says from then on. */
export function endText(
  { stack, startedAt }: Pick<StackProgress, 'stack' | 'startedAt'>,
  how: StackEnded['how'],
  now: number,
): string {
  const time = now - startedAt < 1_000 ? 'under 1 s' : secondsOf(now - startedAt);
  switch (how) {
    case 'deployed':
      return `${stack}  deployed in ${time}`;
    case 'unchanged':
      return `${stack}  no changes`;
    case 'failed':
      return `${stack}  failed after ${time}`;
  }
}

/** The local AWS updates resources that have not changed, so more may be done than the command line expects. */
function doneText({ done, total }: StackProgress): readonly string[] {
  if (total === undefined) {
    return [];
  }
  return [done.size > total ? count(done.size, 'resource') : `${done.size} of ${count(total, 'resource')}`];
}
