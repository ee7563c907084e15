import { encodeLookup, type LookupTexts } from '../../../lib/contract/images';
import { parseInstant } from '../../../lib/contract/instant';
import {
  ACCOUNT_ID,
  AT_LEAST_ONE_SECOND,
  BUCKET_NAME,
  BUNDLE_DESCRIPTION,
  BUNDLE_ID,
  BUNDLE_NAME,
  EXPORT_PREFIX,
  EXTERNAL_ID,
  IMAGE_ID,
  IMAGE_NAME_PATTERN,
  integerBetween,
  joined,
  NATURAL_NUMBER,
  NOT_EMPTY,
  oneOf,
  POSITIVE_INTEGER,
  REGION,
  ROLE_ARN,
  type Rule,
  SERVICE_ENUM,
} from '../../../lib/contract/rules';

const literal = () => false;
const OWNERS = ['123456789012'];

test.each<[LookupTexts, string]>([
  [
    { imageIds: ['wsi-12345678'] },
    '`imageIds` must be an image id: wsi- and 9 to 63 of 0-9 a-z, got: wsi-12345678',
  ],
  [{ imageIds: ['wsi-123456789A'] }, '`imageIds` must be an image id'],
  [{ imageIds: ['wsi-123456789 '] }, '63 of 0-9 a-z, got: "wsi-123456789 "'],
  [{ imageIds: ['wsi-123456789\n'] }, '63 of 0-9 a-z, got: "wsi-123456789\\n"'],
  [{ imageIds: [`wsi-${'a'.repeat(64)}`] }, '`imageIds` must be an image id'],
  [{ excludeImageIds: ['ami-123456789'] }, '`excludeImageIds` must be an image id'],
  [{ imageIds: [] }, '`imageIds` must be left out or hold at least one element, got: an empty list'],
  [{ fields: [] }, '`fields` must be left out or hold at least one element'],
  [{ imageNames: ['a', 'b', 'a'] }, '`imageNames` must hold each element once, got twice: a'],
  [{ imageNames: [''] }, '`imageNames` must be an image name'],
  [
    { imageNames: ['a b'] },
    '`imageNames` must be an image name: 1 to 64 of a-z A-Z 0-9 _ . / ( ) - and the wildcards',
  ],
  [{ imageNames: ['a'.repeat(65)] }, '`imageNames` must be an image name'],
  [{ imageNames: [`*${'?'.repeat(65)}*`] }, '`imageNames` must be an image name'],
  [{ states: ['IN PROGRESS'] }, '`states` must be a service value: letters, digits and _'],
  [{ states: [''] }, '`states` must be a service value: letters, digits and _, got: ""'],
  [{ operatingSystems: ['a,b'] }, '`operatingSystems` must be'],
  [{ requiredTenancies: ['a-b'] }, '`requiredTenancies` must be'],
  [
    { ownerAccountIds: ['12345678901'] },
    '`ownerAccountIds` must be an account id of 12 digits, got: 12345678901',
  ],
  [{ ownerAccountIds: ['1234567890123'] }, '`ownerAccountIds` must be'],
  [{ imageType: 'MINE' }, '`imageType` must be one of OWNED, SHARED, ALL, got: MINE'],
  [{ fields: ['DESCRIPTION'] }, '`fields` must be one of NAME, OPERATING_SYSTEM,'],
  [{ updateAvailable: 'yes' }, '`updateAvailable` must be one of true, false, got: yes'],
  [{ mostRecent: '0' }, '`mostRecent` must be a positive integer, got: 0'],
  [{ mostRecent: '1.5' }, '`mostRecent` must be a positive integer, got: 1.5'],
  [{ mostRecent: 'NaN' }, '`mostRecent` must be a positive integer, got: NaN'],
  [{ mostRecent: '1e+21' }, '`mostRecent` must be a positive integer, got: 1e+21'],
  [{ minCount: '-1' }, '`minCount` must be 0 or a positive integer, got: -1'],
  [{ maxCount: '0' }, '`maxCount` must be a positive integer, got: 0'],
  [{ maxAge: '0' }, '`maxAge` must be a duration of at least one second, got: 0'],
  [{ minCount: '3', maxCount: '2' }, '`maxCount` must not be less than `minCount` (3), got: 2'],
  [{ minCount: '10', maxCount: '9' }, '`maxCount` must not be less than `minCount` (10), got: 9'],
  [
    { imageIds: ['wsi-111111111', 'wsi-222222222'], maxCount: '1' },
    '`maxCount` must not be less than `minCount` (2), got: 1',
  ],
  [{ createdAfter: 'yesterday' }, '`createdAfter` must be an ISO 8601 date that exists'],
  [{ createdAfter: '2026-02-30' }, '`createdAfter` must be an ISO 8601 date that exists'],
  [{ createdAfter: '2025-02-29T00:00:00Z' }, '`createdAfter` must be an ISO 8601 date that exists'],
  [{ createdAfter: '2026-13-01' }, '`createdAfter` must be an ISO 8601 date that exists'],
  [{ createdAfter: '2026-01-01T24:00:00Z' }, '`createdAfter` must be an ISO 8601 date that exists'],
  [{ createdAfter: '2026-01-01T12:60:00Z' }, '`createdAfter` must be an ISO 8601 date that exists'],
  [{ createdAfter: '2026-01-01T12:00:00' }, '`createdAfter` must be an ISO 8601 date that exists'],
  [{ createdAfter: '9999-12-31T23:59:59-01:00' }, '`createdAfter` must be an ISO 8601 date that exists'],
  [{ createdAfter: '0000-01-01T00:00:00+01:00' }, '`createdAfter` must be an ISO 8601 date that exists'],
  [{ createdAfter: '20260101' }, '`createdAfter` must be an ISO 8601 date that exists'],
  [{ createdBefore: '01/02/2026' }, '`createdBefore` must be an ISO 8601 date that exists'],
  [
    { createdAfter: '2026-07-01', createdBefore: '2026-07-01T02:00:00+02:00' },
    '`createdBefore` must be later than `createdAfter` (2026-07-01T00:00:00.000Z), got: 2026-07-01T00:00:00.000Z',
  ],
  [{ refreshKey: '' }, '`refreshKey` must be a text that is not empty, got: ""'],
  [{ exportPrefix: 'a_b' }, '`exportPrefix` must be 1 to 240 of A-Z a-z 0-9 - :, got: a_b'],
  [{ exportPrefix: 'a', minCount: '0' }, '`exportPrefix` needs a `minCount` of at least 1'],
  [{ manifestBucket: 'A' }, '`manifestBucket` must be the name of a bucket, got: A'],
  [{ manifestOnly: 'true' }, '`manifestOnly` needs a `manifestBucket`, got: no bucket'],
  [{ manifestOnly: 'false', manifestBucket: 'abc' }, '`manifestOnly` must be one of true'],
  [{ region: 'Ireland' }, '`region` must be the name of a Region, got: Ireland'],
  [{ assumedRoleArn: 'LookUp' }, '`assumedRoleArn` must be the ARN of a role, got: LookUp'],
  [{ externalId: 'desktops' }, '`externalId` needs the `assumedRole` that asks for it, got: no role'],
  [
    { assumedRoleArn: 'arn:aws:iam::123456789012:role/LookUp', externalId: '{"password":"x"}' },
    '`externalId` must be 2 to 1,224 of A-Z a-z 0-9 _ + = , . @ : / -, got: a value that is not shown',
  ],
  [
    { externalId: 'a' },
    '`externalId` must be 2 to 1,224 of A-Z a-z 0-9 _ + = , . @ : / -, got: a value that is not shown',
  ],
  [{ gate: 'HOPE' }, '`gate` must be one of REQUIRE_AVAILABLE, WAIT_UNTIL_AVAILABLE, got: HOPE'],
  [{ gate: 'WAIT_UNTIL_AVAILABLE' }, '`gateTimeout` and a gate that waits need each other'],
  [{ gateTimeout: '60' }, '`gateTimeout` and a gate that waits need each other, got: no gate'],
  [{ gate: 'REQUIRE_AVAILABLE', gateTimeout: '60' }, '`gateTimeout` and a gate that waits need each other'],
  [{ gate: 'WAIT_UNTIL_AVAILABLE', gateTimeout: '59' }, '`gateTimeout` must be 60 to 43200 seconds, got: 59'],
  [
    { gate: 'WAIT_UNTIL_AVAILABLE', gateTimeout: '43201' },
    '`gateTimeout` must be 60 to 43200 seconds, got: 43201',
  ],
  [{ handOverAfter: '0' }, '`handOverAfter` must be a positive integer'],
  [
    { frozenImageIds: 'wsi-111111111,' },
    '`frozenImageIds` must be -, or a list joined by "," of: an image id',
  ],
  [
    { imageIds: ['wsi-111111111', 'wsi-222222222'], excludeImageIds: ['wsi-333333333', 'wsi-222222222'] },
    '`excludeImageIds` must name none of `imageIds`, got in both: wsi-222222222',
  ],
  [
    { gate: 'REQUIRE_AVAILABLE', states: ['AVAILABLE'] },
    '`states` must be left out with a `gate`, since it would hide the states that the gate must see, got: both',
  ],
  [
    { imageType: 'SHARED', mostRecent: '1' },
    '`mostRecent` with `imageType` SHARED needs `ownerAccountIds` or `imageIds`, ' +
      'since anyone can share a newer image with this account under any name, got: neither',
  ],
  [
    { imageType: 'ALL', mostRecent: '1' },
    '`mostRecent` with `imageType` ALL needs `ownerAccountIds` or `imageIds`, ' +
      'since anyone can share a newer image with this account under any name, got: neither',
  ],
])('%j is refused: %s', (query, message) => {
  expect(() => {
    encodeLookup(query, literal);
  }).toThrow(message);
});

