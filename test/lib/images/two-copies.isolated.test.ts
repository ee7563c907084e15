/** An app may load two copies of this package: its own, and the copy of a library that it uses. */
import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as customResources from 'aws-cdk-lib/custom-resources';
import * as constructs from 'constructs';
import * as own from '../../../lib';

const { version } = jest.requireActual<{ version: string }>('../../../package.json');

/** Another copy of this package, with the app's own copy of the CDK. */
function otherCopy(): typeof own {
  let copy = own;
  jest.isolateModules(() => {
    jest.doMock('aws-cdk-lib', () => cdk);
    jest.doMock('aws-cdk-lib/aws-iam', () => iam);
    jest.doMock('aws-cdk-lib/aws-lambda', () => lambda);
    jest.doMock('aws-cdk-lib/aws-logs', () => logs);
    jest.doMock('aws-cdk-lib/aws-ssm', () => ssm);
    jest.doMock('aws-cdk-lib/custom-resources', () => customResources);
    jest.doMock('constructs', () => constructs);
    copy = jest.requireActual('../../../lib');
  });
  return copy;
}

const other = otherCopy();

test('they are two copies', () => {
  expect(other.WorkspaceImages).not.toBe(own.WorkspaceImages);
});

test('they share the default provider of a stack', () => {
  const stack = new cdk.Stack(new cdk.App(), 'Images');
  new own.WorkspaceImages(stack, 'Own');
  new other.WorkspaceImages(stack, 'Others');
  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 2);
});

test('what one shares by a name is deployed before the other reads it', () => {
  const app = new cdk.App();
  const sharer = new cdk.Stack(app, 'Sharer');
  const reader = new cdk.Stack(app, 'Reader');
  other.WorkspaceImages.fromParameters(reader, 'Golden', '/golden');
  new own.WorkspaceImages(sharer, 'Golden').publishParameters('/golden');
  expect(reader.dependencies).toStrictEqual([sharer]);
});

test('the values of one are taken by the other', () => {
  const stack = new cdk.Stack(new cdk.App(), 'Images');
  const images = new own.WorkspaceImages(stack, 'Images', {
    states: [other.ImageState.AVAILABLE],
    imageType: other.ImageType.OWNED,
    fields: [other.ImageField.NAME],
    provider: new other.WorkspaceImagesProvider(stack, 'Provider'),
  });
  expect(stack.resolve(images.values(own.ImageField.NAME))).toBeDefined();
  expect(other.WorkspaceImages.isWorkspaceImages(images)).toBe(true);
  expect(
    () => new own.WorkspaceImages(stack, 'Gated', { gate: other.ImageGate.requireAvailable() }),
  ).not.toThrow();
});

test('a bundle of one takes an image, a compute type and the default provider of the other', () => {
  const stack = new cdk.Stack(new cdk.App(), 'Images');
  const bundleOf = (copy: typeof own, id: string, image: own.IWorkspaceImage) =>
    new copy.WorkspaceBundle(stack, id, {
      image,
      computeType: own.ComputeType.STANDARD,
      rootVolumeSize: cdk.Size.gibibytes(80),
      userVolumeSize: cdk.Size.gibibytes(50),
    });
  bundleOf(own, 'Own', own.WorkspaceImage.fromImageId(stack, 'Image', 'wsi-0123456789'));
  bundleOf(other, 'Others', new own.WorkspaceImage(stack, 'Golden'));
  Template.fromStack(stack).resourcePropertiesCountIs(
    'AWS::Lambda::Function',
    { Description: 'Makes, changes and deletes Amazon WorkSpaces bundles' },
    1,
  );
  const ownerAccountIds = ['123456789012'];
  const shared = new own.WorkspaceImage(stack, 'Shared', {
    imageType: own.ImageType.SHARED,
    ownerAccountIds,
  });
  expect(() => bundleOf(other, 'OfShared', shared)).toThrow('an image that another account shares');
});

test('a default provider that is too old to serve a lookup is told with both versions, and what to do', () => {
  const stack = new cdk.Stack(new cdk.App(), 'Images');
  const old = new constructs.Construct(stack, 'WorkspaceImagesProvider');
  Object.defineProperty(old, Symbol.for('cdk-workspace-images.WorkspaceImagesProvider'), { value: '0.0.7' });
  expect(() => new own.WorkspaceImages(stack, 'Images')).toThrow(
    `\`provider\` must be of a version that can serve cdk-workspace-images ${version}, got: 0.0.7; make a ` +
      'WorkspaceImagesProvider with the newer version, and pass it as `provider`',
  );
});

test('a provider that does not know what a newer lookup needs says so, with both versions', () => {
  const stack = new cdk.Stack(new cdk.App(), 'Images');
  const provider = new own.WorkspaceImagesProvider(stack, 'Provider');
  const needs = { lookup: provider, version: '9.0.0', telepathy: true };
  expect(() => provider._serve(needs)).toThrow(
    `\`provider\` is of version ${version} and cannot serve \`telepathy\` of a lookup of version 9.0.0`,
  );
});
