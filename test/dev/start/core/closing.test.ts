import { closingLines } from '../../../../dev/start/core/closing';
import type { Example } from '../../../../dev/start/core/example';

const image = (state: string) => ({ imageId: 'wsi-a', name: 'golden', state, created: '-' });
const exampleOf = (...states: string[]): Example => ({
  images: states.map(image),
  pinned: image('AVAILABLE'),
});
const NOTHING = { gate: false };

test('what was found, what is pinned, what to try', () => {
  const example = exampleOf('PENDING', 'AVAILABLE', 'AVAILABLE');
  expect(closingLines({ example, owned: 28 }, NOTHING)).toEqual([
    'Found: the 3 newest of 28 images: 1 PENDING, 2 AVAILABLE',
    'Pinned: golden (wsi-a), AVAILABLE, by DesktopsExample',
    'Next: npm start -- --gate, npm start -- --images FILE, npx cdk deploy --all',
  ]);
});

test('the wait of a gate', () => {
  const example = exampleOf('AVAILABLE');
  const [waited] = closingLines({ example, owned: 1, waitedMs: 26_400 }, NOTHING);
  const [found] = closingLines({ example, owned: 1, waitedMs: undefined }, NOTHING);
  expect(waited).toBe('Found: the newest of 1 image: 1 AVAILABLE, after a wait of 26 s');
  expect(found).toBe('Found: the newest of 1 image: 1 AVAILABLE');
});

test.each([
  [{ gate: true }, 'Next: npm start -- --images FILE, npx cdk deploy --all'],
  [{ gate: false, catalogueFile: '/images.json' }, 'Next: npm start -- --gate, npx cdk deploy --all'],
  [{ gate: true, catalogueFile: '/images.json' }, 'Next: npx cdk deploy --all'],
])('after %j it proposes the rest', (tried, line) => {
  expect(closingLines({ example: exampleOf('AVAILABLE'), owned: 1 }, tried)[2]).toBe(line);
});
