import { errorOf, MINUTE, NOW, outOfTime, SECOND } from '../builders';
import { aBundle, aCreate, anAccount, NAME, NEW_IMAGE, ownTags, pollOf, refusal } from './account';

const MADE = { BundleId: 'wsb-made00000' };

test('a bundle that is AVAILABLE at once is the answer of the first poll', async () => {
  const { ports, done } = anAccount([]);
  await expect(pollOf(ports, aCreate())).resolves.toStrictEqual(MADE);
  expect(done).toMatchObject([
    [
      'create',
      {
        name: NAME,
        description: 'Made by the CloudFormation stack Images',
        rootVolumeSize: 80,
        userVolumeSize: 50,
        tags: new Map(Object.entries(ownTags())),
      },
    ],
  ]);
});

test('without the beginning of a name, a bundle gets one all the same', async () => {
  const { ports, done } = anAccount([]);
  await pollOf(ports, aCreate({ NamePrefix: undefined }));
  expect(done).toMatchObject([['create', { name: NAME.replace('Desktop', 'bundle') }]]);
});

describe('a bundle that is there', () => {
  test('is adopted if a copy of the event has made it, and gets the tags', async () => {
    const { ports, done } = anAccount([aBundle()]);
    const change = aCreate({ Tags: [{ Key: 'team', Value: 'x' }] });
    await expect(pollOf(ports, change)).resolves.toStrictEqual({ BundleId: 'wsb-000000001' });
    expect(done).toStrictEqual([['tag', 'wsb-000000001', new Map([['team', 'x']])]]);
  });

  test('is no longer of this stack if an earlier Create has made it, and CloudFormation has kept it', async () => {
    const { ports, done, entries } = anAccount([aBundle({ Name: 'Desktop-0badf00d', State: 'ERROR' })]);
    await expect(pollOf(ports, aCreate())).resolves.toStrictEqual(MADE);
    expect(done).toMatchObject([
      ['untag', 'wsb-000000001', Object.keys(ownTags())],
      ['create', { name: NAME }],
    ]);
    expect(entries[0]).toMatchObject({ event: 'bundle left', why: 'an earlier deployment has left it' });
  });

  test('is no longer of this stack either if a listing had left it out, until this Create had made its own', async () => {
    const kept = aBundle({ BundleId: 'wsb-kept00000', Name: 'Desktop-0badf00d' });
    const { ports, done } = anAccount([kept, aBundle()]);
    await expect(pollOf(ports, aCreate())).resolves.toStrictEqual({ BundleId: 'wsb-000000001' });
    expect(done).toStrictEqual([['untag', 'wsb-kept00000', Object.keys(ownTags())]]);
  });

  test.each([
    ['of another stack', { ...ownTags(), 'cdk-workspace-images:stack-id': 'arn:another' }],
    ['of another resource', { ...ownTags(), 'cdk-workspace-images:logical-id': 'Another' }],
    ['of nobody', {}],
  ])('is not adopted if it is %s, though it has the name', async (_, tags) => {
    const { ports, done } = anAccount([aBundle({ tags })]);
    await pollOf(ports, aCreate());
    expect(done).toMatchObject([['create', {}]]);
  });

  test('is passed over if it is gone when it is asked for its tags', async () => {
    const { ports } = anAccount([aBundle()], { describeTags: () => Promise.reject(refusal('NotFound')) });
    await expect(pollOf(ports, aCreate())).resolves.toStrictEqual(MADE);
  });

  test('fails the Create if its tags cannot be read', async () => {
    const { ports } = anAccount([aBundle()], { describeTags: () => Promise.reject(new Error('denied')) });
    await expect(errorOf(pollOf(ports, aCreate()))).resolves.toMatchObject({ message: 'denied' });
  });

  test('fails the Create if it is in ERROR', async () => {
    const { ports } = anAccount([aBundle({ State: 'ERROR' })]);
    await expect(pollOf(ports, aCreate())).rejects.toThrow('is in ERROR; the service does not say why');
  });

  test('is waited for without a state', async () => {
    const { ports, entries } = anAccount([aBundle({ State: undefined })]);
    await expect(pollOf(ports, aCreate())).resolves.toBeUndefined();
    expect(entries).toMatchObject([{ reason: `${NAME} (wsb-000000001) is in no state` }]);
  });

  test('is waited for in a state that nobody knows, which is named at the end', async () => {
    const { ports } = anAccount([aBundle({ State: 'COOKING' })], {}, NOW + 31 * MINUTE);
    await expect(pollOf(ports, aCreate())).resolves.toBeUndefined();
    const late = aCreate({}, { arrivedAt: NOW + 31 * MINUTE });
    await expect(errorOf(pollOf(ports, late))).resolves.toMatchObject({
      message: `${NAME} (wsb-000000001) is in COOKING, after 31 minutes`,
    });
  });
});

