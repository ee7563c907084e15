import { App, CfnOutput, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  ImageField,
  ImageManifest,
  type IWorkspaceImages,
  WorkspaceImages,
  type WorkspaceImagesProps,
} from '../../../lib';
import { lookup, lookupStack } from '../stacks';

const attribute = (name: string) => ({ 'Fn::GetAtt': [expect.any(String), name] });

/** What a stack makes of images that another looked up. */
function consumer(importImages: (stack: Stack) => IWorkspaceImages) {
  const stack = new Stack(new App(), 'Consumer');
  const { imageIds, imageStates, newestImageId, newestImageState, imageCount } = importImages(stack);
  const resolve = (value: unknown) => stack.resolve(value) as unknown;
  return {
    template: Template.fromStack(stack),
    values: {
      imageIds: resolve(imageIds),
      imageStates: resolve(imageStates),
      newestImageId: resolve(newestImageId),
      newestImageState: resolve(newestImageState),
      imageCount: resolve(imageCount),
    },
  };
}

/** The values that are made of the text of each attribute. */
function valuesOf(ids: unknown, states: unknown, count: unknown) {
  const split = (text: unknown) => ({ 'Fn::Split': [',', text] });
  return {
    imageIds: split(ids),
    imageStates: split(states),
    newestImageId: { 'Fn::Select': [0, split(ids)] },
    newestImageState: { 'Fn::Select': [0, split(states)] },
    imageCount: count,
  };
}

describe('parameters', () => {
  test('are published under a prefix, with the text of the attributes', () => {
    const { images, template } = lookupStack();
    images.publishParameters('/golden');
    images.publishParameters('/desktops/golden');
    const parameters = Object.values(template().findResources('AWS::SSM::Parameter')) as {
      Properties: { Name: string; Type: string; Value: unknown };
    }[];
    expect(parameters.map(({ Properties }) => Properties).slice(0, 3)).toStrictEqual([
      { Name: '/golden/image-ids', Type: 'String', Value: attribute('ImageIds') },
      { Name: '/golden/image-states', Type: 'String', Value: attribute('ImageStates') },
      { Name: '/golden/image-count', Type: 'String', Value: attribute('ImageCount') },
    ]);
    expect(parameters).toHaveLength(6);
  });

  test('are read by typed parameters of the template, which every deployment resolves anew', () => {
    const { template, values } = consumer((stack) =>
      WorkspaceImages.fromParameters(stack, 'Golden', '/golden'),
    );
    const type = 'AWS::SSM::Parameter::Value<String>';
    const parameters = Object.entries(template.findParameters('*', { Type: type })).filter(
      ([id]) => id !== 'BootstrapVersion',
    );
    expect(parameters.map(([, { Default }]) => Default as string)).toStrictEqual([
      '/golden/image-ids',
      '/golden/image-states',
      '/golden/image-count',
    ]);
    const [ids, states, count] = parameters.map(([id]) => ({ Ref: id }));
    expect(values).toStrictEqual(valuesOf(ids, states, count));
  });

  test('that nothing reads are not asked for, since they would draw a warning', () => {
    const stack = new Stack(new App(), 'Consumer');
    const golden = WorkspaceImages.fromParameters(stack, 'Golden', '/golden');
    const newest = [golden.newestImageId, golden.newestImageId];
    new CfnOutput(stack, 'Newest', { value: newest.join(' ') });
    expect(Object.keys(Template.fromStack(stack).findParameters('*'))).toStrictEqual([
      'WorkspaceImagesgoldenimageids30f01164',
      'BootstrapVersion',
    ]);
  });

  test('of another prefix are other template parameters, of which no previous value is kept', () => {
    const idsFor = (prefix: string) => {
      const stack = new Stack(new App(), 'Consumer');
      const { newestImageId } = WorkspaceImages.fromParameters(stack, 'Golden', prefix);
      return stack.resolve(newestImageId) as unknown;
    };
    const ids = ['/golden', '/gol/den', '/gol-den', '/Golden'].map((prefix) =>
      JSON.stringify(idsFor(prefix)),
    );
    expect(new Set(ids).size).toBe(4);
  });

  test('that are read twice in a stack are one template parameter', () => {
    const stack = new Stack(new App(), 'Consumer');
    for (const id of ['One', 'Two']) {
      new CfnOutput(stack, id, {
        value: WorkspaceImages.fromParameters(stack, `Golden${id}`, '/golden').newestImageId,
      });
    }
    expect(Object.keys(Template.fromStack(stack).findParameters('*'))).toHaveLength(2);
  });

  test('that are read in a nested stack stand in the outermost one, which alone is read again', () => {
    const stack = new Stack(new App(), 'Consumer');
    const nested = new NestedStack(new NestedStack(stack, 'Outer'), 'Inner');
    const golden = WorkspaceImages.fromParameters(nested, 'Golden', '/golden');
    new CfnOutput(nested, 'Newest', { value: golden.newestImageId });
    const outermost = Template.fromStack(stack);
    const id = 'WorkspaceImagesgoldenimageids30f01164';
    expect(outermost.findParameters(id)).toHaveProperty(id, {
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: '/golden/image-ids',
    });
    expect(JSON.stringify(Template.fromStack(nested).findParameters('*'))).not.toContain('AWS::SSM');
    expect(JSON.stringify(outermost.findResources('AWS::CloudFormation::Stack'))).toContain(
      `{"Ref":"${id}"}`,
    );
  });

  test('are returned where they are published', () => {
    const { images } = lookupStack();
    const { imageIds, imageStates, imageCount } = images.publishParameters('/golden');
    expect([imageIds, imageStates, imageCount].map((parameter) => parameter?.node.id)).toStrictEqual([
      'ImageIds',
      'ImageStates',
      'ImageCount',
    ]);
  });

  test.each([
    'golden',
    '/golden/',
    '/',
    '',
    '/gold en',
    '/gold*',
    '/aws/golden',
    '/AWSgolden',
    '/ssm',
    `/${'a'.repeat(999)}`,
    '/a'.repeat(15),
    Fn.ref('Prefix'),
  ])('of a bad name throw: %s', (prefix) => {
    expect(() => {
      lookupStack().images.publishParameters(prefix);
    }).toThrow('`prefix` must be known at synth, begin with /');
    expect(() => WorkspaceImages.fromParameters(new Stack(), 'Golden', prefix)).toThrow('`prefix` must');
  });

  test.each([
    ['/golden/image-ids', '/golden'],
    ['/team/golden/image-count', '/team/golden'],
    ['/image-states', '/golden'],
  ])('under the whole name of one throw: %s', (prefix, advice) => {
    const expected = `must be the beginning of the parameter names, such as ${advice}, got: ${prefix}, which ends`;
    expect(() => {
      lookupStack().images.publishParameters(prefix);
    }).toThrow(expected);
    expect(() => WorkspaceImages.fromParameters(new Stack(), 'Golden', prefix)).toThrow(expected);
  });

  test.each(['/golden', `/${'a'.repeat(990)}`, '/a'.repeat(14), '/a_b.c-D/9'])(
    'of a good name do not: %s',
    (prefix) => {
      expect(() => {
        lookupStack().images.publishParameters(prefix);
      }).not.toThrow();
    },
  );
});

