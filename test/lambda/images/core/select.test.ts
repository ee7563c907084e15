import type { Image } from '../../../../lambda/images/core/image';
import { select } from '../../../../lambda/images/core/select';
import { imageId, images } from '../../builders';

const idsOf = (selected: readonly Image[]) => selected.map(({ ImageId }) => ImageId);

test('the newest come first, those of one instant by id, and those without a date last, by id', () => {
  const Created = new Date('1969-01-01T00:00:00Z');
  const sorted: Image[] = [
    { ImageId: imageId(9), Created: new Date(0) },
    { ImageId: imageId(1), Created },
    { ImageId: imageId(10), Created },
    { ImageId: imageId(0) },
    { ImageId: imageId(2) },
  ];
  expect(select([...sorted].reverse(), undefined)).toEqual(sorted);
});

test('images of one instant and one id stay as listed', () => {
  const twice = images(1).flatMap((image) => [
    { ...image, Name: 'a' },
    { ...image, Name: 'b' },
  ]);
  expect(select(twice, undefined)).toEqual(twice);
  expect(select([...twice].reverse(), undefined)).toEqual([...twice].reverse());
});

test.each([
  [1, [0]],
  [2, [0, 1]],
  [3, [0, 1, 2]],
  [4, [0, 1, 2]],
  [undefined, [0, 1, 2]],
])('of three images, mostRecent %s keeps %j, and leaves the list in its order', (mostRecent, kept) => {
  const listed = Object.freeze(images(3).reverse());
  expect(idsOf(select(listed, mostRecent))).toEqual(kept.map(imageId));
  expect(idsOf(listed)).toEqual([2, 1, 0].map(imageId));
});