describe('a bundle that an earlier Create has left under the name of the user', () => {
  const named = { BundleName: 'golden', NamePrefix: undefined };

  test('is adopted if it is the same', async () => {
    const { ports, done } = anAccount([aBundle({ Name: 'golden' })]);
    await expect(pollOf(ports, aCreate(named))).resolves.toStrictEqual({ BundleId: 'wsb-000000001' });
    expect(done).toStrictEqual([]);
  });

  test.each([
    [{ ImageId: NEW_IMAGE }, 'its `image` is wsi-golden001 instead of wsi-golden002'],
    [{ ComputeType: 'POWER' }, 'its `computeType` is STANDARD instead of POWER'],
    [{ RootVolumeSize: '175' }, 'its `rootVolumeSize` is 80 instead of 175'],
    [{ UserVolumeSize: '100' }, 'its `userVolumeSize` is 50 instead of 100'],
  ])('is not adopted where it differs, and is left: %j', async (properties, problem) => {
    const { ports, done } = anAccount([aBundle({ Name: 'golden' })]);
    await expect(errorOf(pollOf(ports, aCreate({ ...named, ...properties })))).resolves.toMatchObject({
      message:
        `an earlier deployment has left golden (wsb-000000001), and ${problem}: delete it, or set another ` +
        '`bundleName`',
    });
    expect(done).toStrictEqual([['untag', 'wsb-000000001', Object.keys(ownTags())]]);
  });

  test('is left before the Create fails, also if the service gives no answer at first', async () => {
    const { ports, done } = anAccount([aBundle({ Name: 'golden' })]);
    const change = aCreate({ ...named, ImageId: NEW_IMAGE });
    const unanswered = { ...ports, deleteTags: () => Promise.reject(outOfTime()) };
    await expect(pollOf(unanswered, change)).resolves.toBeUndefined();
    await expect(pollOf(ports, change)).rejects.toThrow('delete it, or set another `bundleName`');
    expect(done).toStrictEqual([['untag', 'wsb-000000001', Object.keys(ownTags())]]);
  });

  test('fails the Create all the same if it may not be left', async () => {
    const deleteTags = () => Promise.reject(new Error('denied'));
    const { ports, entries } = anAccount([aBundle({ Name: 'golden' })], { deleteTags });
    await expect(pollOf(ports, aCreate({ ...named, ImageId: NEW_IMAGE }))).rejects.toThrow('delete it, or');
    expect(entries).toMatchObject([
      { event: 'bundle left' },
      { event: 'tags left', bundle: 'wsb-000000001', error: 'denied' },
    ]);
  });

  test.each([
    [{ ComputeType: undefined }, '`computeType` is unknown instead of STANDARD'],
    [{ RootStorage: undefined }, '`rootVolumeSize` is unknown instead of 80'],
    [{ UserStorage: undefined }, '`userVolumeSize` is unknown instead of 50'],
  ])('is not adopted where it does not say what it is: %j', async (bundle, problem) => {
    const { ports } = anAccount([aBundle({ Name: 'golden', ...bundle })]);
    await expect(pollOf(ports, aCreate(named))).rejects.toThrow(problem);
  });
});

