import { readExample, titleOf } from '../../../../dev/start/core/example';

/** As the example app gives them for images of which one has no name and no date. */
const outputs = (PinnedImageId: string) => ({
  WorkspaceImagesExample: {
    NewestImageIds: 'wsi-b,wsi-a',
    NewestImageStates: 'PENDING,AVAILABLE',
    Names: 'golden-b,-',
    Created: '2026-02-01T00:00:00.000Z,-',
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
  const { WorkspaceImagesExample: found, ...others } = outputs('wsi-a');
  const short = { ...found, NewestImageStates: 'PENDING', Names: 'golden-b', Created: '-' };
  expect(readExample({ WorkspaceImagesExample: short, ...others }).images[1]).toEqual({
    imageId: 'wsi-a',
    name: '-',
    state: '-',
    created: '-',
  });
});

test('an image is called by its name and its id, and one without a name by its id', () => {
  expect(titleOf(B)).toBe('golden-b (wsi-b)');
  expect(titleOf(A)).toBe('wsi-a');
});
