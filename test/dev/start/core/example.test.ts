import { closingLines } from '../../../../dev/start/core/closing';
import { readExample, titleOf } from '../../../../dev/start/core/example';

/** As the example app gives them for images of which one has no name and no date. */
const outputs = (PinnedImageId: string, found: object = {}) => ({
  WorkspaceImagesExample: {
    NewestImageIds: 'wsi-b,wsi-a',
    NewestImageStates: 'PENDING,AVAILABLE',
    Names: 'golden-b,-',
    Created: '2026-02-01T00:00:00.000Z,-',
    ...found,
  },
  DesktopsExample: { PinnedImageId, PinnedImageState: 'AVAILABLE' },
});
const A = { imageId: 'wsi-a', name: '-', state: 'AVAILABLE', created: '-' };
const B = { imageId: 'wsi-b', name: 'golden-b', state: 'PENDING', created: '2026-02-01T00:00:00.000Z' };

test('what is pinned is told as the stack that pins it has it', () => {
  expect(readExample(outputs('wsi-b'))).toEqual({
    images: [B, A],
    pinned: { imageId: 'wsi-b', name: 'golden-b', state: 'AVAILABLE' },
  });
});

test('the pinned image may be none of the newest', () => {
  expect(readExample(outputs('wsi-c')).pinned).toEqual({ imageId: 'wsi-c', name: '-', state: 'AVAILABLE' });
});

test('lists of different lengths leave no hole', () => {
  const short = { NewestImageStates: 'PENDING', Names: 'golden-b', Created: '-' };
  expect(readExample(outputs('wsi-a', short)).images[1]).toEqual({ ...A, state: '-' });
});

test('an image is called by its name and its id, and one without a name by its id', () => {
  expect(titleOf(B)).toBe('golden-b (wsi-b)');
  expect(titleOf(A)).toBe('wsi-a');
});

test('the closing lines tell what was found, what is pinned, and what to try', () => {
  expect(closingLines(readExample(outputs('wsi-b')), 28, { gate: false })).toEqual([
    'Found: the 2 newest of 28 images: 1 PENDING, 1 AVAILABLE',
    'Pinned: golden-b (wsi-b), AVAILABLE, by DesktopsExample',
    'Next: npm start -- --gate, npm start -- --images FILE, npx cdk deploy --all',
  ]);
});

test('the closing lines propose what has not been tried', () => {
  const one = readExample(outputs('wsi-a', { NewestImageIds: 'wsi-a', NewestImageStates: 'AVAILABLE' }));
  expect(closingLines(one, 1, { gate: true, catalogueFile: '/images.json' })).toEqual([
    'Found: the newest of 1 image: 1 AVAILABLE',
    'Pinned: golden-b (wsi-a), AVAILABLE, by DesktopsExample',
    'Next: npx cdk deploy --all',
  ]);
});