describe('a refusal', () => {
  test.each([
    ['AlreadyExists', 179, 'is waited for'],
    ['Unavailable', 59, 'is waited for'],
    ['Unavailable', 60, 'is final'],
    ['LimitExceeded', 0, 'is final'],
    ['NotFound', 0, 'is final'],
  ])('by %s after %i seconds %s', async (kind, seconds, expected) => {
    const { ports } = anAccount(
      [],
      { createBundle: () => Promise.reject(refusal(kind)) },
      NOW + seconds * SECOND,
    );
    const poll = pollOf(ports, aCreate());
    await (expected === 'is final'
      ? expect(poll).rejects.toThrow(kind)
      : expect(poll).resolves.toBeUndefined());
  });

  test.each([
    ['LimitExceeded', '; an account has 50 bundles in a Region: delete one that is not used'],
    [
      'NotFound',
      '; the image does not exist in this account and Region: look it up again, by another `refreshKey`',
    ],
  ])('by %s says what to do', async (kind, advice) => {
    const { ports } = anAccount([], { createBundle: () => Promise.reject(refusal(kind)) });
    await expect(pollOf(ports, aCreate())).rejects.toThrow(`as the service says it${advice}`);
  });

  test('of another kind is told as it is', async () => {
    const { ports } = anAccount([], { createBundle: () => Promise.reject(refusal('Odd')) });
    await expect(errorOf(pollOf(ports, aCreate()))).resolves.toMatchObject({
      message: `the bundle ${NAME} could not be made of wsi-golden001: ResourceOddException: as the service says it`,
    });
  });

  test('of a name that a bundle of the resource has, which was not listed before, is waited for at any time', async () => {
    const listings = [[], [aBundle()]];
    const { ports, entries } = anAccount(
      [aBundle()],
      {
        listBundles: () => Promise.resolve(listings.shift() ?? []),
        createBundle: () => Promise.reject(refusal('AlreadyExists')),
      },
      NOW + 2 * MINUTE,
    );
    await expect(pollOf(ports, aCreate())).resolves.toBeUndefined();
    expect(entries).toMatchObject([{ reason: `${NAME} (wsb-000000001) was made by a copy of this event` }]);
  });

  test.each([
    [59, 'is waited for'],
    [60, 'is final'],
  ])('of a name of the user that no bundle has, after %i seconds, %s', async (seconds, expected) => {
    const { ports } = anAccount(
      [],
      { createBundle: () => Promise.reject(refusal('AlreadyExists')) },
      NOW + seconds * SECOND,
    );
    const poll = pollOf(ports, aCreate({ BundleName: 'golden' }));
    await (expected === 'is final'
      ? expect(poll).rejects.toThrow('free again after two hours')
      : expect(poll).resolves.toBeUndefined());
  });

  test('of a name that a foreign bundle has names that bundle', async () => {
    const { ports } = anAccount(
      [aBundle({ tags: {} })],
      { createBundle: () => Promise.reject(refusal('AlreadyExists')) },
      NOW + MINUTE,
    );
    await expect(pollOf(ports, aCreate())).rejects.toThrow(
      `${NAME} (wsb-000000001) has the name, and is not of this resource: set another \`bundleName\``,
    );
  });
});

test('a call that is not answered is left to the next poll', async () => {
  const { ports, entries } = anAccount([], { createBundle: () => Promise.reject(outOfTime()) });
  await expect(pollOf(ports, aCreate())).resolves.toBeUndefined();
  expect(entries).toMatchObject([{ kind: 'waiting', reason: 'the service is throttled' }]);
});

test('nothing is made from the third minute on, and a missing bundle is looked for twice', async () => {
  const { ports, done, clock } = anAccount([], {}, NOW + 3 * MINUTE);
  await expect(errorOf(pollOf(ports, aCreate()))).resolves.toMatchObject({
    message: expect.stringContaining(
      'after 3 minutes 5 seconds: CreateWorkspaceBundle did not succeed',
    ) as unknown,
  });
  expect([done, clock.elapsed()]).toStrictEqual([[], 185 * SECOND]);
});
