import {
  Annotations,
  App,
  CfnOutput,
  CfnParameter,
  Duration,
  Fn,
  NestedStack,
  Stack,
  Token,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import {
  ImageField,
  ImageState,
  ImageType,
  OperatingSystemType,
  RequiredTenancy,
  WorkspaceImages,
  WorkspaceImagesProvider,
} from '../../lib';
import type { WorkspaceImagesProps } from '../../lib';
import { lookUp, lookUpStack, lookUps, warnings } from './stacks';

describe('a look-up', () => {
  test('is a custom resource with a time limit, a number so that the template validation is content', () => {
    const { properties } = lookUp();
    expect(Object.keys(properties)).toStrictEqual(['ServiceToken', 'ServiceTimeout']);
    expect(properties['ServiceTimeout']).toBe(900);
  });

  test('carries every prop of the query', () => {
    const { properties } = lookUp({
      imageType: ImageType.SHARED,
      imageIds: ['wsi-222222222', 'wsi-111111111'],
      excludeImageIds: ['wsi-333333333'],
      imageNames: ['golden-*'],
      states: [ImageState.of('NEW'), ImageState.AVAILABLE, ImageState.PENDING, ImageState.ERROR],
      operatingSystems: [
        OperatingSystemType.WINDOWS,
        OperatingSystemType.LINUX,
        OperatingSystemType.of('MACOS'),
      ],
      requiredTenancies: [RequiredTenancy.DEFAULT, RequiredTenancy.DEDICATED, RequiredTenancy.of('HOST')],
      ownerAccountIds: ['123456789012'],
      createdAfter: '2026-01-01',
      createdBefore: '2026-07-01T12:00:00Z',
      maximumAge: Duration.days(90),
      updateAvailable: false,
      mostRecent: 1,
      minimumCount: 1,
      maximumCount: 3,
      fields: [ImageField.NAME, ImageField.CREATED],
      refreshKey: '7',
    });
    expect(properties).toMatchObject({
      ImageType: 'SHARED',
      ImageIds: ['wsi-111111111', 'wsi-222222222'],
      ExcludeImageIds: ['wsi-333333333'],
      ImageNames: ['golden-*'],
      States: ['AVAILABLE', 'ERROR', 'NEW', 'PENDING'],
      OperatingSystems: ['LINUX', 'MACOS', 'WINDOWS'],
      RequiredTenancies: ['DEDICATED', 'DEFAULT', 'HOST'],
      OwnerAccountIds: ['123456789012'],
      CreatedAfter: '2026-01-01T00:00:00.000Z',
      CreatedBefore: '2026-07-01T12:00:00.000Z',
      MaximumAge: '7776000',
      UpdateAvailable: 'false',
      MostRecent: '1',
      MinimumCount: '1',
      MaximumCount: '3',
      Fields: ['CREATED', 'NAME'],
      RefreshKey: '7',
    });
  });

  test.each<[string, WorkspaceImagesProps]>([
    ['another query', { imageNames: ['other-*'] }],
    ['another field', { imageNames: ['golden-*'], fields: [ImageField.NAME] }],
    ['another refreshKey', { imageNames: ['golden-*'], refreshKey: '2' }],
  ])('%s is another resource, so that it is created and never updated', (_, props) => {
    expect(lookUp(props).logicalId).not.toBe(lookUp({ imageNames: ['golden-*'] }).logicalId);
  });

  test.each<[string, WorkspaceImagesProps]>([
    ['a list in another order', { imageNames: ['win-*', 'golden-*'] }],
    [
      'a default spelled out',
      { imageNames: ['golden-*', 'win-*'], imageType: ImageType.OWNED, minimumCount: 1 },
    ],
    ['outputs off', { imageNames: ['golden-*', 'win-*'], outputs: false }],
  ])('%s is the same resource', (_, props) => {
    expect(lookUp(props).logicalId).toBe(lookUp({ imageNames: ['golden-*', 'win-*'] }).logicalId);
  });

  test('by another provider is another resource, since CloudFormation refuses a changed service token', () => {
    const stack = new Stack(new App(), 'Images');
    const provider = new WorkspaceImagesProvider(stack, 'Own');
    new WorkspaceImages(stack, 'GoldenImages', { provider });
    expect(lookUps(Template.fromStack(stack))[0]?.logicalId).not.toBe(lookUp().logicalId);
  });

  test('has the same logical id in every stage of an app', () => {
    const ids = ['Beta', 'Production'].map((name) => {
      const stack = new Stack(new App(), name, { env: { account: '123456789012', region: 'eu-west-1' } });
      new WorkspaceImages(stack, 'GoldenImages', { imageNames: ['golden-*'] });
      return lookUps(Template.fromStack(stack))[0]?.logicalId;
    });
    expect(ids[0]).toBe(ids[1]);
  });

  test('has a logical id within the limit however deep it stands', () => {
    const stack = new Stack(new App(), 'Images');
    new WorkspaceImages(stack, 'Golden'.repeat(50), { outputs: false });
    expect(lookUps(Template.fromStack(stack))[0]?.logicalId).toMatch(/^[A-Za-z0-9]{255}$/);
  });

  test('takes tokens, whose values are text to it', () => {
    const stack = new Stack(new App(), 'Images');
    const parameter = (name: string, type: string) => new CfnParameter(stack, name, { type });
    new WorkspaceImages(stack, 'GoldenImages', {
      imageNames: parameter('Names', 'CommaDelimitedList').valueAsList,
      createdAfter: parameter('After', 'String').valueAsString,
      mostRecent: parameter('Newest', 'Number').valueAsNumber,
      maximumAge: Duration.seconds(parameter('Age', 'Number').valueAsNumber),
      ownerAccountIds: [Fn.importValue('owner')],
    });
    expect(lookUps(Template.fromStack(stack))[0]?.properties).toMatchObject({
      ImageNames: { Ref: 'Names' },
      CreatedAfter: { Ref: 'After' },
      MostRecent: { Ref: 'Newest' },
      MaximumAge: { Ref: 'Age' },
      OwnerAccountIds: [{ 'Fn::ImportValue': 'owner' }],
    });
  });

  test('is synthesized alike twice', () => {
    const template = () =>
      JSON.stringify(
        lookUpStack({ imageNames: ['golden-*'] })
          .template()
          .toJSON(),
      );
    expect(template()).toBe(template());
  });
});

describe('its values', () => {
  const resolve = (value: (images: WorkspaceImages) => unknown, props?: WorkspaceImagesProps) => {
    const { stack, images } = lookUpStack(props);
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
    expect(() => lookUpStack().images.values(ImageField.NAME)).toThrow(
      '`fields` must hold ImageField.NAME for its values to be read, got: no fields',
    );
    expect(() => lookUpStack({ fields: [ImageField.CREATED] }).images.values(ImageField.NAME)).toThrow(
      'got: CREATED',
    );
  });
});

