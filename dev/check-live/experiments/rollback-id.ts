import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { addLookup, failAfter, failedOnPurpose, logGroupOf, LOOKUP } from '../constructs';
import { entriesAbout, type LogEntry } from '../core/log-entries';
import { type Define, type Experiment, succeeded } from '../experiment';

/** A Create, an Update, and the Update back. */
const LOOKS = 3;

/** Only the handler knows which id an Update has, and it logs a rollback where that is the id of the properties. */
export const rollbackId: Experiment<readonly LogEntry[]> = {
  name: 'rollback-id',
  question:
    "Which physical id does the Update back have, if another resource's failure rolls an Update back?",
  makes: 'a stack with a lookup, deployed twice; a resource beside it fails on purpose',

  observe: async (lab) => {
    const logGroup = logGroupOf(succeeded(await lab.deploy('rolled-back', lookupOf('first'))));
    failedOnPurpose(await lab.deploy('rolled-back', lookupOf('second', true)));
    return entriesAbout(await lab.readLog(logGroup, isRollback), LOOKUP);
  },

  answer: (entries) => {
    const looks = looksIn(entries);
    if (looks < LOOKS - 1) {
      throw new Error(`the lookup has logged ${looks} events, of which a Create and an Update were expected`);
    }
    if (looks < LOOKS) {
      return 'No Update back is sent: the new id is deleted, and the first one is left alone.';
    }
    return isRollback(entries)
      ? 'The first id, which the properties lead to. The handler takes it for a rollback, so no count is judged.'
      : 'The new id. The handler takes it for any other Update, so counts are judged again.';
  },
};

/** The name is a token whose value changes, so the lookup gets an Update. */
function lookupOf(name: string, fails = false): Define {
  return (stack) => {
    const parameter = new StringParameter(stack, 'Name', { stringValue: name });
    const lookup = addLookup(stack, { imageNames: [parameter.stringValue] });
    if (fails) {
      failAfter(stack, lookup);
    }
  };
}

function looksIn(entries: readonly LogEntry[]): number {
  return entries.filter(({ event }) => event === 'looked up').length;
}

function isRollback(entries: readonly LogEntry[]): boolean {
  return entries.some(({ event }) => event === 'rolled back');
}