test.each<LookupTexts>([
  {},
  { imageIds: [`wsi-${'a'.repeat(63)}`, 'wsi-012345678'] },
  { imageNames: ['a'.repeat(64), `*${'a'.repeat(64)}*`, '*', '?', 'a_b.c/d(e)-F9'] },
  { states: ['AVAILABLE', 'NEW_STATE'] },
  { minCount: '0', maxCount: '1' },
  { minCount: '2', maxCount: '10' },
  { createdAfter: '2024-02-29', createdBefore: '2024-02-29T00:00:01Z' },
  { createdAfter: '2026-01-01T12:00Z' },
  { createdAfter: '2026-01-01T12:00:00.123456-11:30' },
  { imageType: 'OWNED', mostRecent: '1' },
  { imageType: 'SHARED' },
  { imageType: 'SHARED', mostRecent: '1', ownerAccountIds: OWNERS },
  { imageIds: ['wsi-012345678'], mostRecent: '1' },
  { refreshKey: '\n' },
  { exportPrefix: 'A-z:0' },
  { manifestBucket: 'my.bucket-1', manifestOnly: 'true' },
  {
    region: 'us-gov-west-1',
    assumedRoleArn: 'arn:aws-us-gov:iam::123456789012:role/path/Lookup',
    externalId: 'a/b',
  },
  { gate: 'REQUIRE_AVAILABLE' },
  { gate: 'WAIT_UNTIL_AVAILABLE', gateTimeout: '60' },
  {
    gate: 'WAIT_UNTIL_AVAILABLE',
    gateTimeout: '43200',
    frozenImageIds: '-',
    deadline: '2026-01-01T00:00:00Z',
  },
])('%j is taken', (query) => {
  expect(() => {
    encodeLookup(query, literal);
  }).not.toThrow();
});

