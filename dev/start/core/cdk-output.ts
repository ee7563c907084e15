/** What CloudFormation says of a resource, or of the stack itself, in a line of `cdk deploy --progress events`. */
export interface StackEvent {
  readonly kind: 'event';
  readonly stack: string;

  /** Resources that the deployment changes, as far as the command line knows. */
  readonly total: number | undefined;

  /** DELETE_SKIPPED for a failed deletion that the deployment goes on without. */
  readonly status: string;
  readonly logicalId: string;

  /** Path of the construct in its stack, or the logical id. */
  readonly name: string;

  /** Of `readLine`, its first line. Of `readEvents`, all of it. */
  readonly reason: string;
  readonly isOfStack: boolean;
}

/** A stack whose deployment begins. */
export interface StackBegins {
  readonly kind: 'begins';
  readonly stack: string;
}

/** A stack whose deployment has ended. */
export interface StackEnded {
  readonly kind: 'ended';
  readonly stack: string;
  readonly how: 'deployed' | 'unchanged' | 'failed';
}

const EVENT =
  /^(?<stack>\S+) \| +\d+(?:\/(?<total>\d+))? \| [^|]+ \| (?<status>[A-Z_]+)(?<skipped> \(skipped\))? *\| (?<type>\S+) +\| (?<rest>.*)$/;

const NAMED = /^(?<name>.+?) \((?<logicalId>[A-Za-z0-9]+)\) (?<reason>.*)$/;

const BEGINS = /^(?<stack>\S+): (?:creating CloudFormation changeset|deploying)\.\.\./;
const SUCCEEDED = /^✅ +(?<stack>\S+)(?<unchanged> \(no changes\))?$/;
const FAILED = /^❌ +(?<stack>\S+) failed/;

/** What the reason of the last event ends before. */
const END_OF_EVENTS = /^(?:Failed resources:$|\s*[✅❌✨⚠]|\s*\d+(?:\/\d+)? Currently in progress: )/u;

/** Reads a line that the CDK's command line prints. Undefined for one that says nothing of a stack's progress. */
export function readLine(line: string): StackEvent | StackBegins | StackEnded | undefined {
  const begins = BEGINS.exec(line)?.groups;
  if (begins?.['stack'] !== undefined) {
    return { kind: 'begins', stack: begins['stack'] };
  }
  const succeeded = SUCCEEDED.exec(line)?.groups;
  if (succeeded?.['stack'] !== undefined) {
    const how = succeeded['unchanged'] === undefined ? 'deployed' : 'unchanged';
    return { kind: 'ended', stack: succeeded['stack'], how };
  }
  const failed = FAILED.exec(line)?.groups;
  if (failed?.['stack'] !== undefined) {
    return { kind: 'ended', stack: failed['stack'], how: 'failed' };
  }
  return readEvent(line);
}

/** The events of a deployment, each with all lines of its reason. */
export function readEvents(lines: readonly string[]): readonly StackEvent[] {
  const events: StackEvent[] = [];
  let isReason = false;
  for (const line of lines) {
    const event = readEvent(line);
    const last = events.at(-1);
    if (event !== undefined) {
      events.push(event);
      isReason = true;
    } else if (END_OF_EVENTS.test(line)) {
      isReason = false;
    } else if (isReason && last !== undefined) {
      events[events.length - 1] = { ...last, reason: `${last.reason}\n${line}` };
    }
  }
  return events;
}

function readEvent(line: string): StackEvent | undefined {
  const { stack, total, status, skipped, type, rest } = EVENT.exec(line)?.groups ?? {};
  if (stack === undefined || status === undefined || type === undefined || rest === undefined) {
    return undefined;
  }
  // A nested stack has the name of a construct there.
  const isOfStack = type === 'AWS::CloudFormation::Stack' && (rest === stack || rest.startsWith(`${stack} `));
  return {
    kind: 'event',
    stack,
    total: total === undefined ? undefined : Number(total),
    status: skipped === undefined ? status : 'DELETE_SKIPPED',
    ...readResource(rest, isOfStack),
    isOfStack,
  };
}

function readResource(rest: string, isOfStack: boolean): Pick<StackEvent, 'logicalId' | 'name' | 'reason'> {
  const { name, logicalId, reason } = (isOfStack ? undefined : NAMED.exec(rest)?.groups) ?? {};
  if (name !== undefined && logicalId !== undefined && reason !== undefined) {
    return { logicalId, name, reason };
  }
  const id = rest.replace(/ .*$/, '');
  return { logicalId: id, name: id, reason: rest.slice(id.length + 1) };
}
