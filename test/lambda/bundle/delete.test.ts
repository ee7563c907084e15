import { errorOf, MINUTE, NOW, outOfTime, SECOND } from '../builders';
import {
  aBundle,
  aDelete,
  anAccount,
  changeOf,
  IDS,
  NAME,
  ownTags,
  PHYSICAL_ID,
  pollOf,
  refusal,
} from './account';

const late = aDelete({ arrivedAt: NOW + 10 * MINUTE });
const until10 = { deadline: NOW + 10 * MINUTE };
const inUse = { deleteBundle: () => Promise.reject(refusal('Associated')) };
const siblingTags = (ids: object) =>
  ownTags({ ...IDS, LogicalResourceId: 'Desktop4EC600D401234567', ...ids });

const OLD_TIME = new Date('2026-01-01');
const TIME = new Date('2026-03-01');
const NEW_TIME = new Date('2026-06-01');

test('every bundle of the resource is deleted, and no other', async () => {
  const { ports, done } = anAccount([
    aBundle(),
    aBundle({ BundleId: 'wsb-000000002', Name: 'Desktop-11111111' }),
    aBundle({ BundleId: 'wsb-000000003', tags: {} }),
  ]);
  await expect(pollOf(ports, aDelete())).resolves.toStrictEqual({});
  expect(done).toStrictEqual([
    ['delete', 'wsb-000000001'],
    ['delete', 'wsb-000000002'],
  ]);
});

test('a bundle that is gone counts as deleted', async () => {
  const { ports } = anAccount([aBundle()], { deleteBundle: () => Promise.reject(refusal('NotFound')) });
  await expect(pollOf(ports, aDelete())).resolves.toStrictEqual({});
});

test('bundles are looked for again before there are none', async () => {
  const listings = [[], [aBundle()]];
  const { ports, done } = anAccount([aBundle()], {
    listBundles: () => Promise.resolve(listings.shift() ?? []),
  });
  await expect(pollOf(ports, aDelete())).resolves.toStrictEqual({});
  expect(done).toStrictEqual([['delete', 'wsb-000000001']]);
});

test('after a Create that was answered, a bundle that is not there is not waited for', async () => {
  const { ports, clock } = anAccount([]);
  await expect(pollOf(ports, aDelete(), until10)).resolves.toStrictEqual({});
  expect(clock.elapsed()).toBe(5 * SECOND);
});

test('after a Create that was never answered, the wait lasts until no poll of it makes a bundle', async () => {
  const { ports, clock } = anAccount([]);
  const unanswered = aDelete({ ids: { ...IDS, PhysicalResourceId: 'Images-Desktop-1A2B3C4D5E6F' } });
  await expect(pollOf(ports, unanswered, until10)).resolves.toBeUndefined();
  await clock.sleep(295 * SECOND);
  await expect(pollOf(ports, unanswered, until10)).resolves.toStrictEqual({});
});

test.each([
  [PHYSICAL_ID, 0],
  ['Images-Desktop-1A2B3C4D5E6F', 5],
])('without a deleteTimeout, a Delete with the id %s has %i minutes', async (id, minutes) => {
  const change = aDelete({
    properties: { DeleteTimeout: '0' },
    ids: { ...IDS, PhysicalResourceId: id },
  });
  await expect(changeOf(anAccount([]).ports, change)).resolves.toMatchObject({
    wait: { deadline: NOW + minutes * MINUTE },
  });
});

test.each([
  ['a refusal while a bundle is PENDING is waited for', 'PENDING', refusal('Odd'), undefined],
  ['a refusal is final otherwise', 'AVAILABLE', refusal('Odd'), 'could not be deleted: ResourceOddException'],
  [
    'a denial is final in any state',
    'PENDING',
    new Error('it was denied'),
    'could not be deleted: it was denied',
  ],
])('%s', async (_, State, error, reason) => {
  const { ports } = anAccount([aBundle({ State })], { deleteBundle: () => Promise.reject(error) });
  const poll = pollOf(ports, aDelete(), until10);
  await (reason === undefined
    ? expect(poll).resolves.toBeUndefined()
    : expect(poll).rejects.toThrow(`${NAME} (wsb-000000001) ${reason}`));
});

test('a bundle that is PENDING at the deadline fails the Delete, and is not left', async () => {
  const { ports, done } = anAccount(
    [
      aBundle({ State: 'PENDING', CreationTime: TIME }),
      aBundle({ BundleId: 'wsb-000000002', tags: siblingTags({}), CreationTime: NEW_TIME }),
    ],
    { deleteBundle: () => Promise.reject(refusal('Odd')) },
    NOW + 10 * MINUTE,
  );
  await expect(errorOf(pollOf(ports, late, until10))).resolves.toMatchObject({
    message:
      `${NAME} (wsb-000000001) cannot be deleted while it is PENDING: ResourceOddException: as the service says it, after ` +
      '10 minutes; delete again when it is AVAILABLE',
  });
  expect(done).toStrictEqual([]);
});