describe('outputs of another stack', () => {
  const output = (OutputName: string, more: object = {}) => ({
    'Fn::GetStackOutput': { StackName: 'Images', OutputName, ...more },
  });

  test('are read by weak references', () => {
    const { values } = consumer((stack) =>
      WorkspaceImages.fromStackOutputs(stack, 'Golden', {
        stackName: 'Images',
        constructId: 'Golden-Images',
      }),
    );
    expect(values).toStrictEqual(
      valuesOf(
        output('GoldenImagesImageIds'),
        output('GoldenImagesImageStates'),
        output('GoldenImagesImageCount'),
      ),
    );
  });

  test('can be of another Region and account', () => {
    const roleArn = 'arn:aws:iam::210987654321:role/Reader';
    const { values } = consumer((stack) =>
      WorkspaceImages.fromStackOutputs(stack, 'G', {
        stackName: 'Images',
        constructId: 'G',
        region: 'us-east-1',
        roleArn,
      }),
    );
    expect(values.imageCount).toStrictEqual(output('GImageCount', { Region: 'us-east-1', RoleArn: roleArn }));
  });

  test('bear the names that a lookup gives them', () => {
    const { template } = lookupStack({}, 'Golden-Images');
    expect(Object.keys(template().findOutputs('*'))).toStrictEqual([
      'GoldenImagesImageIds',
      'GoldenImagesImageStates',
      'GoldenImagesImageCount',
    ]);
  });
});

