import { catalogueText, gateIntroduction, ownedImages } from '../../../bin/core/catalogue-text';
import type { CatalogueImage } from '../../../local/catalogue';
import { generateCatalogue } from '../../../local/generate';

test.each([
  [0, 'Catalogue: 0 images in /home/me/images.json'],
  [1, 'Catalogue: 1 image in /home/me/images.json'],
  [2, 'Catalogue: 2 images in /home/me/images.json'],
])('sums up a catalogue of %i', (count, line) => {
  expect(catalogueText(generateCatalogue(count), '/home/me/images.json')).toBe(line);
});

test('an image that another account shares is not its own', () => {
  const own = { ImageId: 'wsi-123456789' };
  const images = [own, { ImageId: 'wsi-223456789', Shared: true }];
  expect(ownedImages({ images })).toEqual([own]);
});

const OLD: CatalogueImage = { ImageId: 'wsi-123456789', Name: 'old', State: 'ERROR', Created: 1 };
const newest = (members: Partial<CatalogueImage>): CatalogueImage => ({
  ImageId: 'wsi-223456789',
  Created: 2,
  ...members,
});

test.each([
  [
    'PENDING',
    [OLD, newest({ Name: 'new', State: 'PENDING' })],
    [
      'The newest image, new (wsi-223456789), is PENDING.',
      'The lookup has a gate, so the deployment waits until the image is AVAILABLE.',
      'That takes about half a minute here. Then the other stack pins the image.',
    ],
  ],
  [
    'AVAILABLE',
    [newest({ State: 'AVAILABLE' }), OLD],
    [
      'The newest image, wsi-223456789, is AVAILABLE already.',
      'The lookup has a gate, which has nothing to wait for.',
    ],
  ],
  [
    'in ERROR, and a shared one is PENDING',
    [OLD, newest({ State: 'PENDING', Shared: true })],
    [
      'The newest image, old (wsi-123456789), is ERROR.',
      'The lookup has a gate, which fails the deployment with the reason.',
    ],
  ],
  [
    'in no state and of no date',
    [{ ImageId: 'wsi-123456789' }, { ImageId: 'wsi-223456789' }],
    [
      'The newest image, wsi-123456789, is in no state.',
      'The lookup has a gate, which fails the deployment with the reason.',
    ],
  ],
  ['absent', [], ['The account owns no image. The lookup looks for some minutes, and fails.']],
])('says what a gate shows where the newest image is %s', (_, images, expected) => {
  expect(gateIntroduction({ images })).toEqual(expected);
});
