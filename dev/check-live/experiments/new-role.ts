import { secondsOf } from '../../start/core/count';
import { addLookup, logGroupOf } from '../constructs';
import type { LogEntry } from '../core/log-entries';
import { type Deployed, type Experiment, succeeded } from '../experiment';

interface Observed {
  /** The reason of the deployment, if the calls were denied to its end. */
  readonly denial?: string;
  readonly entries: readonly LogEntry[];
}

const DENIED = /\bwas denied\b/;

export const newRole: Experiment<Observed> = {
  name: 'new-role',
  question: 'How long does a new role take to be in force?',
  makes: 'a stack with a lookup',

  observe: async (lab) => {
    const deployed = await lab.deploy('first-call', (stack) => {
      addLookup(stack);
    });
    // CloudFormation has deleted the log with the failed stack.
    return isDenied(deployed)
      ? { denial: deployed.reason, entries: [] }
      : { entries: await lab.readLog(logGroupOf(succeeded(deployed)), hasLookedUp) };
  },

  answer: ({ denial, entries }) => {
    if (denial !== undefined) {
      return `Longer than the 30 s for which the handler repeats a denied call, or it is denied for good: ${denial}.`;
    }
    const end = entries.find(isLookedUp);
    if (end === undefined) {
      throw new Error('the handler has not logged that it looked up');
    }
    const denials = entries.filter(
      ({ event, error }) => event === 'retry' && error?.startsWith('AccessDenied'),
    );
    const [first] = denials;
    return first === undefined
      ? 'No time: it was in force at the first call.'
      : `${secondsOf(end.time - first.time)} from the first denied call to the answer, with ${denials.length} denied.`;
  },
};

function isDenied({ succeeded, reason }: Deployed): boolean {
  return !succeeded && DENIED.test(reason);
}

function hasLookedUp(entries: readonly LogEntry[]): boolean {
  return entries.some(isLookedUp);
}

function isLookedUp({ event }: LogEntry): boolean {
  return event === 'looked up';
}
