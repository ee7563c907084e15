import {
  ATTRIBUTES,
  decodeQuery,
  encodeLookup,
  FIELD_ATTRIBUTES,
  HAND_OVER,
  HAND_OVER_AFTER,
  LOOKUP_PROPERTIES,
  type LookupTexts,
  MANIFEST_ATTRIBUTES,
  MANIFEST_PREFIX,
  RESOURCE_TYPE,
  trustsAnyOwner,
  VARIABLE_SEPARATOR,
  VARIABLES,
} from '../../../lib/contract/images';

const TOKEN = '${Token[TOKEN.1]}';
const isToken = (value: string | readonly string[]) =>
  typeof value === 'string' ? value.includes('${Token[') : value.length === 1 && value[0] === '#{Token[1]}';
const encoded = (query: LookupTexts) => encodeLookup(query, isToken);

describe('encode', () => {
  test('writes every property under its wire name, as text', () => {
    expect(
      encoded({
        imageType: 'SHARED',
        imageIds: ['wsi-222222222', 'wsi-111111111'],
        excludeImageIds: ['wsi-333333333'],
        imageNames: ['win-?', 'golden-*'],
        states: ['PENDING', 'AVAILABLE'],
        operatingSystems: ['WINDOWS'],
        requiredTenancies: ['DEDICATED', 'DEFAULT'],
        ownerAccountIds: ['210987654321', '123456789012'],
        createdAfter: '2026-01-01',
        createdBefore: '2026-07-01T12:00:00+02:00',
        maxAge: '7776000',
        updateAvailable: 'false',
        mostRecent: '3',
        minCount: '1',
        maxCount: '9',
        fields: ['NAME', 'CREATED'],
        refreshKey: 'build 7',
      }),
    ).toStrictEqual({
      ImageType: 'SHARED',
      ImageIds: ['wsi-111111111', 'wsi-222222222'],
      ExcludeImageIds: ['wsi-333333333'],
      ImageNames: ['golden-*', 'win-?'],
      States: ['AVAILABLE', 'PENDING'],
      OperatingSystems: ['WINDOWS'],
      RequiredTenancies: ['DEDICATED', 'DEFAULT'],
      OwnerAccountIds: ['123456789012', '210987654321'],
      CreatedAfter: '2026-01-01T00:00:00.000Z',
      CreatedBefore: '2026-07-01T10:00:00.000Z',
      MaxAge: '7776000',
      UpdateAvailable: 'false',
      MostRecent: '3',
      MinCount: '1',
      MaxCount: '9',
      Fields: ['CREATED', 'NAME'],
      RefreshKey: 'build 7',
    });
  });

  test.each<[string, LookupTexts]>([
    ['OWNED', { imageType: 'OWNED' }],
    ['a minimum of 1', { minCount: '1' }],
    ['both', { imageType: 'OWNED', minCount: '1' }],
  ])('leaves out the default though it is spelled out: %s', (_, query) => {
    expect(encoded(query)).toStrictEqual({});
  });

  test('knows that with ids the defaults are ALL, and all of them', () => {
    const imageIds = ['wsi-111111111', 'wsi-222222222'];
    expect(encoded({ imageIds, imageType: 'ALL', minCount: '2' })).toStrictEqual({ ImageIds: imageIds });
    expect(encoded({ imageIds, imageType: 'OWNED', minCount: '1' })).toStrictEqual({
      ImageIds: imageIds,
      ImageType: 'OWNED',
      MinCount: '1',
    });
  });

  test.each([
    ['a list that is a token', ['#{Token[1]}']],
    ['a list with a token', ['wsi-222222222', TOKEN]],
  ])('writes the defaults that depend on %s, since it may be left out at deploy time', (_, imageIds) => {
    expect(encoded({ imageIds })).toStrictEqual({ ImageIds: imageIds, ImageType: 'ALL' });
    expect(encoded({ imageIds, imageType: 'ALL', minCount: '1' })).toStrictEqual({
      ImageIds: imageIds,
      ImageType: 'ALL',
      MinCount: '1',
    });
    expect(encoded({ imageIds, imageType: 'OWNED' })).toStrictEqual({
      ImageIds: imageIds,
      ImageType: 'OWNED',
    });
  });

  test('lets tokens pass as they are, and a list with one among its elements in its order', () => {
    const query = {
      imageNames: ['z', TOKEN, 'a'],
      createdAfter: TOKEN,
      mostRecent: TOKEN,
      ownerAccountIds: [TOKEN],
    };
    expect(encoded(query)).toStrictEqual({
      ImageNames: ['z', TOKEN, 'a'],
      CreatedAfter: TOKEN,
      MostRecent: TOKEN,
      OwnerAccountIds: [TOKEN],
    });
  });
});

