import fc from 'fast-check';
import type { Image } from '../../../../lambda/images/core/image';
import { select } from '../../../../lambda/images/core/select';
import { anyImages } from '../../arbitraries';
import { imageId, images } from '../../builders';

const idsOf = (selected: readonly Image[]) => selected.map(({ ImageId }) => ImageId);

test('the newest image comes first', () => {
  const [newest, middle, oldest] = images(3);
  expect(
    select(
      [middle, oldest, newest].flatMap((image) => image ?? []),
      undefined,
    ),
  ).toEqual([newest, middle, oldest]);
});

test('images of one instant come by id', () => {
  const Created = new Date('2026-01-01T00:00:00Z');
  const [a, b, c] = [imageId(1), imageId(2), imageId(10)].map((ImageId) => ({ ImageId, Created }));
  expect(
    select(
      [c, a, b].flatMap((image) => image ?? []),
      undefined,
    ),
  ).toEqual([a, b, c]);
});

test('images of one instant and one id stay as listed', () => {
  const twice = images(1).flatMap((image) => [
    { ...image, Name: 'a' },
    { ...image, Name: 'b' },
  ]);
  expect(select(twice, undefined)).toEqual(twice);
  expect(select([...twice].reverse(), undefined)).toEqual([...twice].reverse());
});

test('images without a date come last, by id', () => {
  const old = { ImageId: imageId(9), Created: new Date(0) };
  const ancient = { ImageId: imageId(8), Created: new Date('1969-01-01T00:00:00Z') };
  const dateless = [{ ImageId: imageId(1) }, { ImageId: imageId(2) }];
  expect(select([...dateless, ancient, old].reverse(), undefined)).toEqual([old, ancient, ...dateless]);
});

test.each([
  [1, [imageId(0)]],
  [2, [imageId(0), imageId(1)]],
  [3, [imageId(0), imageId(1), imageId(2)]],
  [4, [imageId(0), imageId(1), imageId(2)]],
])('of three images, mostRecent %i keeps %j', (mostRecent, kept) => {
  expect(idsOf(select(images(3).reverse(), mostRecent))).toEqual(kept);
});

test('without mostRecent every image is kept', () => {
  expect(select(images(60), undefined)).toHaveLength(60);
});

test('the order in which the service gives the images does not count', () => {
  const permuted = anyImages.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
  );
  fc.assert(
    fc.property(permuted, fc.option(fc.nat(5), { nil: undefined }), ([all, other], mostRecent) => {
      expect(select(other, mostRecent)).toEqual(select(all, mostRecent));
    }),
  );
});

test('any images are sorted by their date, or else by their id, those without a date last, and the first are kept', () => {
  const byId = (a: Image, b: Image) => (a.ImageId < b.ImageId ? -1 : 1);
  fc.assert(
    fc.property(
      anyImages,
      fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
      (all, mostRecent) => {
        const dates = new Set(
          all.flatMap(({ Created }) => (Created === undefined ? [] : [Created.getTime()])),
        );
        const newestFirst = [...dates].sort((a, b) => b - a);
        const sorted = [...newestFirst, undefined].flatMap((date) =>
          all.filter(({ Created }) => Created?.getTime() === date).sort(byId),
        );
        expect(select(all, mostRecent)).toEqual(sorted.slice(0, mostRecent ?? all.length));
      },
    ),
    { numRuns: 200 },
  );
});

test('what was listed is left in its order', () => {
  const listed = Object.freeze(images(3).reverse());
  expect(select(listed, 2)).toHaveLength(2);
  expect(idsOf(listed)).toEqual([imageId(2), imageId(1), imageId(0)]);
});
