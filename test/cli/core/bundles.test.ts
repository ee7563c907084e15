import { CfnParameter, Fn, NestedStack, Stack, Token } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { bundlesOf } from '../../../cli/core/bundles';
import { lookupsOf } from '../../../cli/core/lookups';
import { WorkspaceImage, WorkspaceImages } from '../../../lib';
import { aBundle, bundlesByLookup, only, stacksOf } from '../apps';

const golden = (scope: Stack, id = 'Golden') => new WorkspaceImage(scope, id, { imageNames: ['golden-*'] });

const ENV = { env: { account: '123456789012', region: 'eu-west-1' } };

test('bundles of the same stack, each under its lookup', () => {
  expect(
    bundlesByLookup((app) => {
      const stack = new Stack(app, 'Images', ENV);
      const image = golden(stack);
      aBundle(stack, image);
      aBundle(stack, image, 'Second');
      aBundle(stack, golden(stack, 'Other'), 'Third');
      aBundle(stack, WorkspaceImage.fromImageId(stack, 'Pin', 'wsi-123456789'), 'Pinned');
    }),
  ).toEqual({
    'Images/Golden': ['Images/Desktop', 'Images/Second'],
    'Images/Other': ['Images/Third'],
  });
});

test('a bundle of a nested stack, by a parameter, and of the stack around a nested one, by an output', () => {
  expect(
    bundlesByLookup((app) => {
      const stack = new Stack(app, 'Images', ENV);
      const nested = new NestedStack(stack, 'Inner');
      aBundle(nested, golden(stack));
      aBundle(stack, golden(nested, 'Deep'), 'Outer');
    }),
  ).toEqual({
    'Images/Golden': ['Images/Inner/Desktop'],
    'Images/Inner/Deep': ['Images/Outer'],
  });
});

test('a bundle by an export, which locks the image', () => {
  const stacks = stacksOf((app) => {
    const stack = new Stack(app, 'Images', ENV);
    new WorkspaceImage(stack, 'Golden', { imageNames: ['golden-*'], exportPrefix: 'golden' });
    for (const [id, env] of [
      ['Desktops', ENV.env],
      ['Elsewhere', { ...ENV.env, region: 'us-east-1' }],
    ] as const) {
      const desktops = new Stack(app, id, { env });
      aBundle(desktops, WorkspaceImage.fromExports(desktops, 'Golden', 'golden').newestImage);
    }
  });
  const found = bundlesOf(only(stacks.flatMap(lookupsOf)), stacks);
  expect(found).toMatchObject([{ path: 'Desktops/Desktop', imported: { name: 'golden-image-ids' } }]);
});

test('a bundle of an image from elsewhere takes nothing from here', () => {
  expect(
    bundlesByLookup((app) => {
      const stack = new Stack(app, 'Images', ENV);
      const image = golden(stack);
      const from = (id: string, imageId: string) => {
        aBundle(stack, WorkspaceImage.fromImageId(stack, `${id}Image`, imageId), id);
      };
      from('Parameter', new CfnParameter(stack, 'Id').valueAsString);
      from('State', image.imageState);
      from('Import', Fn.importValue('other'));
      from('Attribute', new StringParameter(stack, 'Other', { stringValue: 'x' }).parameterArn);
      from('Output', Token.asString({ 'Fn::GetStackOutput': { StackName: 'Images' } }));
      const roleArn = new CfnParameter(stack, 'RoleArn').valueAsString;
      const outputs = { StackName: 'Images', OutputName: 'GoldenImageIds', RoleArn: roleArn };
      from('Role', Token.asString({ 'Fn::GetStackOutput': outputs }));
      const inner = new NestedStack(stack, 'Inner', { parameters: { Given: 'wsi-123456789' } });
      const given = new CfnParameter(inner, 'Given').valueAsString;
      aBundle(inner, WorkspaceImage.fromImageId(inner, 'Given2', given));
    }),
  ).toEqual({ 'Images/Golden': [] });
});

test('a bundle by an output that is read as a role of another account', () => {
  const there = { account: '210987654321', region: 'eu-west-1' };
  expect(
    bundlesByLookup((app) => {
      golden(new Stack(app, 'Images', { env: there }));
      const stack = new Stack(app, 'Desktops', ENV);
      const outputs = {
        StackName: 'Images',
        OutputName: 'GoldenImageIds',
        Region: 'eu-west-1',
        RoleArn: 'arn:aws:iam::210987654321:role/Read',
      };
      const ids = Fn.split(',', Token.asString({ 'Fn::GetStackOutput': outputs }));
      aBundle(stack, WorkspaceImage.fromImageId(stack, 'Golden', Fn.select(0, ids)));
    }),
  ).toEqual({ 'Images/Golden': ['Desktops/Desktop'] });
});