describe('its stack outputs', () => {
  test('have stable names, and the attributes as values', () => {
    const { template } = lookUpStack({}, 'golden-images_2');
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
    expect(lookUpStack({ outputs: false }).template().findOutputs('*')).toStrictEqual({});
  });

  test('of two constructs with one id clash, and what to do is said', () => {
    const { stack } = lookUpStack();
    const elsewhere = new Construct(stack, 'Elsewhere');
    expect(() => new WorkspaceImages(elsewhere, 'GoldenImages')).toThrow(
      '`outputs` of Images/Elsewhere/GoldenImages must have names of their own: rename the construct, or set them to ' +
        "false, got: GoldenImagesImageIds, which is another output's name",
    );
    expect(() => new WorkspaceImages(elsewhere, 'Quiet', { outputs: false })).not.toThrow();
    expect(() => new WorkspaceImages(new NestedStack(stack, 'Nested'), 'GoldenImages')).not.toThrow();
  });

  test('leave other outputs alone', () => {
    const { stack, images, template } = lookUpStack();
    new CfnOutput(stack, 'Newest', { value: images.newestImageId });
    expect(Object.keys(template().findOutputs('*'))).toHaveLength(4);
  });
});

describe('bad input throws at synth', () => {
  test.each<[WorkspaceImagesProps, string]>([
    [{ imageIds: ['nope'] }, '`imageIds` must be an image id: wsi- and 9 to 63 of 0-9 a-z, got: nope'],
    [{ mostRecent: 0 }, '`mostRecent` must be a positive integer, got: 0'],
    [{ mostRecent: 1.5 }, '`mostRecent` must be a positive integer, got: 1.5'],
    [{ mostRecent: NaN }, '`mostRecent` must be a positive integer, got: NaN'],
    [{ minimumCount: -1 }, '`minimumCount` must be 0 or a positive integer, got: -1'],
    [{ minimumCount: 2, maximumCount: 1 }, '`maximumCount` must not be less than `minimumCount` (2), got: 1'],
    [{ states: [ImageState.of('')] }, '`states` must be a value such as the service gives'],
    [{ maximumAge: Duration.seconds(0) }, '`maximumAge` must be a duration of at least one second, got: 0'],
    [{ refreshKey: '' }, '`refreshKey` must be a text that is not empty, got: ""'],
    [
      { refreshKey: Fn.ref('Build') },
      '`refreshKey` must be known at synth, since it names the look-up, got: a token',
    ],
    [{ refreshKey: `build-${Token.asString({ Ref: 'Build' })}` }, '`refreshKey` must be known at synth'],
    [{ imageType: ImageType.SHARED, mostRecent: 1 }, '`mostRecent` with `imageType` SHARED must come with'],
  ])('%j: %s', (props, message) => {
    expect(() => lookUpStack(props)).toThrow(message);
  });

  test('a provider of another stack', () => {
    const app = new App();
    const provider = new WorkspaceImagesProvider(new Stack(app, 'Other'), 'Provider');
    expect(() => new WorkspaceImages(new Stack(app, 'Images'), 'GoldenImages', { provider })).toThrow(
      '`provider` must be of the same stack as the look-up Images/GoldenImages, got: Other/Provider',
    );
  });

  test('a provider of the parent of a nested stack', () => {
    const parent = new Stack(new App(), 'Parent');
    const provider = new WorkspaceImagesProvider(parent, 'Provider');
    const nested = new NestedStack(parent, 'Nested');
    expect(() => new WorkspaceImages(nested, 'GoldenImages', { provider })).toThrow(
      '`provider` must be of the same',
    );
  });
});

describe('images that anyone may own', () => {
  const ID = 'cdk-workspace-images:sharedWithoutOwner';

  test.each([ImageType.SHARED, ImageType.ALL])('draw a warning: $value', (imageType) => {
    expect(warnings(lookUpStack({ imageType }).stack)).toStrictEqual([
      expect.stringMatching(/^"Anyone can share an image with this account.*\[ack: .*sharedWithoutOwner\]"$/),
    ]);
  });

  test('draw none where it is acknowledged', () => {
    const { stack } = lookUpStack({ imageType: ImageType.ALL });
    Annotations.of(stack).acknowledgeWarning(ID);
    expect(warnings(stack)).toStrictEqual([]);
  });

  test.each<WorkspaceImagesProps>([
    {},
    { imageType: ImageType.SHARED, ownerAccountIds: ['123456789012'], mostRecent: 1 },
    { imageIds: ['wsi-111111111'], mostRecent: 1 },
    { imageType: ImageType.ALL, imageIds: ['wsi-111111111'] },
  ])('are none of these, which draw no warning: %j', (props) => {
    expect(warnings(lookUpStack(props).stack)).toStrictEqual([]);
  });
});
