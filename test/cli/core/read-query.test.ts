import { readQuery } from '../../../cli/core/read-query';
import { pseudoParameters } from '../../../cli/core/resolve';

const PLACE = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
const KNOWN = pseudoParameters(PLACE, 'Images');
const read = (properties: Readonly<Record<string, unknown>>) =>
  readQuery(
    { ServiceToken: { 'Fn::GetAtt': ['Framework', 'Arn'] }, ServiceTimeout: 900, ...properties },
    KNOWN,
  );

test('literals and pseudo parameters are known', () => {
  expect(
    read({
      ImageNames: ['golden-*'],
      Region: { Ref: 'AWS::Region' },
      OwnerAccountIds: [{ Ref: 'AWS::AccountId' }],
      MaxCount: { Ref: 'AWS::NoValue' },
    }),
  ).toMatchObject({
    kind: 'known',
    query: {
      imageNames: ['golden-*'],
      region: 'eu-west-1',
      ownerAccountIds: ['123456789012'],
      maxCount: undefined,
    },
    tokens: [],
  });
});

test.each([
  ['ExportPrefix', {}],
  ['ManifestBucket', {}],
  ['GateTimeout', { Gate: 'WAIT_UNTIL_AVAILABLE' }],
])(
  'a token that decides neither where to look nor which images match leaves a query known: %s',
  (name, more) => {
    expect(read({ ...more, [name]: { Ref: 'Parameter' } })).toMatchObject({ kind: 'known', tokens: [name] });
  },
);

test.each([
  ['AssumedRoleArn', { 'Fn::GetAtt': ['Role', 'Arn'] }],
  ['ExternalId', '{{resolve:ssm:/external-id}}'],
  ['Region', { Ref: 'Where' }],
  ['ImageIds', ['wsi-123456789', { Ref: 'Id' }]],
  ['ImageIds', { 'Fn::Split': [',', { Ref: 'Ids' }] }],
  ['ImageNames', [{ Ref: 'Pattern' }]],
  ['MostRecent', { Ref: 'Number' }],
  ['MinCount', { Ref: 'Number' }],
  ['MaxAge', { Ref: 'Seconds' }],
])('any other token is told, and never guessed: %s', (name, value) => {
  expect(read({ [name]: value })).toEqual({
    kind: 'not known',
    reason: `\`${name}\` is ${JSON.stringify(value)}`,
    tokens: [name],
  });
});

test('all of them are told', () => {
  expect(read({ Region: { Ref: 'Where' }, ImageNames: [{ Ref: 'Pattern' }] })).toEqual({
    kind: 'not known',
    reason: '`ImageNames` is [{"Ref":"Pattern"}], and `Region` is {"Ref":"Where"}',
    tokens: ['ImageNames', 'Region'],
  });
});

test('what the handler would refuse has its reason', () => {
  expect(read({ MostRecent: { 'Fn::Join': ['', ['1', '.5']] } })).toEqual({
    kind: 'invalid',
    reason: '`mostRecent` must be a positive integer, got: 1.5',
    tokens: [],
  });
});

test('a property of a newer version is for the command of that version', () => {
  expect(read({ Colour: 'green' })).toEqual({
    kind: 'newer version',
    reason:
      '`Colour` is a property that this version of the command does not know: use the version of cdk-workspace-images ' +
      'that synthesized the app',
    tokens: [],
  });
});