test('a bundle of an id that is made of the ids, as of the newest', () => {
  const stacks = stacksOf((app) => {
    const stack = new Stack(app, 'Images', ENV);
    const joined = Token.asString({ 'Fn::Join': ['', [golden(stack).imageId]] });
    aBundle(stack, WorkspaceImage.fromImageId(stack, 'Joined', joined));
  });
  expect(bundlesOf(only(stacks.flatMap(lookupsOf)), stacks)).toMatchObject([{ index: 0 }]);
});

test('a bundle of another image than the newest', () => {
  const stacks = stacksOf((app) => {
    const stack = new Stack(app, 'Images', ENV);
    const images = new WorkspaceImages(stack, 'Golden');
    aBundle(stack, WorkspaceImage.fromImageId(stack, 'Second', Fn.select(1, images.imageIds)));
  });
  expect(bundlesOf(only(stacks.flatMap(lookupsOf)), stacks)).toMatchObject([{ index: 1 }]);
});

test('a bundle of another image than the newest, which another stack has selected', () => {
  const stacks = stacksOf((app) => {
    const stack = new Stack(app, 'Images', ENV);
    const images = new WorkspaceImages(stack, 'Golden');
    const stringValue = Fn.select(1, images.imageIds);
    new StringParameter(stack, 'Second', { parameterName: '/second', stringValue });
    const desktops = new Stack(app, 'Desktops', ENV);
    const second = StringParameter.valueForStringParameter(desktops, '/second');
    aBundle(desktops, WorkspaceImage.fromImageId(desktops, 'Second', second));
    const ofOne = Fn.select(0, Token.asList({ 'Fn::Split': [',', second] }));
    aBundle(desktops, WorkspaceImage.fromImageId(desktops, 'OfOne', ofOne), 'Other');
  });
  expect(bundlesOf(only(stacks.flatMap(lookupsOf)), stacks)).toMatchObject([{ index: 1 }, { index: 1 }]);
});

test('a bundle of an image that a parameter selects', () => {
  const stacks = stacksOf((app) => {
    const stack = new Stack(app, 'Images', ENV);
    const images = new WorkspaceImages(stack, 'Golden');
    const { valueAsNumber } = new CfnParameter(stack, 'Which', { type: 'Number' });
    aBundle(stack, WorkspaceImage.fromImageId(stack, 'Chosen', Fn.select(valueAsNumber, images.imageIds)));
  });
  expect(bundlesOf(only(stacks.flatMap(lookupsOf)), stacks)).toMatchObject([{ index: 'not known' }]);
});

test('a bundle by Parameter Store, also in a nested stack', () => {
  expect(
    bundlesByLookup((app) => {
      golden(new Stack(app, 'Images', ENV)).publishParameters('/golden');
      const desktops = new Stack(app, 'Desktops', ENV);
      const nested = new NestedStack(desktops, 'Inner');
      for (const scope of [desktops, nested]) {
        aBundle(scope, WorkspaceImage.fromParameters(scope, 'Golden', '/golden').newestImage);
      }
      aBundle(desktops, WorkspaceImage.fromParameters(desktops, 'Silver', '/silver').newestImage, 'Silver2');
      const elsewhere = new Stack(app, 'Elsewhere', { env: { ...ENV.env, region: 'us-east-1' } });
      aBundle(elsewhere, WorkspaceImage.fromParameters(elsewhere, 'Golden', '/golden').newestImage);
    }),
  ).toEqual({ 'Images/Golden': ['Desktops/Desktop', 'Desktops/Inner/Desktop'] });
});

test('a bundle of stacks that feed each other has no lookup, and the search ends', () => {
  expect(
    bundlesByLookup((app) => {
      for (const [id, from, to] of [
        ['A', '/a', '/b'],
        ['B', '/b', '/a'],
      ] as const) {
        const stack = new Stack(app, id, ENV);
        golden(stack);
        const { valueAsString } = new CfnParameter(stack, 'From', {
          type: 'AWS::SSM::Parameter::Value<String>',
          default: from,
        });
        new StringParameter(stack, 'To', { parameterName: to, stringValue: valueAsString });
        aBundle(stack, WorkspaceImage.fromImageId(stack, 'Image', valueAsString));
      }
    }),
  ).toEqual({ 'A/Golden': [], 'B/Golden': [] });
});
