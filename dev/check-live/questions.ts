import { asking, type Question } from './experiment';
import { bundleStates } from './experiments/bundle-states';
import { emptyValues } from './experiments/empty-values';
import { lostOutput } from './experiments/lost-output';
import { newRole } from './experiments/new-role';
import { rollbackId } from './experiments/rollback-id';
import { unknownIds } from './experiments/unknown-ids';
import { weakReference } from './experiments/weak-reference';

/** In the order in which they are asked: what needs no deployment first. */
export const QUESTIONS: readonly Question[] = [
  asking(unknownIds),
  asking(newRole),
  asking(rollbackId),
  asking(emptyValues),
  asking(weakReference),
  asking(lostOutput),
  asking(bundleStates),
];