test('tokens pass, and what stands beside them is checked', () => {
  const isToken = (value: string | readonly string[]) => value.includes('TOKEN');
  const tokens: LookupTexts = {
    imageIds: ['TOKEN'],
    imageNames: ['TOKEN', 'TOKEN'],
    createdAfter: 'TOKEN',
    createdBefore: '1999-01-01',
    minCount: 'TOKEN',
    maxCount: '1',
    mostRecent: 'TOKEN',
  };
  expect(() => {
    encodeLookup(tokens, isToken);
  }).not.toThrow();
  expect(() => {
    encodeLookup({ ...tokens, createdBefore: '1999-01-32' }, isToken);
  }).toThrow('`createdBefore`');
});

describe('a rule takes the whole text, from its first character to its last', () => {
  test.each<[string, Rule, readonly string[], readonly string[]]>([
    [
      'POSITIVE_INTEGER',
      POSITIVE_INTEGER,
      ['1', '10', '999999999999999'],
      ['0', '-1', '1x', '1000000000000000'],
    ],
    [
      'NATURAL_NUMBER',
      NATURAL_NUMBER,
      ['0', '7', '10', '999999999999999'],
      ['', '01', '-1', '1x', '1000000000000000'],
    ],
    [
      'AT_LEAST_ONE_SECOND',
      AT_LEAST_ONE_SECOND,
      ['1', '60', '999999999999999'],
      ['0', '-60', '60s', '1000000000000000'],
    ],
    [
      'ACCOUNT_ID',
      ACCOUNT_ID,
      ['123456789012'],
      ['x123456789012', '123456789012x', '12345678901x', '12345678901'],
    ],
    [
      'REGION',
      REGION,
      ['eu-west-1', 'us-gov-west-1', 'us-iso-east-12', 'euse-west-1'],
      ['e-west-1', 'euses-west-1', 'eu-1', 'eu-west-1a', 'EU-west-1', 'eu-west-', 'eu-wes7-1', 'x eu-west-1'],
    ],
    [
      'ROLE_ARN',
      ROLE_ARN,
      ['arn:aws:iam::123456789012:role/x', 'arn:aws-cn:iam::123456789012:role/path/x'],
      [
        'xarn:aws:iam::123456789012:role/x',
        'arn:aws:iam::12345678901:role/x',
        'arn::iam::123456789012:role/x',
        'arn:aws:iam::123456789012:user/x',
        'arn:aws:iam::123456789012:role/',
        'arn:aws:iam::123456789012:role/x\n',
      ],
    ],
    [
      'EXTERNAL_ID',
      EXTERNAL_ID,
      ['ab', 'a+=,.@:/-_9Z', 'x'.repeat(1_224)],
      ['', 'a', 'a b', ' ab', 'ab ', 'x'.repeat(1_225)],
    ],
    [
      'BUCKET_NAME',
      BUCKET_NAME,
      ['abc', 'my.bucket-1', 'b'.repeat(63)],
      ['ab', 'Abcd', 'abcD', 'a_cd', 'b'.repeat(64)],
    ],
    ['EXPORT_PREFIX', EXPORT_PREFIX, ['a', 'A-z:0', 'x'.repeat(240)], ['', '_ab', 'ab_', 'x'.repeat(241)]],
    [
      'IMAGE_ID',
      IMAGE_ID,
      ['wsi-0123456ab', `wsi-${'z'.repeat(63)}`],
      ['xwsi-012345678', 'wsi-01234567', `wsi-${'z'.repeat(64)}`, 'wsi-01234567A'],
    ],
    [
      'IMAGE_NAME_PATTERN',
      IMAGE_NAME_PATTERN,
      ['a', '*', 'a_b.c/d(e)-F9?'],
      ['', ' a', 'a ', 'a,b', 'n'.repeat(65)],
    ],
    [
      'BUNDLE_ID',
      BUNDLE_ID,
      ['wsb-0123456a', `wsb-${'z'.repeat(63)}`],
      ['xwsb-01234567', 'wsb-0123456', `wsb-${'z'.repeat(64)}`, 'wsb-0123456A', 'wsi-01234567'],
    ],
    [
      'BUNDLE_NAME',
      BUNDLE_NAME,
      ['a', 'a_b.c/d(e)-F9', 'n'.repeat(64)],
      ['', ' a', 'a ', 'a*', 'n'.repeat(65)],
    ],
    [
      'BUNDLE_DESCRIPTION',
      BUNDLE_DESCRIPTION,
      ['a', 'a b_c./()-9', 'd'.repeat(255)],
      ['', ',a', 'a,', 'd'.repeat(256)],
    ],
    ['SERVICE_ENUM', SERVICE_ENUM, ['A', 'NEW_STATE_2'], ['', '-A', 'A-', 'A B']],
    [
      'integerBetween',
      integerBetween(10, 100, 'GiB'),
      ['10', '99', '100', '00011'],
      ['9', '101', '+80', '80.0', '8e1', ' 80', `${'0'.repeat(14)}80`],
    ],
    ['oneOf', oneOf(['ONE', 'TWO']), ['ONE', 'TWO'], ['', 'one', 'ONE, TWO']],
    [
      'joined',
      joined(ACCOUNT_ID, ',', '-'),
      ['-', '123456789012', '123456789012,210987654321'],
      ['', ',', '123456789012,', '123456789012,-', '1,123456789012'],
    ],
    ['NOT_EMPTY', NOT_EMPTY, ['a', '\n', '💥'], ['']],
  ])('%s', (_, { allows }, taken, refused) => {
    expect(taken.filter((text) => !allows(text))).toStrictEqual([]);
    expect(refused.filter((text) => allows(text))).toStrictEqual([]);
  });
});

