import { count, countsOf, secondsOf } from './count';
import { DESKTOPS, type Example, titleOf } from './example';

/** What a demonstration has shown. */
export interface Outcome {
  readonly example: Example;

  /** Images that the account owns. */
  readonly owned: number;

  /** How long the gate waited, in milliseconds. Undefined if it did not. */
  readonly waitedMs?: number | undefined;
}

/** The options that have been tried. */
export interface Tried {
  readonly gate: boolean;
  readonly catalogueFile?: string | undefined;
}

/** The last three lines: what was found, what is pinned, what to try next. */
export function closingLines({ example, owned, waitedMs }: Outcome, tried: Tried): readonly string[] {
  const { images, pinned } = example;
  const newest = images.length === 1 ? 'the newest' : `the ${images.length} newest`;
  const after = waitedMs === undefined ? '' : `, after a wait of ${secondsOf(waitedMs)}`;
  return [
    `Found: ${newest} of ${count(owned, 'image')}: ${countsOf(images.map(({ state }) => state))}${after}`,
    `Pinned: ${titleOf(pinned)}, ${pinned.state}, by ${DESKTOPS}`,
    `Next: ${untried(tried).join(', ')}`,
  ];
}

function untried({ gate, catalogueFile }: Tried): readonly string[] {
  return [
    ...(gate ? [] : ['npm start -- --gate']),
    ...(catalogueFile === undefined ? ['npm start -- --images FILE'] : []),
    'npx cdk deploy --all',
  ];
}
