import { parseCatalogue } from '../../../dev/local-aws/catalogue';
import { generateCatalogue } from '../../../dev/local-aws/generate';

const { images } = generateCatalogue(1_000);

test('gives the same images for the same count and seed, and others for another seed', () => {
  expect(generateCatalogue(1_000)).toEqual({ images });
  expect(generateCatalogue(1_000, 2).images[0]?.ImageId).not.toBe(images[0]?.ImageId);
  expect(generateCatalogue(10).images).toEqual(images.slice(0, 10));
});

test('gives a valid catalogue of distinct ids of 13 characters', () => {
  expect(parseCatalogue(JSON.stringify({ Images: images }), 'generated').images).toEqual(images);
  expect(new Set(images.map(({ ImageId }) => ImageId)).size).toBe(1_000);
  expect(images.every(({ ImageId }) => ImageId.length === 13)).toBe(true);
});

test('gives the cases that sorting and a gate must handle', () => {
  const dates = images.map(({ Created = 0 }) => Created);
  expect(new Set(dates).size).toBe(900);
  expect([...dates].sort((a, b) => b - a)).not.toEqual(dates);
  expect(new Set(images.map(({ State }) => State))).toEqual(new Set(['AVAILABLE', 'PENDING', 'ERROR']));
  // The ids are not in the catalogue's order.
  expect(images.map(({ ImageId }) => ImageId).sort()).not.toEqual(images.map(({ ImageId }) => ImageId));
});
