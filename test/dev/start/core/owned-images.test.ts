import fc from 'fast-check';
import { UserError } from '../../../../cli/terminal/user-error';
import type { CatalogueImage } from '../../../../dev/local-aws/catalogue';
import { newestOf, ownedImages } from '../../../../dev/start/core/owned-images';

test('the order is that of a lookup: newest first, then by id, and without a date last', () => {
  const sorted: readonly CatalogueImage[] = [
    { ImageId: 'wsi-323456789', Created: 2 },
    { ImageId: 'wsi-123456789', Created: 1 },
    { ImageId: 'wsi-423456789', Created: 1 },
    { ImageId: 'wsi-523456789', Created: 0 },
    { ImageId: 'wsi-223456789' },
    { ImageId: 'wsi-623456789' },
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray([...sorted], { minLength: sorted.length }), (images) => {
      expect(ownedImages({ images })).toEqual(sorted);
    }),
  );
});

test('an image that another account shares is not owned', () => {
  const own = { ImageId: 'wsi-123456789' };
  expect(ownedImages({ images: [own, { ImageId: 'wsi-223456789', Shared: true }] })).toEqual([own]);
});

const image = (State: string) => ({ ImageId: 'wsi-123456789', State });

test.each([
  ['none', [], false, 'pins an AVAILABLE image that the account owns, and images.json has none.'],
  ['none', [], true, 'waits for an image that the account owns, and images.json has none.'],
  [
    'one in ERROR',
    [image('ERROR')],
    false,
    'pins an AVAILABLE image that the account owns, and images.json has none.',
  ],
  [
    'a PENDING one',
    [image('PENDING'), image('ERROR')],
    false,
    'pins an AVAILABLE image that the account owns, and images.json has none. Try --gate.',
  ],
])('%s, %j with --gate %s: the example %s', (_, owned, gate, sentence) => {
  expect(() => newestOf(owned, gate, 'images.json')).toThrow(new UserError(`The example ${sentence}`));
});

test.each([
  [[image('PENDING'), image('AVAILABLE')], false],
  [[image('ERROR')], true],
])('%j is enough with --gate %s', (owned, gate) => {
  expect(newestOf(owned, gate, 'images.json')).toBe(owned[0]);
});
