import { generateCatalogue } from '../../../../dev/local-aws/generate';
import { withAvailableAfter, withNewerImage } from '../../../../dev/start/core/changed-catalogue';

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
  const { images } = withNewerImage(catalogue, NOW);
  expect(images.slice(0, -1)).toEqual(catalogue.images);
  expect(images.at(-1)).toMatchObject({ State: 'AVAILABLE', Created: expected });
});

test('PENDING images become AVAILABLE, unless the catalogue says when they change', () => {
  const pending = { ImageId: 'wsi-123456789', State: 'PENDING' };
  const others = [
    { ImageId: 'wsi-223456789', State: 'ERROR' },
    { ...pending, ImageId: 'wsi-323456789', AvailableAfterSeconds: 0 },
    { ...pending, ImageId: 'wsi-423456789', FailsAfterSeconds: 5 },
  ];
  expect(withAvailableAfter({ images: [pending, ...others] }, 30).images).toEqual([
    { ...pending, AvailableAfterSeconds: 30 },
    ...others,
  ]);
});
