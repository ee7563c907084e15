import { NestedStack, Stack } from 'aws-cdk-lib';
import { bundlesOf } from '../../../cli/core/bundles';
import { lookupsOf } from '../../../cli/core/lookups';
import type { SynthesizedStack } from '../../../cli/core/stack';
import { WorkspaceImage } from '../../../lib';
import { aBundle, aStack, bundlesByLookup, only } from '../apps';

const ENV = { account: '123456789012', region: 'eu-west-1' };

test('bundles are found by each way in which the constructs hand on an image', () => {
  const found = bundlesByLookup((app) => {
    const stack = new Stack(app, 'Images', { env: ENV });
    const image = new WorkspaceImage(stack, 'Golden', { exportPrefix: 'golden' });
    image.publishParameters('/golden');
    aBundle(stack, image);
    aBundle(stack, WorkspaceImage.fromImageId(stack, 'Pin', 'wsi-123456789'), 'OfPin');
    const inner = new NestedStack(stack, 'Inner');
    aBundle(inner, image);
    aBundle(stack, new WorkspaceImage(inner, 'Deep'), 'Outer');

    const readers = ['eu-west-1', 'us-east-1'].map(
      (region) => new Stack(app, region, { env: { ...ENV, region } }),
    );
    for (const scope of [...readers, ...readers.map((reader) => new NestedStack(reader, 'Inner'))]) {
      aBundle(scope, WorkspaceImage.fromExports(scope, 'Exported', 'golden').newestImage, 'ByExport');
      for (const [id, prefix] of Object.entries({ ByParameters: '/golden', BySilver: '/silver' })) {
        aBundle(scope, WorkspaceImage.fromParameters(scope, `${id}Image`, prefix).newestImage, id);
      }
    }
  });
  expect(found).toEqual({
    'Images/Golden': [
      ...['Images/Desktop', 'Images/Inner/Desktop'],
      ...['eu-west-1/ByExport', 'eu-west-1/ByParameters'],
      ...['eu-west-1/Inner/ByExport', 'eu-west-1/Inner/ByParameters'],
    ],
    'Images/Inner/Deep': ['Images/Outer'],
  });
});

describe('a bundle', () => {
  const SSM = 'AWS::SSM::Parameter';
  const FROM_SSM = 'AWS::SSM::Parameter::Value<String>';
  const IDS = { 'Fn::GetAtt': ['Golden', 'ImageIds'] };
  const select = (index: unknown, list: unknown) => ({ 'Fn::Select': [index, list] });
  const output = (more: object) => ({ 'Fn::GetStackOutput': { StackName: 'Images', ...more } });
  const split = (value: object) => ({ 'Fn::Split': [',', value] });

  const images = (ImageId: object = {}) =>
    aStack({
      Resources: {
        Golden: { Type: 'Custom::WorkspaceImages' },
        Ids: { Type: SSM, Properties: { Name: '/ids', Value: IDS } },
        A: { Type: SSM, Properties: { Name: '/a', Value: { Ref: 'FromB' } } },
        Own: { Type: 'Custom::WorkspaceBundle', Properties: { ImageId } },
      },
      Outputs: { Ids: { Value: IDS, Export: { Name: 'golden-ids' } }, Second: { Value: select(1, IDS) } },
      Parameters: { FromB: { Type: FROM_SSM, Default: '/b' } },
    });

  const bundlesIn = (stack: SynthesizedStack, ...others: SynthesizedStack[]) =>
    bundlesOf(only(lookupsOf(stack)), [stack, ...others]);

  /** Of another stack, in which something else has the same property. */
  const found = (ImageId: object, place: object = {}) =>
    bundlesIn(
      images(),
      aStack(
        {
          Resources: {
            Desktop: { Type: 'Custom::WorkspaceBundle', Properties: { ImageId } },
            Another: { Type: 'Custom::Another', Properties: { ImageId } },
            B: { Type: SSM, Properties: { Name: '/b', Value: { Ref: 'FromA' } } },
          },
          Parameters: {
            Id: { Type: 'String', Default: '/ids' },
            FromIds: { Type: FROM_SSM, Default: '/ids' },
            FromA: { Type: FROM_SSM, Default: '/a' },
          },
        },
        { stackName: 'Desktops', ...place },
      ),
    );

  test.each<[string, object, object]>([
    ['takes the newest, if nothing selects one', output({ OutputName: 'Ids' }), { index: 0 }],
    ['takes the selected one', select(1, split(output({ OutputName: 'Ids' }))), { index: 1 }],
    ['takes the one that the other stack has selected', output({ OutputName: 'Second' }), { index: 1 }],
    ['takes that one of a list of it', select(0, split(output({ OutputName: 'Second' }))), { index: 1 }],
    ['takes an id that is joined', { 'Fn::Join': ['', ['a', { Ref: 'FromIds' }]] }, { index: 0 }],
    ['takes one that is not known', select({ Ref: 'Id' }, { Ref: 'FromIds' }), { index: 'not known' }],
    [
      'imports the export, which locks it',
      select(0, split({ 'Fn::ImportValue': 'golden-ids' })),
      { index: 0, imported: { stack: { stackName: 'Images' }, name: 'golden-ids' } },
    ],
  ])('%s', (_, imageId, way) => {
    expect(found(imageId)).toMatchObject([{ path: 'Images/Desktop', logicalId: 'Desktop', ...way }]);
  });

  test('reads an output as a role of the account of the other stack', () => {
    const RoleArn = 'arn:aws:iam::123456789012:role/Read';
    const place = { account: '210987654321', region: 'us-east-1' };
    const ids = { OutputName: 'Ids', Region: 'eu-west-1' };
    expect(found(output({ ...ids, RoleArn }), place)).toHaveLength(1);
    expect(found(output(ids), place)).toEqual([]);
    expect(found(output({ OutputName: 'Ids', RoleArn }), place)).toEqual([]);
    expect(found(output({ ...ids, RoleArn: { Ref: 'Id' } }), place)).toEqual([]);
  });

  test.each([
    ['a parameter', { Ref: 'Id' }],
    ['no output', output({})],
    ['an output of another stack', output({ StackName: 'Others', OutputName: 'Ids' })],
    ['another export', { 'Fn::ImportValue': 'silver-ids' }],
    ['an attribute of its own stack', IDS],
    // The search ends all the same.
    ['parameters of stacks that feed each other', { Ref: 'FromA' }],
  ])('takes nothing by %s', (_, imageId) => {
    expect(found(imageId)).toEqual([]);
  });

  test('takes no other attribute of the lookup, nor the same of another resource', () => {
    expect(bundlesIn(images({ 'Fn::GetAtt': 'Golden.ImageIds' }))).toMatchObject([{ logicalId: 'Own' }]);
    expect(bundlesIn(images({ 'Fn::GetAtt': 'Golden.ImageStates' }))).toEqual([]);
    expect(bundlesIn(images({ 'Fn::GetAtt': 'Silver.ImageIds' }))).toEqual([]);
  });
});
