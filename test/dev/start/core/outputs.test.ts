import { gateOutputs, pinOutputs } from '../../../../dev/start/core/outputs';

const WorkspaceImagesExample = { NewestImageIds: 'wsi-a', NewestImageStates: '-', Names: '-', Created: '-' };
const DesktopsExample = { PinnedImageId: 'wsi-a', PinnedImageState: 'AVAILABLE' };

test('the app that waits has no bundle, and the other has one', () => {
  const outputs = { WorkspaceImagesExample, DesktopsExample };
  expect(gateOutputs.parse(outputs)).toEqual(outputs);
  expect(() => pinOutputs.parse(outputs)).toThrow('BundleOfWorkspace');
});

test.each([
  ['PinnedImageState', { WorkspaceImagesExample, DesktopsExample: { PinnedImageId: 'wsi-a' } }],
  ['DesktopsExample', { WorkspaceImagesExample }],
])('outputs without %s are refused', (name, outputs) => {
  expect(() => gateOutputs.parse(outputs)).toThrow(name);
});