test('the rules for bundles say what they take', () => {
  expect([BUNDLE_ID, BUNDLE_NAME, BUNDLE_DESCRIPTION].map(({ expected }) => expected)).toStrictEqual([
    'a bundle id: wsb- and 8 to 63 of 0-9 a-z',
    '1 to 64 of a-z A-Z 0-9 _ . / ( ) -',
    '1 to 255 of a-z A-Z 0-9 _ . / ( ) - and blanks',
  ]);
});

test.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T00:00Z', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T23:59:59Z', '2026-01-31T23:59:59.000Z'],
  ['2026-01-31T19:05:09.5Z', '2026-01-31T19:05:09.500Z'],
  ['2026-01-31T12:00:00.123456789+23:59', '2026-01-30T12:01:00.123Z'],
  ['2026-01-31T12:00:00-01:30', '2026-01-31T13:30:00.000Z'],
])('the instant %s is %s', (text, instant) => {
  expect(parseInstant(text)?.toISOString()).toBe(instant);
});

test.each([
  'x2026-01-31',
  '2026-01-31x',
  '2026-01-3',
  '026-01-31',
  '2026-1-31',
  '2026-01-31T12:00:00Zx',
  '2026-01-31T12:00',
  '2026-01-31T12:0Z',
  '2026-01-31T29:00Z',
  '2026-01-31T12:00:60Z',
  '2026-01-31T12:00:00.Z',
  '2026-01-31T12:00:00x5Z',
  '2026-01-31T12:00:00.1234567891Z',
  '2026-01-31T12:00:00+24:00',
  '2026-01-31T12:00:00+01:60',
  '2026-01-31T12:00:00+0100',
  '2026-00-31',
])('%s is no instant', (text) => {
  expect(parseInstant(text)).toBeUndefined();
});
