import fc from 'fast-check';
import { closingLines } from '../../../bin/core/closing';
import type { Example } from '../../../bin/core/example';

const image = (state: string) => ({ imageId: 'wsi-a', name: 'golden', state, created: '' });
const exampleOf = (...states: string[]): Example => ({
  images: states.map(image),
  pinned: image('AVAILABLE'),
  bundleId: undefined,
});

test('what was found, what is pinned, what to try', () => {
  const example = exampleOf('PENDING', 'AVAILABLE', 'AVAILABLE');
  expect(closingLines({ example, owned: 28 }, { gate: false })).toEqual([
    'Found: the 3 newest of 28 images: 1 PENDING, 2 AVAILABLE',
    'Pinned: golden (wsi-a), AVAILABLE, by DesktopsExample',
    'Next: npm start -- --gate or --images FILE; on AWS: npx cdk deploy --all',
  ]);
});

test('the wait of a gate', () => {
  const [found] = closingLines(
    { example: exampleOf('AVAILABLE'), owned: 1, waitedMs: 26_400 },
    { gate: true },
  );
  expect(found).toBe('Found: the newest of 1 image: 1 AVAILABLE, after a wait of 26 s');
});

test.each([
  [{ gate: false }, '--gate or --images FILE'],
  [{ gate: true }, '--images FILE'],
  [{ gate: false, catalogueFile: '/images.json' }, '--gate'],
  [{ gate: true, catalogueFile: '/images.json' }, '--keep'],
])('after %j it proposes %s', (tried, options) => {
  const next = closingLines({ example: exampleOf('AVAILABLE'), owned: 1 }, tried)[2];
  expect(next).toBe(`Next: npm start -- ${options}; on AWS: npx cdk deploy --all`);
});

test('there are three lines, which fit a terminal', () => {
  const states = fc.array(fc.constantFrom('AVAILABLE', 'PENDING', 'ERROR'), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(states, fc.nat(9_999), fc.boolean(), (found, owned, gate) => {
      const lines = closingLines({ example: exampleOf(...found), owned }, { gate });
      expect(lines).toHaveLength(3);
      for (const line of lines) {
        expect(line).not.toContain('\n');
        expect(line.length).toBeLessThan(80);
      }
    }),
  );
});