describe('exports', () => {
  test('are the outputs, under a prefix', () => {
    const outputs = lookupStack({ exportPrefix: 'golden' }).template().findOutputs('*') as Record<
      string,
      { Export: { Name: string } }
    >;
    expect(Object.values(outputs).map(({ Export }) => Export.Name)).toStrictEqual([
      'golden-image-ids',
      'golden-image-states',
      'golden-image-count',
    ]);
  });

  test('are imported by strong references', () => {
    const imported = (name: string) => ({ 'Fn::ImportValue': name });
    const { values } = consumer((stack) => WorkspaceImages.fromExports(stack, 'Golden', 'golden'));
    expect(values).toStrictEqual(
      valuesOf(imported('golden-image-ids'), imported('golden-image-states'), imported('golden-image-count')),
    );
  });

  test('are part of the query, since the handler holds the answer to what an export holds', () => {
    const exported = lookup({ exportPrefix: 'golden' });
    expect(exported.properties['ExportPrefix']).toBe('golden');
    expect(exported.logicalId).not.toBe(lookup().logicalId);
  });

  test.each<[WorkspaceImagesProps, string]>([
    [{ exportPrefix: '' }, '`exportPrefix` must be 1 to 240 of A-Z a-z 0-9 - :, got: ""'],
    [{ exportPrefix: 'a_b' }, '`exportPrefix` must be 1 to 240'],
    [{ exportPrefix: 'a'.repeat(241) }, '`exportPrefix` must be 1 to 240'],
    [{ exportPrefix: 'a', minCount: 0 }, '`exportPrefix` needs a `minCount` of at least 1'],
    [{ exportPrefix: 'a', outputs: false }, '`exportPrefix` needs `outputs`'],
  ])('are refused where they could not be: %j', (props, message) => {
    expect(() => lookupStack(props)).toThrow(message);
  });
});

describe('a manifest', () => {
  function withManifest(
    manifestIn: (bucket: Bucket) => ImageManifest = (bucket) => ImageManifest.alongside(bucket),
    props: WorkspaceImagesProps = {},
    hasKey = false,
  ) {
    const stack = new Stack(new App(), 'Images');
    const encryptionKey = hasKey ? new Key(stack, 'Key') : undefined;
    const bucket = new Bucket(stack, 'Manifests', { encryptionKey });
    const images = new WorkspaceImages(stack, 'GoldenImages', { ...props, manifest: manifestIn(bucket) });
    return { stack, images, template: () => Template.fromStack(stack) };
  }

  const statementsOf = (template: Template) =>
    Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
      (policy) =>
        (policy as { Properties: { PolicyDocument: { Statement: { Action: string; Resource: unknown }[] } } })
          .Properties.PolicyDocument.Statement,
    );

  test('goes to a bucket, and is known by its attributes', () => {
    const { stack, images, template } = withManifest();
    template().hasResourceProperties('Custom::WorkspaceImages', {
      ManifestBucket: { Ref: 'Manifests6831C0C3' },
      ManifestOnly: Match.absent(),
    });
    expect(stack.resolve(images.manifestKey)).toStrictEqual(attribute('ManifestKey'));
    expect(stack.resolve(images.manifestUrl)).toStrictEqual(attribute('ManifestUrl'));
    expect(stack.resolve(images.manifestSha256)).toStrictEqual(attribute('ManifestSha256'));
    expect(stack.resolve(images.newestImageId)).toBeDefined();
  });

  test('needs leave to put objects where this stack is deployed, under whatever name, and no more', () => {
    const s3 = statementsOf(withManifest().template()).filter(({ Action }) =>
      JSON.stringify(Action).includes('s3:'),
    );
    expect(s3).toStrictEqual([
      {
        Action: 's3:PutObject',
        Effect: 'Allow',
        Resource: {
          'Fn::Join': [
            '',
            [
              { 'Fn::GetAtt': ['Manifests6831C0C3', 'Arn'] },
              '/workspace-images/',
              { Ref: 'AWS::AccountId' },
              '/',
              { Ref: 'AWS::Region' },
              '/',
              { Ref: 'AWS::StackName' },
              '/*',
            ],
          ],
        },
      },
    ]);
  });

  test("needs the bucket's key where it has one", () => {
    const kms = statementsOf(withManifest(undefined, {}, true).template()).filter(({ Action }) =>
      JSON.stringify(Action).includes('kms:'),
    );
    expect(kms).toMatchObject([
      { Action: 'kms:GenerateDataKey', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } },
    ]);
  });

  describe('that is the only answer', () => {
    const manifestOnly = (props: WorkspaceImagesProps = {}) =>
      withManifest((bucket) => ImageManifest.only(bucket), props);

    test('leaves output, export and parameter for the count alone', () => {
      const { images, template } = manifestOnly({ exportPrefix: 'golden' });
      expect(Object.keys(images.publishParameters('/golden'))).toStrictEqual(['imageCount']);
      template().hasResourceProperties('Custom::WorkspaceImages', { ManifestOnly: 'true' });
      expect(Object.keys(template().findOutputs('*'))).toStrictEqual(['GoldenImagesImageCount']);
      template().hasOutput('GoldenImagesImageCount', { Export: { Name: 'golden-image-count' } });
      template().resourcePropertiesCountIs('AWS::SSM::Parameter', { Name: '/golden/image-count' }, 1);
      template().resourceCountIs('AWS::SSM::Parameter', 1);
    });

    test.each<[string, (images: WorkspaceImages) => unknown]>([
      ['imageIds', ({ imageIds }) => imageIds],
      ['imageStates', ({ imageStates }) => imageStates],
      ['newestImageId', ({ newestImageId }) => newestImageId],
      ['newestImageState', ({ newestImageState }) => newestImageState],
      ['newestImage', ({ newestImage }) => newestImage.imageId],
      ['a field', (images) => images.values(ImageField.NAME)],
    ])('fails synthesis where %s is used, and not where it is read', (_, read) => {
      const { stack, images } = manifestOnly({ fields: [ImageField.NAME] });
      const value = read(images);
      expect(() => stack.resolve(value) as unknown).toThrow(
        'the ids and states of Images/GoldenImages are in its manifest only: use ImageManifest.alongside()',
      );
    });

    test('hands over the count all the same', () => {
      const { stack, images } = manifestOnly();
      expect(stack.resolve(images.imageCount)).toStrictEqual(attribute('ImageCount'));
    });
  });

  test('that was not asked for is undefined', () => {
    const { manifestKey, manifestUrl, manifestSha256 } = lookupStack().images;
    expect([manifestKey, manifestUrl, manifestSha256]).toStrictEqual([undefined, undefined, undefined]);
  });
});

