import { AccessError, RoleError } from '../../cli/core/access-error';
import type { DeployedStack } from '../../cli/core/deployed';
import { preview } from '../../cli/preview';
import { imageId, images } from '../lambda/builders';
import { ACCOUNT, aDeployedStack, anAws, aStack, type Aws, only, previewed } from './apps';

const ID = 'Golden12345678aaaaaaaa';

/** Of an earlier query of the same construct. */
const EARLIER_ID = 'Golden12345678bbbbbbbb';

const aLookup = (Properties: object = { MostRecent: '1' }) => ({
  Type: 'Custom::WorkspaceImages',
  Properties,
});

const outputs = (Export: object = {}) => ({
  Ids: { Value: { 'Fn::GetAtt': [ID, 'ImageIds'] }, ...Export },
  States: { Value: { 'Fn::GetAtt': [ID, 'ImageStates'] } },
});

const goldenStack = (properties?: object, overrides = {}) =>
  aStack({ Resources: { [ID]: aLookup(properties) }, Outputs: outputs() }, overrides);

/** The stack as it is deployed with a lookup of these ids and states. */
const deployedWith = (logicalId: string, Ids: string, States = 'AVAILABLE') =>
  aDeployedStack({
    resources: new Map([[logicalId, 'physical']]),
    outputs: new Map(Object.entries({ Ids, States })),
  });

/** The finding of the lookup of a stack, and the requests that it took. */
async function find(stack: ReturnType<typeof aStack>, aws: Aws = {}) {
  const { ports, listed } = anAws({ images: images(3), ...aws });
  const { finding, place } = only(await previewed([stack], ports));
  return { finding, place, listed };
}

const failing = (error: Error) => () => {
  throw error;
};

test.each<[string, NonNullable<Aws['stacks']>, object]>([
  ['new, without a stack', {}, { result: 'new', deployed: { images: 'nothing' } }],
  [
    'a change of what an earlier query has found',
    { Images: deployedWith(EARLIER_ID, imageId(1)) },
    { result: 'change', deployed: { images: [{ imageId: imageId(1), state: 'AVAILABLE' }] } },
  ],
  [
    'pinned, with what is newer',
    { Images: deployedWith(ID, imageId(1)) },
    { result: 'pinned', newer: [{ ImageId: imageId(0) }] },
  ],
])('a lookup is %s', async (_, stacks, expected) => {
  const { finding } = await find(goldenStack(), { stacks });
  expect(finding).toMatchObject({ ...expected, now: { selected: [{ ImageId: imageId(0) }] } });
});

test('what a token decides is not known, and not listed; a pin looks again if its value changes', async () => {
  const stack = goldenStack({ ImageNames: [{ Ref: 'Pattern' }] });
  const known = { reason: '`ImageNames` is [{"Ref":"Pattern"}]', tokens: ['ImageNames'] };
  const { finding, listed } = await find(stack);
  expect(finding).toMatchObject({ ...known, result: 'not-known' });
  expect(listed).toEqual([]);
  const pinned = await find(stack, { stacks: { Images: deployedWith(ID, imageId(1)) } });
  expect(pinned.finding).toMatchObject({ ...known, result: 'pinned', newLookup: 'not-known' });
});

test('where the stack is, and what it is called, is known; the name of a nested stack is not', async () => {
  const assumedRole = 'arn:aws:iam::210987654321:role/Look';
  const { listed } = await find(
    goldenStack({
      Region: { Ref: 'AWS::Region' },
      AssumedRoleArn: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::210987654321:role/Look' },
      ImageNames: [{ Ref: 'AWS::StackName' }],
    }),
  );
  expect(listed).toMatchObject([{ region: 'eu-west-1', assumedRoleArn: assumedRole }]);
  const nestedIn = { stack: aStack({}), logicalId: 'Inner', parameters: {} };
  const nested = await find(goldenStack({ ImageNames: [{ Ref: 'AWS::StackName' }] }, { nestedIn }));
  expect(nested.finding.result).toBe('not-known');
});

