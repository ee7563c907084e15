import { newerImage, withImage } from '../../../bin/core/newer-image';
import { generateCatalogue } from '../../../local/generate';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const FUTURE = 2_000_000_000;

test.each([
  ['those of before', generateCatalogue(5), NOW / 1000],
  [
    'one whose date is still to come',
    { images: [{ ImageId: 'wsi-123456789', Created: FUTURE }] },
    FUTURE + 1,
  ],
  ['one without a date', { images: [{ ImageId: 'wsi-123456789' }] }, NOW / 1000],
  ['none', { images: [] }, NOW / 1000],
])('an image is newer than %s', (_, catalogue, expected) => {
  const image = newerImage(catalogue, NOW);
  expect(image).toMatchObject({ State: 'AVAILABLE', Created: expected });
  expect(withImage(image, catalogue).images).toEqual([...catalogue.images, image]);
});
