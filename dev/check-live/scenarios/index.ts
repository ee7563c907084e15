import type { Lab } from '../lab';
import { bundleErrors, bundlePolicy, bundleStates, noRollback } from './bundles';
import { newRole, plainCalls, rollbackId, throttle, unknownIds } from './images';
import { emptyValues, lostOutput, weakReference } from './outputs';

/** A script that records what an account answers. It judges nothing. */
export interface Scenario {
  /** What it is called on the command line. It is part of the names of what it makes. */
  readonly name: string;
  readonly question: string;
  readonly run: (lab: Lab, ...imageIds: string[]) => Promise<void>;

  /** How many images of the account it needs. @default 0 */
  readonly images?: number;
}

/** In the order in which they run: what makes nothing first. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'plain-calls', run: plainCalls, question: 'Which images are listed without a type, and for each?' },
  { name: 'unknown-ids', run: unknownIds, question: 'Is an unknown id of an image refused, or left out?' },
  {
    name: 'throttle',
    run: throttle,
    question: 'What do 20 calls at once get, with which headers, and when?',
  },
  { name: 'new-role', run: newRole, question: 'How long is a call of a new role denied, by the log?' },
  { name: 'rollback-id', run: rollbackId, question: 'Which physical id does the Update of a rollback have?' },
  { name: 'empty-values', run: emptyValues, question: 'Are an empty output and an empty attribute taken?' },
  { name: 'weak-reference', run: weakReference, question: 'Does an unchanged consumer follow an output?' },
  { name: 'lost-output', run: lostOutput, question: 'Does a rollback survive that what it read is gone?' },
  { name: 'no-rollback', run: noRollback, images: 1, question: 'Which ids has a bundle that is mended?' },
  { name: 'bundle-states', run: bundleStates, images: 2, question: 'Is a bundle PENDING in its update?' },
  { name: 'bundle-errors', run: bundleErrors, images: 1, question: 'How is a bundle refused, and listed?' },
  { name: 'bundle-policy', run: bundlePolicy, images: 1, question: 'Do tags of a bundle allow and deny?' },
];
