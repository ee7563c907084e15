import { App, Duration, Stack } from 'aws-cdk-lib';
import { CfnRole, Role } from 'aws-cdk-lib/aws-iam';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import {
  ImageField,
  ImageGate,
  ImageManifest,
  ImageState,
  ImageType,
  OperatingSystemType,
  RequiredTenancy,
  WorkspaceImage,
  WorkspaceImages,
  type WorkspaceImagesProps,
  WorkspaceImagesProvider,
} from '../../../lib';

/** Props as a program hands them over that no type checker has seen. */
function create(props: object) {
  return () => new WorkspaceImages(new Stack(), 'GoldenImages', { ...props });
}

/** An object that refers to itself. */
const ENDLESS: { self?: object } = {};
ENDLESS.self = ENDLESS;

test.each<[object, string]>([
  [{ imageNames: 'golden-*' }, '`imageNames` must be a list of strings, got: golden-*'],
  [{ imageNames: ['a', 7] }, '`imageNames` must be a list of strings, got: ["a",7]'],
  [{ imageIds: { 0: 'wsi-111111111' } }, '`imageIds` must be a list of strings'],
  [{ createdAfter: new Date(0) }, '`createdAfter` must be a string, got: "1970-01-01T00:00:00.000Z"'],
  [{ refreshKey: 7 }, '`refreshKey` must be a string, got: 7'],
  [{ imageType: 'SHARED' }, '`imageType` must be a value of ImageType, got: SHARED'],
  [{ imageType: ImageState.AVAILABLE }, '`imageType` must be a value of ImageType'],
  [{ states: ['AVAILABLE'] }, '`states` must be a list of values of ImageState, got: ["AVAILABLE"]'],
  [{ states: ImageState.AVAILABLE }, '`states` must be a list of values of ImageState'],
  [{ states: [ImageType.OWNED] }, '`states` must be a list of values of ImageState'],
  [{ states: [undefined] }, '`states` must be a list of values of ImageState, got: [null]'],
  [{ operatingSystems: [{ value: 'WINDOWS' }] }, '`operatingSystems` must be a list of values of'],
  [{ fields: ['NAME'] }, '`fields` must be a list of values of ImageField, got: ["NAME"]'],
  [{ mostRecent: '1' }, '`mostRecent` must be a number, got: 1'],
  [{ mostRecent: 1n }, '`mostRecent` must be a number, got: 1'],
  [{ refreshKey: Symbol('build') }, '`refreshKey` must be a string, got: Symbol(build)'],
  [
    { assumedRole: ENDLESS },
    '`assumedRole` must be a role, such as Role.fromRoleArn(…), got: an object that is no JSON',
  ],
  [{ assumedRole: { roleArn: 'arn:aws:iam::123456789012:role/LookUp' } }, '`assumedRole` must be a role'],
  [{ maxAge: 90 }, '`maxAge` must be a Duration, got: 90'],
  [{ updateAvailable: 'true' }, '`updateAvailable` must be true or false, got: true'],
  [
    { gate: 'REQUIRE_AVAILABLE' },
    '`gate` must be an ImageGate, such as ImageGate.requireAvailable(), got: REQ',
  ],
  [
    { gate: () => ImageGate.requireAvailable() },
    '`gate` must be an ImageGate, such as ImageGate.requireAvailable(), got: a function, which must be called',
  ],
  [{ gate: {} }, '`gate` must be an ImageGate'],
  [{ gate: null }, '`gate` must be an ImageGate'],
  [
    { manifest: 'bucket' },
    '`manifest` must be an ImageManifest, such as ImageManifest.only(bucket), got: bucket',
  ],
  [
    { assumedRole: 'arn:aws:iam::123456789012:role/LookUp' },
    '`assumedRole` must be a role, such as Role.fromRoleArn(…), got: arn:aws:iam',
  ],
  [{ outputs: 'no' }, '`outputs` must be true or false, got: no'],
  [{ assumedRole: {} }, '`assumedRole` must be a role, such as Role.fromRoleArn(…), got: {}'],
  [
    { assumedRole: new CfnRole(new Stack(), 'LookUp', { assumeRolePolicyDocument: {} }) },
    '`assumedRole` must be a role, such as Role.fromRoleArn(…), got: ',
  ],
  [{ provider: null }, '`provider` must be a WorkspaceImagesProvider, got: null'],
  [{ provider: new Stack() }, '`provider` must be a WorkspaceImagesProvider, got: '],
  [{ provider: 'Provider' }, '`provider` must be a WorkspaceImagesProvider, got: '],
])('%j of the wrong type throws at synth: %s', (props, message) => {
  expect(create(props)).toThrow(message);
});