describe('images named by their ids', () => {
  const IDS = ['wsi-222222222', 'wsi-111111111'];

  test('are literal values in the order given, whose states are not known', () => {
    const { template, values } = consumer((stack) => WorkspaceImages.fromImageIds(stack, 'Golden', IDS));
    expect(values).toStrictEqual({
      imageIds: IDS,
      imageStates: ['-', '-'],
      newestImageId: 'wsi-222222222',
      newestImageState: '-',
      imageCount: 2,
    });
    expect(template.toJSON()['Resources']).toBeUndefined();
  });

  test('may be tokens, one each', () => {
    const { values } = consumer((stack) => WorkspaceImages.fromImageIds(stack, 'Golden', [Fn.ref('Pin')]));
    expect(values).toMatchObject({ imageCount: 1, newestImageState: '-' });
    expect(values.newestImageId).toStrictEqual({ 'Fn::Select': [0, { 'Fn::Split': [',', { Ref: 'Pin' }] }] });
  });

  test.each<[string[], string]>([
    [['nope'], '`imageIds` must be an image id: wsi- and 9 to 63 of 0-9 a-z, got: nope'],
    [[], '`imageIds` must be left out or hold at least one element, got: an empty list'],
    [['wsi-111111111', 'wsi-111111111'], '`imageIds` must hold each element once'],
    [Fn.split(',', Fn.ref('Pins')), '`imageIds` must be a list whose length is known at synth, got: a token'],
  ])('throw where they are none: %j', (ids, message) => {
    expect(() => WorkspaceImages.fromImageIds(new Stack(), 'Golden', ids)).toThrow(message);
  });
});

test('images of any origin can be passed where images are wanted', () => {
  const stack = new Stack(new App(), 'Images');
  const show = (id: string, images: IWorkspaceImages) =>
    new CfnOutput(stack, id, { value: images.newestImageId });
  expect(() => {
    show('A', new WorkspaceImages(stack, 'Own'));
    show('B', WorkspaceImages.fromParameters(stack, 'Parameters', '/golden'));
    show('C', WorkspaceImages.fromExports(stack, 'Exports', 'golden'));
    show('E', WorkspaceImages.fromImageIds(stack, 'Ids', ['wsi-111111111']));
    show('D', WorkspaceImages.fromStackOutputs(stack, 'Outputs', { stackName: 'S', constructId: 'C' }));
  }).not.toThrow();
});