test('a property of a newer version fails the preview, not the deployment', async () => {
  const { finding } = await find(goldenStack({ Colour: 'green' }));
  expect(finding).toMatchObject({ result: 'error', deployed: { images: 'nothing' } });
});

describe('AWS is asked', () => {
  test('once for what several lookups need, and of a stack for what is its own', async () => {
    const stack = aStack({
      Resources: {
        A: aLookup(),
        B: aLookup({ MostRecent: '2' }),
        D: aLookup({ Region: 'us-east-1' }),
        Inner: { Type: 'AWS::CloudFormation::Stack' },
        Bundle: { Type: 'Custom::WorkspaceBundle' },
        Other: { Type: 'AWS::SSM::Parameter' },
      },
    });
    const nestedIn = { stack, logicalId: 'Inner', parameters: {} };
    const nested = aStack({ Resources: { C: aLookup() } }, { nestedIn, path: 'Images/Inner' });
    const { ports, asked, listed } = anAws({
      images: images(1),
      stacks: { Images: aDeployedStack({ resources: new Map([['Inner', 'arn:inner']]) }) },
    });
    await previewed([stack, nested], ports);
    expect(asked).toEqual([
      'Images/A',
      'caller in eu-west-1',
      'Images in eu-west-1, of it A B Bundle D Inner',
      'Images/B',
      'Images/D',
      'Images/C',
      'arn:inner in eu-west-1, of it C',
    ]);
    expect(listed.map(({ region }) => region)).toEqual([undefined, 'us-east-1']);
  });

  test('once in each Region whose the credentials are', async () => {
    const { ports, asked } = anAws();
    await previewed(
      ['eu-west-1', 'us-east-1', 'eu-west-1'].map((region) => goldenStack({}, { region })),
      ports,
    );
    expect(asked.filter((text) => text.startsWith('caller'))).toEqual([
      'caller in eu-west-1',
      'caller in us-east-1',
    ]);
  });

  test('for the Region of the caller, if the stack names none', async () => {
    const { place, listed } = await find(goldenStack({}, { account: undefined, region: undefined }));
    expect(place).toEqual({ account: ACCOUNT, region: 'eu-west-1', partition: 'aws' });
    expect(listed).toMatchObject([{ stack: { account: ACCOUNT, region: 'eu-west-1', name: 'Images' } }]);
  });
});

describe('what AWS does not tell', () => {
  test('fails the lookups of a stack, and no others', async () => {
    const stacks = [
      goldenStack({}, { region: 'ap-east-1' }),
      goldenStack({}, { stackName: 'Denied' }),
      goldenStack(),
    ];
    const denied = { Denied: new AccessError('you must be allowed') };
    const previews = await previewed(stacks, anAws({ images: images(1), stacks: denied }).ports);
    expect(previews).toMatchObject([
      { place: undefined, finding: { result: 'error', reason: 'not valid there' }, bundles: [] },
      { place: {}, finding: { result: 'error', reason: 'you must be allowed' }, bundles: [] },
      { finding: { result: 'new' } },
    ]);
  });

  test('is whatever is of another account than the credentials', async () => {
    const { finding } = await find(goldenStack(), { account: '210987654321' });
    expect(finding).toEqual({
      result: 'error',
      reason:
        `the credentials are of account 210987654321, and the stack is in ${ACCOUNT}: use credentials of that account, ` +
        'or leave the stack out with --stack',
      tokens: [],
    });
  });

  test.each([
    ['the listing', new AccessError('no'), { result: 'error', reason: 'no', deployed: { isPinned: true } }],
    ['the role', new RoleError('no role'), { result: 'pinned', newLookup: 'not-known', reason: 'no role' }],
  ])('of images leaves what is deployed, by %s', async (_, error, expected) => {
    const stacks = { Images: deployedWith(ID, imageId(0)) };
    expect((await find(goldenStack(), { stacks, images: failing(error) })).finding).toMatchObject(expected);
  });

  test('is not what is a mistake of our own', async () => {
    await expect(find(goldenStack(), { images: failing(new TypeError('oops')) })).rejects.toThrow('oops');
  });
});