type Accepts<Prop, Value> = Value extends Prop ? true : false;

test('a value of the same shape, or of another class, does not compile either', () => {
  const accepts: {
    gate: Accepts<ImageGate, object>;
    operatingSystem: Accepts<OperatingSystemType, { readonly value: string }>;
    state: Accepts<ImageState, ImageType>;
  } = { gate: false, operatingSystem: false, state: false };
  expect(Object.values(accepts)).not.toContain(true);
});

test('a long value is cut', () => {
  expect(create({ imageType: Array.from({ length: 1_000 }, () => 'SHARED') })).toThrow(
    /`imageType` must be a value of ImageType, got: \["SHARED",.{190}$/,
  );
});

test('a field of the wrong type throws where its values are read', () => {
  const images = new WorkspaceImages(new Stack(), 'GoldenImages', { fields: [ImageField.NAME] });
  const read = (): unknown => Reflect.apply(images.values.bind(images), undefined, ['NAME']);
  expect(read).toThrow('`field` must be a value of ImageField, got: NAME');
});

test.each([
  'refreshkey',
  'roleArn',
  'unique',
  // Only a link has these.
  'handOverAfter',
  'deadline',
  'frozenImageIds',
  // These are made of other props.
  'gateTimeout',
  'imageIdsRequired',
  'manifestBucket',
  'manifestOnly',
  'assumedRoleArn',
])('%s is no property, and those that exist are named', (name) => {
  expect(create({ [name]: 'x' })).toThrow(
    `\`${name}\` is not a property of WorkspaceImages; its properties are: imageType, imageIds, excludeImageIds, ` +
      'imageNames, states, operatingSystems, requiredTenancies, ownerAccountIds, createdAfter, createdBefore, maxAge, ' +
      'updateAvailable, mostRecent, minCount, maxCount, fields, refreshKey, gate, exportPrefix, region, externalId, ' +
      'manifest, assumedRole, outputs, provider',
  );
});

test('every property of the interface is known', () => {
  const stack = new Stack();
  const everything: Required<WorkspaceImagesProps> = {
    imageType: ImageType.SHARED,
    imageIds: ['wsi-111111111'],
    excludeImageIds: ['wsi-222222222'],
    imageNames: ['golden-*'],
    states: [ImageState.AVAILABLE],
    operatingSystems: [OperatingSystemType.WINDOWS],
    requiredTenancies: [RequiredTenancy.DEFAULT],
    ownerAccountIds: ['123456789012'],
    createdAfter: '2026-01-01',
    createdBefore: '2026-07-01',
    maxAge: Duration.days(90),
    updateAvailable: false,
    mostRecent: 1,
    minCount: 1,
    maxCount: 2,
    fields: [ImageField.NAME],
    gate: ImageGate.none(),
    refreshKey: '1',
    region: 'eu-west-1',
    assumedRole: Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/LookUp'),
    externalId: 'desktops',
    outputs: true,
    exportPrefix: 'golden',
    manifest: ImageManifest.alongside(Bucket.fromBucketName(stack, 'Bucket', 'manifests')),
    provider: new WorkspaceImagesProvider(stack, 'Provider'),
  };
  expect(() => new WorkspaceImages(stack, 'GoldenImages', everything)).not.toThrow();
});

test.each(['mostRecent', 'minCount', 'maxCount', 'fields', 'manifest', 'uniqe'])(
  'a single image does not know %s, which it would set itself or pass over',
  (name) => {
    expect(() => new WorkspaceImage(new Stack(), 'Golden', { [name]: 1 })).toThrow(
      `\`${name}\` is not a property of WorkspaceImage`,
    );
  },
);

test('a single image checks the type of its own property', () => {
  const props: object = { unique: 'yes' };
  expect(() => new WorkspaceImage(new Stack(), 'Golden', { ...props })).toThrow(
    '`unique` must be true or false, got: yes',
  );
});

test.each<[object, string]>([
  [{ memory: 512 }, '`memory` is not a property of WorkspaceImagesProvider; its properties are: '],
  [{ runtime: 'nodejs24.x' }, '`runtime` must be a Runtime, got: nodejs24.x'],
  [{ architecture: 'arm64' }, '`architecture` must be an Architecture, got: arm64'],
  [
    { architecture: Runtime.NODEJS_22_X },
    '`architecture` must be an Architecture, got: {"name":"nodejs22.x"',
  ],
  [{ memorySize: '512' }, '`memorySize` must be a number, got: 512'],
  [{ logGroup: '/aws/images' }, '`logGroup` must be a log group, got: /aws/images'],
  [{ logGroup: new CfnLogGroup(new Stack(), 'Images') }, '`logGroup` must be a log group, got: '],
  [{ vpc: new Stack(new App(), 'Network') }, '`vpc` must be a VPC, got: "the construct Network"'],
  [
    { securityGroups: [new Stack(new App(), 'Network')] },
    '`securityGroups` must be a list of security groups, got: ["the construct Network"]',
  ],
  [{ vpc: 'vpc-1' }, '`vpc` must be a VPC, got: vpc-1'],
  [{ vpcSubnets: 'private' }, '`vpcSubnets` must be a selection of subnets, got: private'],
  [{ securityGroups: ['sg-1'] }, '`securityGroups` must be a list of security groups, got: ["sg-1"]'],
  [{ securityGroups: {} }, '`securityGroups` must be a list of security groups, got: {}'],
  [{ frameworkInVpc: 'yes' }, '`frameworkInVpc` must be true or false, got: yes'],
  [{ pollInterval: 30 }, '`pollInterval` must be a Duration, got: 30'],
])('%j of a provider throws at synth: %s', (props, message) => {
  expect(() => new WorkspaceImagesProvider(new Stack(), 'Provider', { ...props })).toThrow(message);
});

const waitUntilAvailable = (options: object): unknown =>
  Reflect.apply(ImageGate.waitUntilAvailable.bind(ImageGate), undefined, [options]);

test.each<[object, string]>([
  [{ timeout: 3600 }, '`timeout` must be a Duration, got: 3600'],
  [{}, '`timeout` must be a Duration, got: undefined'],
  [
    { timeOut: Duration.hours(1) },
    '`timeOut` is not a property of WaitUntilAvailableOptions; its properties are: timeout',
  ],
])('%j of a gate throws: %s', (options, message) => {
  expect(() => waitUntilAvailable(options)).toThrow(message);
});

test.each([[undefined], ['manifests'], [{}], [new CfnBucket(new Stack(), 'Manifests')]])(
  'a manifest in no bucket throws: %j',
  (bucket) => {
    const make = (): unknown =>
      Reflect.apply(ImageManifest.alongside.bind(ImageManifest), undefined, [bucket]);
    expect(make).toThrow('`bucket` must be a bucket, got: ');
  },
);

describe('what imports images checks its arguments', () => {
  const stack = new Stack();
  const importBy =
    (method: 'fromImageIds' | 'fromParameters' | 'fromStackOutputs' | 'fromExports', value: unknown) =>
    (): unknown =>
      Reflect.apply(WorkspaceImages[method].bind(WorkspaceImages), undefined, [stack, 'Imported', value]);

  test.each<[Parameters<typeof importBy>[0], unknown, string]>([
    ['fromImageIds', 'wsi-111111111', '`imageIds` must be a list of strings, got: wsi-111111111'],
    ['fromImageIds', undefined, '`imageIds` must be a list of strings, got: undefined'],
    ['fromParameters', undefined, '`prefix` must be known at synth, begin with /'],
    ['fromStackOutputs', {}, '`stackName` must be a string, got: undefined'],
    ['fromStackOutputs', { stackName: 'Images' }, '`constructId` must be a string, got: undefined'],
    [
      'fromStackOutputs',
      { stack: 'Images' },
      '`stack` is not a property of StackOutputsAttributes; its properties are: stackName, constructId',
    ],
    [
      'fromStackOutputs',
      { stackName: 'Images', constructId: 'Golden', region: 7 },
      '`region` must be a string, got: 7',
    ],
    [
      'fromStackOutputs',
      { stackName: 'Images', constructId: 'Golden', region: 'Ireland' },
      '`region` must be the name of a Region, got: Ireland',
    ],
    [
      'fromStackOutputs',
      { stackName: 'Images', constructId: 'Golden', roleArn: 'Reader' },
      '`roleArn` must be the ARN of a role, got: Reader',
    ],
    ['fromExports', undefined, '`exportPrefix` must be a string, got: undefined'],
    [
      'fromExports',
      'golden/images',
      '`exportPrefix` must be 1 to 240 of A-Z a-z 0-9 - :, got: golden/images',
    ],
  ])('%s(%j): %s', (method, value, message) => {
    expect(importBy(method, value)).toThrow(message);
  });

  test('fromImageId', () => {
    const make = (): unknown =>
      Reflect.apply(WorkspaceImage.fromImageId.bind(WorkspaceImage), undefined, [
        stack,
        'One',
        ['wsi-111111111'],
      ]);
    expect(make).toThrow('`imageId` must be a string, got: ["wsi-111111111"]');
  });
});

test('props that are undefined count as left out', () => {
  expect(create({ gate: undefined, imageNames: undefined, outputs: undefined })).not.toThrow();
});
