import { readExample, titleOf } from '../../../bin/core/example';

const IMAGES = {
  NewestImageIds: 'wsi-b,wsi-a',
  NewestImageStates: 'PENDING,AVAILABLE',
  Names: 'golden-b,golden-a',
  Created: '2026-02-01,2026-01-01',
};
const A = { imageId: 'wsi-a', name: 'golden-a', state: 'AVAILABLE', created: '2026-01-01' };
const B = { imageId: 'wsi-b', name: 'golden-b', state: 'PENDING', created: '2026-02-01' };

test('what is pinned is told as the stack that pins it has it', () => {
  const outputs = {
    WorkspaceImagesExample: IMAGES,
    DesktopsExample: { PinnedImageId: 'wsi-a', PinnedImageState: 'AVAILABLE', BundleOfWorkspace: 'wsb-1' },
  };
  expect(readExample(outputs)).toEqual({ images: [B, A], pinned: A, bundleId: 'wsb-1' });
});

test('the pinned image may be none of the newest', () => {
  const outputs = {
    WorkspaceImagesExample: IMAGES,
    DesktopsExample: { PinnedImageId: 'wsi-c', PinnedImageState: 'AVAILABLE' },
  };
  expect(readExample(outputs)).toEqual({
    images: [B, A],
    pinned: { imageId: 'wsi-c', name: '', state: 'AVAILABLE', created: '' },
    bundleId: undefined,
  });
});

test('what is not there is empty', () => {
  const nothing = { name: '', state: '', created: '' };
  expect(readExample({}).pinned).toEqual({ imageId: '', ...nothing });
  expect(readExample({ WorkspaceImagesExample: { NewestImageIds: 'wsi-a' } }).images).toEqual([
    { imageId: 'wsi-a', ...nothing },
  ]);
});

test('an image is called by its name and its id', () => {
  expect(titleOf(A)).toBe('golden-a (wsi-a)');
  expect(titleOf({ imageId: 'wsi-a', name: '' })).toBe('wsi-a');
});
