import { readEvents, type StackEvent } from './cdk-output';

/** What CloudFormation says of resources that it gave up because another had failed. */
const CANCELLED = /^Resource (?:creation|update|deletion) cancelled/i;

/** Lines of a reason that lead nowhere: frames, and the log group that the provider framework makes up. */
const NOISE = /^\s*(?:at |\\_ |Logs: )/;

const LAST_LINES = 20;

/** That `cdk deploy` failed, and why, from how it ended and all lines that it has printed. */
export function failureText(how: string, lines: readonly string[]): string {
  return `The deployment failed: cdk deploy ended with ${how}.\n${failureReason(lines)}`.trim();
}

/** Why `cdk deploy` failed, from all lines that it has printed. */
export function failureReason(lines: readonly string[]): string {
  const first = firstFailure(readEvents(lines));
  return first === undefined ? lastWords(lines) : `${first.stack}/${first.name}: ${reasonOf(first)}`;
}

/** The failure that the others follow from. The command line prints events in the order of their times. */
function firstFailure(events: readonly StackEvent[]): StackEvent | undefined {
  return events.find(
    ({ status, reason, isOfStack }) => status.endsWith('_FAILED') && !isOfStack && !CANCELLED.test(reason),
  );
}

function reasonOf({ reason }: StackEvent): string {
  const lines = reason.split('\n').filter((line) => !NOISE.test(line));
  const text = lines
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .replace(/^Error: /, '')
    .trim();
  return text === '' ? 'CloudFormation gives no reason' : text;
}

/** What the command line says itself, where no resource has failed. */
function lastWords(lines: readonly string[]): string {
  const start = lines.findIndex((line) => line.startsWith('❌'));
  return (start === -1 ? lines.slice(-LAST_LINES) : lines.slice(start)).join('\n').trim();
}
