import {
  Annotations,
  App,
  CfnParameter,
  CfnResource,
  Duration,
  Fn,
  NestedStack,
  Stack,
  Token,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import type { WorkspaceImagesProps } from '../../../lib';
import {
  ImageField,
  ImageState,
  ImageType,
  OperatingSystemType,
  RequiredTenancy,
  WorkspaceImages,
  WorkspaceImagesProvider,
} from '../../../lib';
import { lookup, lookups, lookupStack, warnings } from '../stacks';

describe('a lookup', () => {
  test('is a custom resource with a time limit, a number so that the template validation is content', () => {
    const { properties } = lookup();
    expect(Object.keys(properties)).toStrictEqual(['ServiceToken', 'ServiceTimeout']);
    expect(properties['ServiceTimeout']).toBe(900);
  });

  test('carries values that this version does not know', () => {
    const { properties } = lookup({
      states: [ImageState.of('NEW'), ImageState.PENDING, ImageState.ERROR],
      operatingSystems: [OperatingSystemType.LINUX, OperatingSystemType.of('MACOS')],
      requiredTenancies: [RequiredTenancy.DEDICATED, RequiredTenancy.of('HOST')],
    });
    expect(properties).toMatchObject({
      States: ['ERROR', 'NEW', 'PENDING'],
      OperatingSystems: ['LINUX', 'MACOS'],
      RequiredTenancies: ['DEDICATED', 'HOST'],
    });
  });

  test.each<[string, WorkspaceImagesProps]>([
    ['another query', { imageNames: ['other-*'] }],
    ['another field', { imageNames: ['golden-*'], fields: [ImageField.NAME] }],
    ['another refreshKey', { imageNames: ['golden-*'], refreshKey: '2' }],
  ])('%s is another resource, so that it is created and never updated', (_, props) => {
    expect(lookup(props).logicalId).not.toBe(lookup({ imageNames: ['golden-*'] }).logicalId);
  });

  test.each<[string, WorkspaceImagesProps]>([
    ['a list in another order', { imageNames: ['win-*', 'golden-*'] }],
    ['a default spelled out', { imageNames: ['golden-*', 'win-*'], imageType: ImageType.OWNED, minCount: 1 }],
    ['outputs off', { imageNames: ['golden-*', 'win-*'], outputs: false }],
  ])('%s is the same resource', (_, props) => {
    expect(lookup(props).logicalId).toBe(lookup({ imageNames: ['golden-*', 'win-*'] }).logicalId);
  });

  test('by another provider is another resource, since CloudFormation refuses a changed service token', () => {
    const stack = new Stack(new App(), 'Images');
    const provider = new WorkspaceImagesProvider(stack, 'Own');
    new WorkspaceImages(stack, 'GoldenImages', { provider });
    expect(lookups(Template.fromStack(stack))[0]?.logicalId).not.toBe(lookup().logicalId);
  });

  test('has the same logical id in every stage of an app', () => {
    const ids = ['Beta', 'Production'].map((name) => {
      const stack = new Stack(new App(), name, { env: { account: '123456789012', region: 'eu-west-1' } });
      new WorkspaceImages(stack, 'GoldenImages', { imageNames: ['golden-*'] });
      return lookups(Template.fromStack(stack))[0]?.logicalId;
    });
    expect(ids[0]).toBe(ids[1]);
  });

  test('has a logical id within the limit however deep it stands', () => {
    const stack = new Stack(new App(), 'Images');
    new WorkspaceImages(stack, 'Golden'.repeat(50), { outputs: false });
    expect(lookups(Template.fromStack(stack))[0]?.logicalId).toMatch(/^[A-Za-z0-9]{255}$/);
  });

  test('takes tokens, whose values are text to it', () => {
    const stack = new Stack(new App(), 'Images');
    const parameter = (name: string, type: string) => new CfnParameter(stack, name, { type });
    new WorkspaceImages(stack, 'GoldenImages', {
      imageNames: parameter('Names', 'CommaDelimitedList').valueAsList,
      createdAfter: parameter('After', 'String').valueAsString,
      mostRecent: parameter('Newest', 'Number').valueAsNumber,
      maxAge: Duration.seconds(parameter('Age', 'Number').valueAsNumber),
      ownerAccountIds: [Fn.importValue('owner')],
    });
    expect(lookups(Template.fromStack(stack))[0]?.properties).toMatchObject({
      ImageNames: { Ref: 'Names' },
      CreatedAfter: { Ref: 'After' },
      MostRecent: { Ref: 'Newest' },
      MaxAge: { Ref: 'Age' },
      OwnerAccountIds: [{ 'Fn::ImportValue': 'owner' }],
    });
  });
});

describe('its values', () => {
  const resolve = (value: (images: WorkspaceImages) => unknown, props?: WorkspaceImagesProps) => {
    const { stack, images } = lookupStack(props);
    return stack.resolve(value(images)) as unknown;
  };
  const attribute = (name: string) => ({ 'Fn::GetAtt': [expect.any(String), name] });
  const split = (name: string) => ({ 'Fn::Split': [',', attribute(name)] });

  test('are lists, the newest of them, and a number', () => {
    expect(resolve(({ imageIds }) => imageIds)).toStrictEqual(split('ImageIds'));
    expect(resolve(({ imageStates }) => imageStates)).toStrictEqual(split('ImageStates'));
    expect(resolve(({ newestImageId }) => newestImageId)).toStrictEqual({
      'Fn::Select': [0, split('ImageIds')],
    });
    expect(resolve(({ newestImageState }) => newestImageState)).toStrictEqual({
      'Fn::Select': [0, split('ImageStates')],
    });
    expect(resolve(({ imageCount }) => imageCount)).toStrictEqual(attribute('ImageCount'));
  });

  test('have a newest image, for constructs that take one, on which they can depend to wait for the lookup', () => {
    const { stack, images, template } = lookupStack();
    const { newestImage } = images;
    expect(images.newestImage).toBe(newestImage);
    expect(stack.resolve(newestImage.imageId)).toStrictEqual(stack.resolve(images.newestImageId));
    expect(stack.resolve(newestImage.imageState)).toStrictEqual(stack.resolve(images.newestImageState));
    const consumer = new CfnResource(stack, 'Consumer', { type: 'AWS::Test::Consumer' });
    consumer.node.addDependency(newestImage);
    const { DependsOn } = template().findResources('AWS::Test::Consumer')['Consumer'] ?? {};
    expect(DependsOn).toStrictEqual([lookups(template())[0]?.logicalId]);
  });

  test.each([
    [ImageField.NAME, 'ImageNames'],
    [ImageField.OPERATING_SYSTEM, 'OperatingSystems'],
    [ImageField.REQUIRED_TENANCY, 'RequiredTenancies'],
    [ImageField.CREATED, 'Created'],
    [ImageField.OWNER_ACCOUNT_ID, 'OwnerAccountIds'],
    [ImageField.UPDATE_AVAILABLE, 'UpdateAvailable'],
  ])('of the field $value are the attribute %s', (field, name) => {
    expect(resolve((images) => images.values(field), { fields: [field] })).toStrictEqual(split(name));
  });

  test('of a field that was not asked for throw, and say what to set', () => {
    expect(() => lookupStack().images.values(ImageField.NAME)).toThrow(
      '`fields` must hold ImageField.NAME before its values can be read, got: no fields',
    );
    expect(() => lookupStack({ fields: [ImageField.CREATED] }).images.values(ImageField.NAME)).toThrow(
      'got: CREATED',
    );
  });
});

describe('its stack outputs', () => {
  test('have stable names, and the attributes as values', () => {
    const { template } = lookupStack({}, 'golden-images_2');
    const value = (name: string) => ({ 'Fn::GetAtt': [Match.anyValue(), name] });
    expect(Object.keys(template().findOutputs('*')).sort()).toStrictEqual([
      'goldenimages2ImageCount',
      'goldenimages2ImageIds',
      'goldenimages2ImageStates',
    ]);
    template().hasOutput('goldenimages2ImageIds', { Value: value('ImageIds') });
    template().hasOutput('goldenimages2ImageStates', { Value: value('ImageStates') });
    template().hasOutput('goldenimages2ImageCount', { Value: value('ImageCount') });
  });

  test('can be off', () => {
    expect(lookupStack({ outputs: false }).template().findOutputs('*')).toStrictEqual({});
  });

  test('of two constructs with one id clash, and what to do is said', () => {
    const { stack } = lookupStack();
    const elsewhere = new Construct(stack, 'Elsewhere');
    new WorkspaceImages(elsewhere, 'GoldenImages');
    expect(() => Template.fromStack(stack)).toThrow(
      '`outputs` of Images/Elsewhere/GoldenImages must have free names: rename the construct, or set `outputs` to ' +
        'false, got: GoldenImagesImageIds, which is the name of another output',
    );
    expect(() => new WorkspaceImages(elsewhere, 'Quiet', { outputs: false })).not.toThrow();
    expect(() => new WorkspaceImages(new NestedStack(stack, 'Nested'), 'GoldenImages')).not.toThrow();
  });
});

describe('bad input throws at synth', () => {
  test.each<[WorkspaceImagesProps, string]>([
    [{ imageIds: ['nope'] }, '`imageIds` must be an image id: wsi- and 9 to 63 of 0-9 a-z, got: nope'],
    [{ mostRecent: 0 }, '`mostRecent` must be a positive integer, got: 0'],
    [{ mostRecent: 1.5 }, '`mostRecent` must be a positive integer, got: 1.5'],
    [{ mostRecent: NaN }, '`mostRecent` must be a positive integer, got: NaN'],
    [{ minCount: -1 }, '`minCount` must be 0 or a positive integer, got: -1'],
    [{ minCount: 2, maxCount: 1 }, '`maxCount` must not be less than `minCount` (2), got: 1'],
    [{ states: [ImageState.of('')] }, '`states` must be a service value: letters, digits and _'],
    [{ maxAge: Duration.seconds(0) }, '`maxAge` must be a duration of at least one second, got: 0'],
    [{ refreshKey: '' }, '`refreshKey` must be a text that is not empty, got: ""'],
    [
      { refreshKey: Fn.ref('Build') },
      '`refreshKey` must be known at synth, since it names the lookup, got: a token',
    ],
    [{ refreshKey: `build-${Token.asString({ Ref: 'Build' })}` }, '`refreshKey` must be known at synth'],
    [{ imageType: ImageType.SHARED, mostRecent: 1 }, '`mostRecent` with `imageType` SHARED needs'],
  ])('%j: %s', (props, message) => {
    expect(() => lookupStack(props)).toThrow(message);
  });

  test('a provider of another stack', () => {
    const app = new App();
    const provider = new WorkspaceImagesProvider(new Stack(app, 'Other'), 'Provider');
    expect(() => new WorkspaceImages(new Stack(app, 'Images'), 'GoldenImages', { provider })).toThrow(
      '`provider` must be in the same stack as the lookup Images/GoldenImages, got: Other/Provider',
    );
  });

  test('a provider of the parent of a nested stack', () => {
    const parent = new Stack(new App(), 'Parent');
    const provider = new WorkspaceImagesProvider(parent, 'Provider');
    const nested = new NestedStack(parent, 'Nested');
    expect(() => new WorkspaceImages(nested, 'GoldenImages', { provider })).toThrow(
      '`provider` must be in the same',
    );
  });
});

describe('images that anyone may own', () => {
  test.each<[string, (images: WorkspaceImages) => string]>([
    ['newestImageId', ({ newestImageId }) => newestImageId],
    ['newestImageState', ({ newestImageState }) => newestImageState],
    ['newestImage', ({ newestImage }) => newestImage.imageId],
  ])('fail synthesis where the newest of them is used: %s', (_, read) => {
    const { stack, images } = lookupStack({ imageType: ImageType.ALL, imageNames: ['golden-*'] });
    const value = read(images);
    expect(() => stack.resolve(value) as unknown).toThrow(
      'the newest image of Images/GoldenImages must not be used without `ownerAccountIds` or `imageIds`',
    );
    expect(stack.resolve(images.imageIds)).toBeDefined();
  });

  const ID = 'cdk-workspace-images:sharedWithoutOwner';

  test.each([ImageType.SHARED, ImageType.ALL])('draw a warning: $value', (imageType) => {
    expect(warnings(lookupStack({ imageType }).stack)).toStrictEqual([
      expect.stringMatching(/^"Anyone can share an image with this account.*\[ack: .*sharedWithoutOwner\]"$/),
    ]);
  });

  test('draw none where it is acknowledged', () => {
    const { stack } = lookupStack({ imageType: ImageType.ALL });
    Annotations.of(stack).acknowledgeWarning(ID);
    expect(warnings(stack)).toStrictEqual([]);
  });

  test.each<WorkspaceImagesProps>([
    {},
    { imageType: ImageType.SHARED, ownerAccountIds: ['123456789012'], mostRecent: 1 },
    { imageIds: ['wsi-111111111'], mostRecent: 1 },
    { imageType: ImageType.ALL, imageIds: ['wsi-111111111'] },
  ])('are none of these, which draw no warning: %j', (props) => {
    expect(warnings(lookupStack(props).stack)).toStrictEqual([]);
  });
});