describe('decode', () => {
  test('takes no property to mean owned images, at least one, without a filter', () => {
    expect(decodeQuery({ ServiceToken: 'arn', ServiceTimeout: '900' }, 'refuse')).toStrictEqual({
      imageType: 'OWNED',
      imageIds: [],
      imageIdsRequired: undefined,
      excludeImageIds: [],
      imageNames: [],
      states: [],
      operatingSystems: [],
      requiredTenancies: [],
      ownerAccountIds: [],
      createdAfter: undefined,
      createdBefore: undefined,
      maxAge: undefined,
      updateAvailable: undefined,
      mostRecent: undefined,
      minCount: 1,
      maxCount: undefined,
      fields: [],
      refreshKey: undefined,
      gate: undefined,
      gateTimeout: undefined,
      exportPrefix: undefined,
      manifestBucket: undefined,
      manifestOnly: undefined,
      region: undefined,
      assumedRoleArn: undefined,
      externalId: undefined,
      handOverAfter: undefined,
      deadline: undefined,
      frozenImageIds: undefined,
    });
  });

  test('reads a gate, and what the link before handed over', () => {
    const properties = {
      Gate: 'WAIT_UNTIL_AVAILABLE',
      GateTimeout: '10800',
      HandOverAfter: '3000',
      Deadline: '2026-07-01T15:00:00.000Z',
      FrozenImageIds: 'wsi-222222222,wsi-111111111',
    };
    expect(decodeQuery(properties, 'refuse')).toMatchObject({
      gate: 'WAIT_UNTIL_AVAILABLE',
      gateTimeout: 10_800,
      handOverAfter: 3_000,
      deadline: new Date('2026-07-01T15:00:00Z'),
      frozenImageIds: ['wsi-222222222', 'wsi-111111111'],
    });
    expect(decodeQuery({ ...properties, FrozenImageIds: '-' }, 'refuse').frozenImageIds).toStrictEqual([]);
  });

  test('takes ids to mean all of them, whoever owns them', () => {
    const query = decodeQuery({ ImageIds: ['wsi-111111111', 'wsi-222222222'] }, 'refuse');
    expect([query.imageType, query.minCount]).toStrictEqual(['ALL', 2]);
  });

  test('compares no list of tokens, whose items are not known', () => {
    const list = ['#{Token[TOKEN.1]}'];
    expect(() =>
      encodeLookup({ imageIds: list, excludeImageIds: list }, (value) => value === list),
    ).not.toThrow();
  });

  test('takes ids that are excluded too, as those of tokens may be', () => {
    const ids = ['wsi-111111111', 'wsi-222222222'];
    expect(() => encodeLookup({ imageIds: ids, excludeImageIds: ids }, () => true)).not.toThrow();
    expect(decodeQuery({ ImageIds: ids, ExcludeImageIds: ids }, 'refuse').excludeImageIds).toStrictEqual(ids);
  });

  test('takes the ids of an empty lookup to exclude nothing', () => {
    expect(decodeQuery({ ExcludeImageIds: ['-'] }, 'refuse').excludeImageIds).toStrictEqual([]);
    expect(decodeQuery({ ExcludeImageIds: ['-', 'wsi-111111111'] }, 'refuse').excludeImageIds).toStrictEqual([
      'wsi-111111111',
    ]);
  });

  test.each(['ImageIds', 'OwnerAccountIds', 'States', 'OperatingSystems', 'RequiredTenancies', 'Fields'])(
    'refuses the answer of an empty lookup as %s, which would match more than was meant',
    (name) => {
      expect(() => decodeQuery({ [name]: ['-'] }, 'pass over')).toThrow(
        'got: -, which a lookup gives for an empty list or a missing value',
      );
    },
  );

  test('takes - for a name like any other', () => {
    expect(decodeQuery({ ImageNames: ['-'] }, 'refuse').imageNames).toStrictEqual(['-']);
  });

  test('refuses a query whose ids were a token, and are gone at deploy time', () => {
    const properties = { ImageType: 'ALL', ImageIdsRequired: 'true' };
    expect(() => decodeQuery(properties, 'refuse')).toThrow(
      '`imageIds` must hold at least one id at deploy time, got: none',
    );
    expect(decodeQuery({ ...properties, ImageIds: ['wsi-111111111'] }, 'refuse').minCount).toBe(1);
  });

  test('refuses an unknown property by name, or passes it over', () => {
    expect(() => decodeQuery({ Future: 'x' }, 'refuse')).toThrow(
      '`Future` is not a property that this version of the function knows',
    );
    expect(decodeQuery({ Future: 'x' }, 'pass over').imageType).toBe('OWNED');
  });

  test.each<[unknown, string]>([
    [undefined, 'resource properties must be an object, got: undefined'],
    [null, 'resource properties must be an object, got: null'],
    [{ ImageNames: 'golden' }, '`imageNames` must be a list of texts, got: "golden"'],
    [{ ImageNames: [1] }, '`imageNames` must be a list of texts, got: [1]'],
    [{ MostRecent: ['1'] }, '`mostRecent` must be a text, got: ["1"]'],
    [{ ExternalId: ['desktops'] }, '`externalId` must be a text, got: a value that is not shown'],
    [{ MostRecent: '-1' }, '`mostRecent` must be a positive integer, got: -1'],
    [{ MostRecent: '' }, '`mostRecent` must be a positive integer, got: ""'],
    [{ ImageIds: [] }, '`imageIds` must be left out or hold at least one element, got: an empty list'],
    [{ CreatedAfter: 'soon' }, '`createdAfter` must be an ISO 8601 date that exists'],
  ])('refuses %j: %s', (properties, message) => {
    expect(() => decodeQuery(properties, 'pass over')).toThrow(message);
  });
});

