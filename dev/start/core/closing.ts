import { count, countsOf } from './count';
import { DESKTOPS, type Example, titleOf } from './example';

/**
 * The last three lines: what was found, what is pinned, what to try next.
 *
 * @param owned Images that the account owns
 */
export function closingLines(
  { images, pinned }: Example,
  owned: number,
  tried: { readonly gate: boolean; readonly catalogueFile?: string | undefined },
): readonly string[] {
  const newest = images.length === 1 ? 'the newest' : `the ${images.length} newest`;
  const untried = [
    ...(tried.gate ? [] : ['npm start -- --gate']),
    ...(tried.catalogueFile === undefined ? ['npm start -- --images FILE'] : []),
    'npx cdk deploy --all',
  ];
  return [
    `Found: ${newest} of ${count(owned, 'image')}: ${countsOf(images.map(({ state }) => state))}`,
    `Pinned: ${titleOf(pinned)}, ${pinned.state}, by ${DESKTOPS}`,
    `Next: ${untried.join(', ')}`,
  ];
}
