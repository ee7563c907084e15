import { App, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { type IWorkspaceImages, ImageField, WorkspaceImages, type WorkspaceImagesProps } from '../../lib';
import { lookUp, lookUpStack } from './stacks';

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
    const { images, template } = lookUpStack();
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
      'GoldenImageIds8FE9DD9E',
      'BootstrapVersion',
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
      lookUpStack().images.publishParameters(prefix);
    }).toThrow('`prefix` must be known at synth, begin with /');
    expect(() => consumer((stack) => WorkspaceImages.fromParameters(stack, 'Golden', prefix))).toThrow(
      '`prefix` must',
    );
  });

  test.each(['/golden', `/${'a'.repeat(990)}`, '/a'.repeat(14), '/a_b.c-D/9'])(
    'of a good name do not: %s',
    (prefix) => {
      expect(() => {
        lookUpStack().images.publishParameters(prefix);
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

  test('bear the names that a look-up gives them', () => {
    const { template } = lookUpStack({}, 'Golden-Images');
    expect(Object.keys(template().findOutputs('*'))).toStrictEqual([
      'GoldenImagesImageIds',
      'GoldenImagesImageStates',
      'GoldenImagesImageCount',
    ]);
  });
});

describe('exports', () => {
  test('are the outputs, under a prefix', () => {
    const outputs = lookUpStack({ exportPrefix: 'golden' }).template().findOutputs('*') as Record<
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
    const exported = lookUp({ exportPrefix: 'golden' });
    expect(exported.properties['ExportPrefix']).toBe('golden');
    expect(exported.logicalId).not.toBe(lookUp().logicalId);
  });

  test.each<[WorkspaceImagesProps, string]>([
    [{ exportPrefix: '' }, '`exportPrefix` must be 1 to 240 of A-Z a-z 0-9 - :, got: ""'],
    [{ exportPrefix: 'a_b' }, '`exportPrefix` must be 1 to 240'],
    [{ exportPrefix: 'a'.repeat(241) }, '`exportPrefix` must be 1 to 240'],
    [{ exportPrefix: 'a', minimumCount: 0 }, '`exportPrefix` must come with a `minimumCount` of at least 1'],
    [{ exportPrefix: 'a', outputs: false }, '`exportPrefix` must come with `outputs`'],
  ])('are refused where they could not be: %j', (props, message) => {
    expect(() => lookUpStack(props)).toThrow(message);
  });
});

describe('a manifest', () => {
  function withManifest(props: WorkspaceImagesProps = {}, encryptionKey = false) {
    const stack = new Stack(new App(), 'Images');
    const key = encryptionKey ? new Key(stack, 'Key') : undefined;
    const manifestBucket = new Bucket(stack, 'Manifests', { encryptionKey: key });
    const images = new WorkspaceImages(stack, 'GoldenImages', { ...props, manifestBucket });
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
    });
    expect(stack.resolve(images.manifestKey)).toStrictEqual(attribute('ManifestKey'));
    expect(stack.resolve(images.manifestUrl)).toStrictEqual(attribute('ManifestUrl'));
    expect(stack.resolve(images.manifestSha256)).toStrictEqual(attribute('ManifestSha256'));
    expect(stack.resolve(images.newestImageId)).toBeDefined();
  });

  test("needs leave to put objects under the stack's prefix, and no more", () => {
    const s3 = statementsOf(withManifest().template()).filter(({ Action }) =>
      JSON.stringify(Action).includes('s3:'),
    );
    expect(s3).toStrictEqual([
      {
        Action: 's3:PutObject',
        Effect: 'Allow',
        Resource: {
          'Fn::Join': ['', [{ 'Fn::GetAtt': ['Manifests6831C0C3', 'Arn'] }, '/workspace-images/Images/*']],
        },
      },
    ]);
  });

  test("needs the bucket's key where it has one", () => {
    const kms = statementsOf(withManifest({}, true).template()).filter(({ Action }) =>
      JSON.stringify(Action).includes('kms:'),
    );
    expect(kms).toMatchObject([
      { Action: 'kms:GenerateDataKey', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } },
    ]);
  });

  test('alone, without outputs, may be longer than a response, so that ids and states are not read', () => {
    const { images, template, stack } = withManifest({ outputs: false, fields: [ImageField.NAME] });
    template().hasResourceProperties('Custom::WorkspaceImages', { ManifestOnly: 'true' });
    const message = '`outputs` must be on for ids and states to be read beside a manifest';
    expect(() => images.imageIds).toThrow(message);
    expect(() => images.imageStates).toThrow(message);
    expect(() => images.newestImageId).toThrow(message);
    expect(() => images.newestImageState).toThrow(message);
    expect(() => images.values(ImageField.NAME)).toThrow(message);
    expect(() => {
      images.publishParameters('/golden');
    }).toThrow(message);
    expect(stack.resolve(images.imageCount)).toStrictEqual(attribute('ImageCount'));
  });

  test('that was not asked for is not read', () => {
    expect(() => lookUpStack().images.manifestKey).toThrow(
      '`manifestBucket` must be set for a manifest to be read',
    );
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
    show('D', WorkspaceImages.fromStackOutputs(stack, 'Outputs', { stackName: 'S', constructId: 'C' }));
  }).not.toThrow();
});