describe("a query whose answer may hold anyone's image", () => {
  test.each<[LookupTexts, boolean]>([
    [{}, false],
    [{ imageType: 'OWNED' }, false],
    [{ imageType: 'SHARED' }, true],
    [{ imageType: 'ALL' }, true],
    [{ imageType: 'ALL', imageIds: ['wsi-111111111'] }, false],
    [{ imageIds: ['wsi-111111111'] }, false],
    [{ imageType: 'SHARED', ownerAccountIds: ['123456789012'] }, false],
  ])('%j: %s', (query, isAnyones) => {
    expect(trustsAnyOwner(query)).toBe(isAnyones);
    expect(trustsAnyOwner(decodeQuery(encoded(query), 'refuse'))).toBe(isAnyones);
  });

  test('is one that lists ALL without ids', () => {
    expect(trustsAnyOwner(decodeQuery({ ImageType: 'ALL' }, 'refuse'))).toBe(true);
  });
});

test('names that stand in deployed templates stay', () => {
  expect(RESOURCE_TYPE).toBe('Custom::WorkspaceImages');
  expect(ATTRIBUTES).toStrictEqual({
    imageIds: 'ImageIds',
    imageStates: 'ImageStates',
    imageCount: 'ImageCount',
  });
  expect(MANIFEST_ATTRIBUTES).toStrictEqual({
    key: 'ManifestKey',
    url: 'ManifestUrl',
    sha256: 'ManifestSha256',
  });
  expect(MANIFEST_PREFIX).toBe('workspace-images/');
  expect(FIELD_ATTRIBUTES).toStrictEqual({
    NAME: 'ImageNames',
    OPERATING_SYSTEM: 'OperatingSystems',
    REQUIRED_TENANCY: 'RequiredTenancies',
    CREATED: 'Created',
    OWNER_ACCOUNT_ID: 'OwnerAccountIds',
    UPDATE_AVAILABLE: 'UpdateAvailable',
  });
  expect([HAND_OVER, HAND_OVER_AFTER]).toStrictEqual([
    { deadline: 'Deadline', frozenImageIds: 'FrozenImageIds' },
    'HandOverAfter',
  ]);
  expect([VARIABLES, VARIABLE_SEPARATOR]).toStrictEqual([
    {
      regions: 'ALLOWED_REGIONS',
      roleArns: 'ALLOWED_ROLE_ARNS',
      buckets: 'ALLOWED_BUCKETS',
      pollSeconds: 'POLL_SECONDS',
      settleSeconds: 'SETTLE_SECONDS',
      requestRate: 'REQUEST_RATE',
    },
    ' ',
  ]);
});

test('each property has the type that a CDK app converts its prop to', () => {
  const types = Object.entries(LOOKUP_PROPERTIES).map(([key, row]) => [
    key,
    [row.wireType, row.className].join(' ').trim(),
  ]);
  expect(Object.fromEntries(types)).toStrictEqual({
    imageType: 'choice ImageType',
    imageIds: 'texts',
    imageIdsRequired: 'flag',
    excludeImageIds: 'texts',
    imageNames: 'texts',
    states: 'choices ImageState',
    operatingSystems: 'choices OperatingSystemType',
    requiredTenancies: 'choices RequiredTenancy',
    ownerAccountIds: 'texts',
    createdAfter: 'instant',
    createdBefore: 'instant',
    maxAge: 'seconds',
    updateAvailable: 'flag',
    mostRecent: 'integer',
    minCount: 'integer',
    maxCount: 'integer',
    fields: 'choices ImageField',
    refreshKey: 'text',
    gate: 'text',
    gateTimeout: 'seconds',
    exportPrefix: 'text',
    manifestBucket: 'text',
    manifestOnly: 'flag',
    region: 'text',
    assumedRoleArn: 'text',
    externalId: 'text',
    handOverAfter: 'seconds',
    deadline: 'instant',
    frozenImageIds: 'text',
  });
});

test('all properties are hashed but those that a link of a wait hands over', () => {
  const unhashed = Object.entries(LOOKUP_PROPERTIES).filter(([, { isHashed }]) => !isHashed);
  expect(unhashed.map(([key]) => key)).toStrictEqual(['handOverAfter', 'deadline', 'frozenImageIds']);
});
