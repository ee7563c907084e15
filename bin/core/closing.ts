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

/** The options that need not be tried any more. */
export interface Tried {
  readonly gate: boolean;
  readonly keep: boolean;
  readonly catalogueFile?: string | undefined;
}

/** The last lines: what was found, what is pinned, what to try next. */
export function closingLines({ example, owned, waitedMs }: Outcome, tried: Tried): readonly string[] {
  const { images, pinned } = example;
  const newest = images.length === 1 ? 'the newest' : `the ${images.length} newest`;
  const after = waitedMs === undefined ? '' : `, after a wait of ${secondsOf(waitedMs)}`;
  const option = untried(tried);
  return [
    `Found: ${newest} of ${count(owned, 'image')}: ${countsOf(images.map(({ state }) => state))}${after}`,
    `Pinned: ${titleOf(pinned)}, ${pinned.state}, by ${DESKTOPS}`,
    ...(option === undefined ? [] : [`Next: npm start -- ${option}`]),
    // The app that waits is not the one of cdk.json.
    ...(tried.gate ? [] : ['On AWS: npx cdk deploy --all (makes a bundle in your account)']),
  ];
}

function untried({ gate, keep, catalogueFile }: Tried): string | undefined {
  if (!gate) {
    return '--gate';
  }
  if (catalogueFile === undefined) {
    return '--images FILE';
  }
  return keep ? undefined : '--keep';
}