describe('a bundle of another stack', () => {
  const EXPORT = 'golden-image-ids';
  const imagesStack = aStack({
    Resources: { [ID]: aLookup({ MostRecent: '2' }) },
    Outputs: outputs({ Export: { Name: EXPORT } }),
  });
  const BY_OUTPUT = { 'Fn::GetStackOutput': { StackName: 'Images', OutputName: 'Ids' } };
  const BY_EXPORT = { 'Fn::ImportValue': EXPORT };

  interface Case {
    readonly ids?: object;
    readonly which?: unknown;
    readonly deployed?: Partial<DeployedStack> | 'nothing';
    readonly desktops?: DeployedStack | Error;
    readonly isChosen?: boolean;
  }

  /** What becomes of a bundle that takes one of two images, the second of which is deployed. */
  async function resultOf({
    ids = BY_OUTPUT,
    which = 0,
    deployed = {},
    desktops = aDeployedStack({ resources: new Map([['Desktop', 'wsb-123456789']]) }),
    isChosen = true,
  }: Case) {
    const Properties = { ImageId: { 'Fn::Select': [which, { 'Fn::Split': [',', ids] }] } };
    const all = [
      imagesStack,
      aStack(
        { Resources: { Desktop: { Type: 'Custom::WorkspaceBundle', Properties } } },
        { stackName: 'Desktops' },
      ),
    ];
    const before = { ...deployedWith(EARLIER_ID, imageId(1)), exports: new Set([EXPORT]) };
    const stacks: Aws['stacks'] = {
      Desktops: desktops,
      ...(deployed === 'nothing' ? {} : { Images: { ...before, ...deployed } }),
    };
    const { ports } = anAws({ images: images(2), stacks });
    const { bundles } = only(await preview({ chosen: isChosen ? all : [imagesStack], all }, ports));
    return bundles.map(({ result, reason }) => (reason === undefined ? result : `${result}: ${reason}`));
  }

  const found = (Ids: string, States = 'AVAILABLE,AVAILABLE') => ({
    outputs: new Map(Object.entries({ Ids, States })),
  });
  const both = `${imageId(0)},${imageId(1)}`;
  const none = aDeployedStack();

  test.each<[string, Case, string[]]>([
    ['gets the new image', {}, ['swap']],
    ['may get it, if what is deployed is not readable', { deployed: { outputs: new Map() } }, ['may-swap']],
    ['may get it, if which it takes is not known', { which: { Ref: 'Which' } }, ['may-swap']],
    ['is made', { desktops: none }, ['make']],
    ['is made in a stack that is not to be previewed', { desktops: none, isChosen: false }, ['make']],
    ['keeps it, if the newest stays', { deployed: found(`${imageId(0)},wsi-gone00000`) }, []],
    [
      'gets it, if it takes the other',
      { which: 1, deployed: found(`${imageId(0)},wsi-gone00000`) },
      ['swap'],
    ],
    ['imports it, which locks it', { ids: BY_EXPORT }, ['refuse']],
    ['imports all, if the newest stays', { ids: BY_EXPORT, deployed: found(imageId(0)) }, ['refuse']],
    ['imports no state', { ids: BY_EXPORT, deployed: found(both, 'PENDING,AVAILABLE') }, []],
    ['imports what is not readable', { ids: BY_EXPORT, deployed: { outputs: new Map() } }, ['refuse']],
    [
      'cannot import what is not exported yet',
      { ids: BY_EXPORT, deployed: { exports: new Set() } },
      ['swap'],
    ],
    ['cannot be read', { desktops: new AccessError('no') }, ['error: no']],
    [
      'cannot be read, of a stack that is not to be previewed',
      { desktops: new AccessError('no'), isChosen: false },
      ['not-known: no'],
    ],
  ])('%s', async (_, given, expected) => {
    await expect(resultOf(given)).resolves.toEqual(expected);
  });

  test('is not told where the lookup would keep its pin', async () => {
    const resources = new Map([[ID, 'physical']]);
    await expect(resultOf({ deployed: { resources } })).resolves.toEqual([]);
  });
});
