import {
  ATTRIBUTES,
  BUNDLE_PROPERTIES,
  type BundleTexts,
  decodeBundle,
  decodeFormer,
  encodeBundle,
  LONGEST_NAME_PREFIX,
  OWNER_TAGS,
  RESOURCE_TYPE,
  tagRules,
  TAGS,
  VARIABLES,
} from '../../../lib/contract/bundle';
import { hashedProperties } from '../../../lib/contract/schema';

const TEXTS: BundleTexts = {
  imageId: 'wsi-0123456789',
  computeType: 'STANDARD',
  rootVolumeSize: '80',
  userVolumeSize: '50',
};

const PROPERTIES = {
  ServiceToken: 'arn:x',
  ServiceTimeout: '3600',
  ImageId: 'wsi-0123456789',
  ComputeType: 'STANDARD',
  RootVolumeSize: '80',
  UserVolumeSize: '50',
};

const noToken = () => false;

test('a bundle is written under the names of its props', () => {
  const texts = { ...TEXTS, bundleName: 'golden', description: 'Golden', deleteTimeout: '60' };
  expect(encodeBundle(texts, noToken)).toStrictEqual({
    ComputeType: 'STANDARD',
    RootVolumeSize: '80',
    UserVolumeSize: '50',
    BundleName: 'golden',
    Description: 'Golden',
    ImageId: 'wsi-0123456789',
    DeleteTimeout: '60',
  });
});

test('what the service can change is not hashed', () => {
  const properties = encodeBundle({ ...TEXTS, deleteTimeout: '60' }, noToken);
  expect(Object.keys(hashedProperties(BUNDLE_PROPERTIES, properties))).toStrictEqual([
    'ComputeType',
    'RootVolumeSize',
    'UserVolumeSize',
  ]);
});

test('the default of deleteTimeout is left out, even when it is spelled out', () => {
  expect(encodeBundle({ ...TEXTS, deleteTimeout: '600' }, noToken)).not.toHaveProperty('DeleteTimeout');
});

test.each(['imageId', 'computeType', 'rootVolumeSize', 'userVolumeSize'] as const)(
  '%s must be there',
  (key) => {
    expect(() => encodeBundle({ ...TEXTS, [key]: undefined }, noToken)).toThrow(
      new RegExp(`^\`${key}\` must be .*, got: nothing$`),
    );
    const name = key.charAt(0).toUpperCase() + key.slice(1);
    expect(() => decodeBundle({ ...PROPERTIES, [name]: undefined }, 'refuse')).toThrow('got: nothing');
  },
);

test.each<[string, BundleTexts, string]>([
  ['an image', { imageId: '-' }, 'got: -, which a lookup gives'],
  ['a compute type', { computeType: 'a b' }, '`computeType` must be a service value'],
  ['a small root volume', { rootVolumeSize: '79' }, '`rootVolumeSize` must be 80 to 2000 GiB, got: 79'],
  ['a large root volume', { rootVolumeSize: '2001' }, 'got: 2001'],
  ['part of a GiB', { rootVolumeSize: '80.5' }, 'got: 80.5'],
  ['a small user volume', { userVolumeSize: '9' }, '`userVolumeSize` must be 10 to 2000 GiB, got: 9'],
  ['a name', { bundleName: 'golden desktop' }, '`bundleName` must be 1 to 64 of'],
  ['a long name', { bundleName: 'n'.repeat(65) }, 'got: nnn'],
  ['a description', { description: 'a, b' }, '`description` must be 1 to 255 of'],
  ['a timeout', { deleteTimeout: '3001' }, '`deleteTimeout` must be 0 to 3000 seconds, got: 3001'],
])('%s that the service could not mean is refused', (_, texts, message) => {
  expect(() => encodeBundle({ ...TEXTS, ...texts }, noToken)).toThrow(message);
});

