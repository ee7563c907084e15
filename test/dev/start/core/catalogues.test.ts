import { UserError } from '../../../../cli/terminal/user-error';
import {
  newestOf,
  ownedImages,
  withAvailableAfter,
  withNewerImage,
} from '../../../../dev/start/core/catalogues';

const image = (number: number, more: object = {}) => ({ ImageId: `wsi-${number}23456789`, ...more });

test('owned images are in the order of a lookup: newest first, then by id, and without a date last', () => {
  const sorted = [image(3, { Created: 2 }), image(1, { Created: 1 }), image(4, { Created: 1 }), image(2)];
  const shared = image(5, { Created: 9, Shared: true });
  expect(ownedImages({ images: [...sorted, shared] })).toEqual(sorted);
  expect(ownedImages({ images: [shared, ...sorted].reverse() })).toEqual(sorted);
});

const inState = (State: string) => image(1, { State });

test.each([
  ['none', [], false, 'pins an AVAILABLE image that the account owns, and images.json has none.'],
  ['none', [], true, 'waits for an image that the account owns, and images.json has none.'],
  [
    'one in ERROR',
    [inState('ERROR')],
    false,
    'pins an AVAILABLE image that the account owns, and images.json has none.',
  ],
  [
    'a PENDING one',
    [inState('PENDING'), inState('ERROR')],
    false,
    'pins an AVAILABLE image that the account owns, and images.json has none. Try --gate.',
  ],
])('%s, %j with --gate %s: the example %s', (_, owned, gate, sentence) => {
  expect(() => newestOf(owned, gate, 'images.json')).toThrow(new UserError(`The example ${sentence}`));
});

test.each([
  [[inState('PENDING'), inState('AVAILABLE')], false],
  [[inState('ERROR')], true],
])('%j is enough with --gate %s', (owned, gate) => {
  expect(newestOf(owned, gate, 'images.json')).toBe(owned[0]);
});

const NOW = Date.parse('2026-11-27T12:00:00Z');

test.each([
  ['one whose date is still to come', [image(1, { Created: 2_000_000_000 })], 2_000_000_001],
  ['one without a date', [image(1)], NOW / 1000],
  ['none', [], NOW / 1000],
])('an image is newer than %s', (_, images, Created) => {
  const changed = withNewerImage({ images }, NOW).images;
  expect(changed.slice(0, -1)).toEqual(images);
  expect(changed.at(-1)).toMatchObject({ State: 'AVAILABLE', Created });
});

test('PENDING images become AVAILABLE, unless the catalogue says when they change', () => {
  const pending = inState('PENDING');
  const others = [
    inState('ERROR'),
    { ...pending, AvailableAfterSeconds: 0 },
    { ...pending, FailsAfterSeconds: 5 },
  ];
  expect(withAvailableAfter({ images: [pending, ...others] }, 30).images).toEqual([
    { ...pending, AvailableAfterSeconds: 30 },
    ...others,
  ]);
});