test('what is thrown and is no error is told as it is', async () => {
  const { ports } = anAccount([aBundle()], {
    deleteBundle: () => {
      // As a dependency may throw it.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw 'odd';
    },
  });
  await expect(pollOf(ports, aDelete())).rejects.toThrow('could not be deleted: odd');
});

describe('a bundle that is in use', () => {
  test('is waited for until the deadline', async () => {
    const { ports } = anAccount([aBundle()], inUse);
    await expect(pollOf(ports, aDelete(), until10)).resolves.toBeUndefined();
  });

  test('and by no WorkSpace, may be in use by a pool', async () => {
    const { ports } = anAccount([aBundle()], inUse, NOW + 10 * MINUTE);
    await expect(errorOf(pollOf(ports, late, until10))).resolves.toMatchObject({
      message:
        `${NAME} (wsb-000000001) cannot be deleted: ResourceAssociatedException: as the service says it, after 10 minutes; ` +
        'no WorkSpace uses it, so a WorkSpaces pool may; terminate or migrate what uses it and delete again, or retain the ' +
        'bundle (removalPolicy)',
    });
  });

  test.each([
    ['is left, if a younger one of the construct has replaced it', {}, NEW_TIME, true],
    [
      'fails if the younger one is of another construct',
      { LogicalResourceId: 'Another4EC600D401234567' },
      NEW_TIME,
      false,
    ],
    ['fails if the younger one is of another stack', { StackId: 'arn:another' }, NEW_TIME, false],
    ['fails if the younger one is of nobody', undefined, NEW_TIME, false],
    ['fails if the other one is older', {}, OLD_TIME, false],
    ['fails if it is not known which is younger', {}, undefined, false],
  ])('%s', async (_, ids, CreationTime, leaves) => {
    const { ports, done } = anAccount(
      [
        aBundle({ CreationTime: TIME }),
        aBundle({
          BundleId: 'wsb-000000002',
          Name: 'else',
          tags: ids === undefined ? {} : siblingTags(ids),
          CreationTime,
        }),
      ],
      { ...inUse, listWorkspaceIds: () => Promise.resolve(['ws-000000001']) },
    );
    const poll = pollOf(ports, late, until10);
    await (leaves
      ? expect(poll).resolves.toStrictEqual({})
      : expect(poll).rejects.toThrow('1 WorkSpace uses it: ws-000000001; terminate'));
    expect(done).toStrictEqual(leaves ? [['untag', 'wsb-000000001', Object.keys(ownTags())]] : []);
  });

  test('is left though to list its WorkSpaces takes all the time that there is', async () => {
    const account = anAccount(
      [
        aBundle({ CreationTime: OLD_TIME }),
        aBundle({ BundleId: 'wsb-000000002', tags: siblingTags({}), CreationTime: NEW_TIME }),
      ],
      inUse,
      NOW + 10 * MINUTE,
    );
    let isOver = false;
    const ports = {
      ...account.ports,
      listBundles: () => (isOver ? Promise.reject(outOfTime()) : account.ports.listBundles()),
      listWorkspaceIds: () => {
        isOver = true;
        return Promise.reject(outOfTime());
      },
      deleteTags: () => Promise.reject(outOfTime()),
    };
    await expect(pollOf(ports, late, until10)).resolves.toStrictEqual({});
  });

  test('is left though its tags and its WorkSpaces are denied', async () => {
    const deny = () => Promise.reject(new Error('denied'));
    const { ports, entries } = anAccount(
      [
        aBundle({ CreationTime: OLD_TIME }),
        aBundle({ BundleId: 'wsb-000000002', tags: siblingTags({}), CreationTime: NEW_TIME }),
      ],
      { ...inUse, deleteTags: deny, listWorkspaceIds: deny },
    );
    await expect(pollOf(ports, late, until10)).resolves.toStrictEqual({});
    expect(entries).toMatchObject([
      { event: 'bundle left', why: 'its WorkSpaces could not be listed (denied)' },
      { event: 'tags left', error: 'denied' },
      { event: 'polled' },
    ]);
  });
});

test('a service that never answers fails the Delete at its deadline, with what it said last', async () => {
  const { ports } = anAccount([], { listBundles: () => Promise.reject(outOfTime()) }, NOW + 10 * MINUTE);
  await expect(pollOf(ports, aDelete(), until10)).resolves.toBeUndefined();
  await expect(errorOf(pollOf(ports, late, until10))).resolves.toMatchObject({
    message: 'the service is throttled, after 10 minutes',
  });
});