test('properties are decoded, with the default of deleteTimeout', () => {
  expect(decodeBundle({ ...PROPERTIES, Tags: [{ Key: 'team', Value: 'x' }] }, 'refuse')).toStrictEqual({
    imageId: 'wsi-0123456789',
    computeType: 'STANDARD',
    rootVolumeSize: 80,
    userVolumeSize: 50,
    bundleName: undefined,
    namePrefix: undefined,
    description: undefined,
    deleteTimeout: 600,
    tags: new Map([['team', 'x']]),
  });
});

test('a property that is not known is refused, or passed over', () => {
  const properties = { ...PROPERTIES, Future: 'x' };
  expect(() => decodeBundle(properties, 'refuse')).toThrow('`Future` is not a property');
  expect(decodeBundle(properties, 'pass over').imageId).toBe('wsi-0123456789');
});

test.each([[null], [undefined], [{}]])('%j holds nothing that is required', (properties) => {
  expect(() => decodeBundle(properties, 'refuse')).toThrow('`computeType` must be a service value');
});

test('tags that are ours, or one more than there is room for, are refused', () => {
  const withTags = (keys: string[]) => () =>
    decodeBundle({ ...PROPERTIES, Tags: keys.map((Key) => ({ Key, Value: '' })) }, 'refuse');
  expect(withTags(['cdk-workspace-images:stack-id'])).toThrow('`tags` must hold no key that begins with');
  expect(withTags(Array.from({ length: 49 }, (_, index) => `tag${index}`))).toThrow('at most 48, got: 49');
  expect(tagRules(noToken).most).toBe(48);
});

test('tags that arrive are checked, since no token is left at deploy time', () => {
  expect(() => decodeBundle({ ...PROPERTIES, Tags: [{ Key: '', Value: 'x' }] }, 'refuse')).toThrow(
    '`tags` must hold a tag key',
  );
});

describe('what a stack had', () => {
  const NOTHING_KNOWN = {
    imageId: undefined,
    bundleName: undefined,
    namePrefix: undefined,
    deleteTimeout: 600,
    tags: new Map(),
  };

  test('is read', () => {
    const properties = {
      ...PROPERTIES,
      BundleName: 'golden',
      DeleteTimeout: '60',
      Tags: [{ Key: 'a', Value: '1' }],
    };
    expect(decodeFormer(properties)).toStrictEqual({
      imageId: 'wsi-0123456789',
      bundleName: 'golden',
      namePrefix: undefined,
      deleteTimeout: 60,
      tags: new Map([['a', '1']]),
    });
  });

  test.each([[undefined], [null], ['x'], [{ DeleteTimeout: 'soon' }]])(
    'is not known from %j',
    (properties) => {
      expect(decodeFormer(properties)).toStrictEqual(NOTHING_KNOWN);
    },
  );

  test('is read beside tags that are not valid', () => {
    expect(decodeFormer({ BundleName: 'golden', Tags: 'x' })).toStrictEqual({
      ...NOTHING_KNOWN,
      bundleName: 'golden',
    });
  });
});

test('names that stand in deployed templates, and on bundles, stay', () => {
  expect([RESOURCE_TYPE, ATTRIBUTES, VARIABLES, TAGS]).toStrictEqual([
    'Custom::WorkspaceBundle',
    { bundleId: 'BundleId' },
    { requestRate: 'REQUEST_RATE' },
    'Tags',
  ]);
  expect(OWNER_TAGS).toStrictEqual({
    stackId: 'cdk-workspace-images:stack-id',
    logicalId: 'cdk-workspace-images:logical-id',
  });
  expect(LONGEST_NAME_PREFIX).toBe(50);
});

test('each property has the type that a CDK app converts its prop to', () => {
  const types = Object.entries(BUNDLE_PROPERTIES).map(([key, { wireType }]) => [key, wireType]);
  expect(Object.fromEntries(types)).toStrictEqual({
    computeType: 'choice',
    rootVolumeSize: 'integer',
    userVolumeSize: 'integer',
    bundleName: 'text',
    namePrefix: 'text',
    description: 'text',
    imageId: 'text',
    deleteTimeout: 'seconds',
  });
  expect(BUNDLE_PROPERTIES.computeType.className).toBe('ComputeType');
});
