import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  ImageGate,
  ImageState,
  ImageType,
  WorkspaceImage,
  type WorkspaceImageProps,
  WorkspaceImages,
} from '../../../lib';
import { lookup, lookups, warnings } from '../stacks';

function imageStack(props?: WorkspaceImageProps) {
  const stack = new Stack(new App(), 'Images');
  const image = new WorkspaceImage(stack, 'GoldenImages', props);
  return { stack, image, template: () => Template.fromStack(stack) };
}

const propertiesOf = (props?: WorkspaceImageProps) => lookups(imageStack(props).template())[0]?.properties;

test('one image is the newest that matches, and must be AVAILABLE', () => {
  expect(propertiesOf({ imageNames: ['golden-*'] })).toMatchObject({
    ImageNames: ['golden-*'],
    MostRecent: '1',
    Gate: 'REQUIRE_AVAILABLE',
  });
  expect(propertiesOf()).not.toHaveProperty('MaxCount');
});

test('a unique image is the only one that matches', () => {
  expect(propertiesOf({ unique: true })).toMatchObject({ MostRecent: '1', MaxCount: '1' });
  expect(propertiesOf({ unique: false })).not.toHaveProperty('MaxCount');
});

test('an image among several ids cannot be unique, since all of them must be there', () => {
  expect(() => imageStack({ unique: true, imageIds: ['wsi-111111111', 'wsi-222222222'] })).toThrow(
    '`imageIds` must hold at most one id with `unique`, got: more than one',
  );
  expect(propertiesOf({ unique: true, imageIds: ['wsi-111111111'] })).toMatchObject({ MaxCount: '1' });
});

test('another gate takes the place of the default one, which there is none of with states', () => {
  expect(propertiesOf({ gate: ImageGate.none() })).not.toHaveProperty('Gate');
  expect(propertiesOf({ states: [ImageState.AVAILABLE] })).not.toHaveProperty('Gate');
  expect(() => imageStack({ states: [ImageState.AVAILABLE], gate: ImageGate.requireAvailable() })).toThrow(
    '`states` must be left out with a `gate`',
  );
});

test('it is the same lookup as a list that says so, with the same outputs', () => {
  const { template } = imageStack({ imageNames: ['golden-*'] });
  const list = lookup({ imageNames: ['golden-*'], mostRecent: 1, gate: ImageGate.requireAvailable() });
  expect(lookups(template())).toStrictEqual([list]);
  expect(Object.keys(template().findOutputs('*'))).toStrictEqual([
    'GoldenImagesImageIds',
    'GoldenImagesImageStates',
    'GoldenImagesImageCount',
  ]);
});

test('its values are those of the newest image, which it is itself', () => {
  const { stack, image } = imageStack();
  expect(stack.resolve(image.imageId)).toStrictEqual(stack.resolve(image.newestImageId));
  expect(stack.resolve(image.imageState)).toStrictEqual(stack.resolve(image.newestImageState));
  expect(image.newestImage).toBe(image);
});

test('it is shared as a list is', () => {
  const { image, template } = imageStack({ exportPrefix: 'golden' });
  image.publishParameters('/golden');
  template().resourceCountIs('AWS::SSM::Parameter', 3);
  template().hasOutput('GoldenImagesImageIds', { Export: { Name: 'golden-image-ids' } });
});

test('only a gate that somebody asked for draws the warning that it is passed once', () => {
  expect(warnings(imageStack().stack)).toStrictEqual([]);
  expect(warnings(imageStack({ gate: ImageGate.requireAvailable() }).stack)).toStrictEqual([
    expect.stringContaining('gateWithoutRefreshKey'),
  ]);
});

test('anyone could share a newer image, so that the owner or the id must be named', () => {
  expect(() => imageStack({ imageType: ImageType.SHARED })).toThrow(
    '`mostRecent` with `imageType` SHARED needs `ownerAccountIds` or `imageIds`',
  );
});

test('an image is known as a list, in any copy of the package', () => {
  const { stack, image } = imageStack();
  expect(WorkspaceImages.isWorkspaceImages(image)).toBe(true);
  expect(WorkspaceImages.isWorkspaceImages(stack)).toBe(false);
  expect(WorkspaceImages.isWorkspaceImages(undefined)).toBe(false);
});

test('an image named by its id needs no lookup', () => {
  const stack = new Stack(new App(), 'Consumer');
  const { imageId, imageState, node } = WorkspaceImage.fromImageId(stack, 'Golden', 'wsi-123456789');
  expect([imageId, imageState]).toStrictEqual(['wsi-123456789', '-']);
  expect(node.path).toBe('Consumer/Golden');
  expect(() => WorkspaceImage.fromImageId(stack, 'Wrong', 'ami-123456789')).toThrow(
    '`imageId` must be an image id',
  );
});
