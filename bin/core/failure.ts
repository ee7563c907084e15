import { readEvents, type StackEvent } from './cdk-output';

/** What CloudFormation says of resources that it gave up because another had failed. */
const CANCELLED = /^Resource (?:creation|update|deletion) cancelled/i;

const NOON = 43_200;
const DAY = 86_400;

/** Lines of a reason that lead nowhere: frames, and the log group that the provider framework makes up. */
const NOISE = /^\s*(?:at |\\_ |Logs: )/;

const LAST_LINES = 20;

/** Why a deployment failed, from all lines that the CDK's command line has printed. */
export function failureOf(lines: readonly string[]): string {
  const first = firstFailure(readEvents(lines));
  return first === undefined ? lastWords(lines) : `${first.stack}/${first.name}: ${reasonOf(first)}`;
}

/** The failure that the others follow from. */
function firstFailure(events: readonly StackEvent[]): StackEvent | undefined {
  const start = events.find(({ time }) => time !== undefined)?.time ?? 0;
  // The events of one poll come in any order, and a deployment may go on past midnight.
  const since = ({ time = start }: StackEvent) => (time - start + NOON + DAY) % DAY;
  const failures = events.filter(
    ({ status, reason, isOfStack }) => status.endsWith('_FAILED') && !isOfStack && !CANCELLED.test(reason),
  );
  return [...failures].sort((one, other) => since(one) - since(other))[0];
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
