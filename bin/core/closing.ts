import { count, countsOf, secondsOf } from './count';
import { DESKTOPS, type Example, titleOf } from './example';

/** What a demonstration has shown. */
export interface Outcome {
  readonly example: Example;

  /** Images that the account owns. */
  readonly owned: number;

  /** How long the gate waited, in milliseconds. Undefined without a gate. */
  readonly waitedMs?: number | undefined;
}

/** The options that need not be tried any more. */
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
    `Next: ${nextOf(tried)}; on AWS: npx cdk deploy --all`,
  ];
}

function nextOf({ gate, catalogueFile }: Tried): string {
  const options = [...(gate ? [] : ['--gate']), ...(catalogueFile === undefined ? ['--images FILE'] : [])];
  return `npm start -- ${options.length === 0 ? '--keep' : options.join(' or ')}`;
}
