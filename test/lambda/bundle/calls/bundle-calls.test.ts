import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { bundleCalls } from '../../../../lambda/bundle/calls/bundle-calls';
import { OutOfTimeError } from '../../../../lambda/resource/errors';
import {
  aBudget,
  aQuietLimiter,
  denied,
  errorOf,
  type FakeClock,
  fakeClock,
  NOW,
  SECOND,
  throttled,
} from '../../builders';
import { stubService } from '../../sdk';

/** The calls of a function, in fake time, which are answered in turn. The last answer stays. */
function calls(...answers: object[]) {
  const clock = fakeClock();
  const limiter = aQuietLimiter(clock);
  const service = stubService(WorkSpacesClient, () =>
    Promise.resolve({
      $metadata: { requestId: '4e8b' },
      ...(answers.length > 1 ? answers.shift() : answers[0]),
    }),
  );
  const bind = bundleCalls({ limiter, throttleAdvice: 'wait a while' });
  return { ...bind(aBudget({ deadline: NOW + 60 * SECOND })), clock, service };
}

/** An answer that takes a second, and is a failure. */
const failing = (clock: FakeClock, error: Error) => async () => {
  await clock.sleep(SECOND);
  throw error;
};

const TAGS = new Map([
  ['team', 'x'],
  ['cost', ''],
]);

const BUNDLE = {
  name: 'golden',
  description: 'Golden',
  imageId: 'wsi-1',
  computeType: 'A_NEW_ONE',
  rootVolumeSize: 80,
  userVolumeSize: 50,
  tags: TAGS,
};

test('all pages of bundles are read', async () => {
  const { listBundles, service } = calls(
    { Bundles: [{ BundleId: 'wsb-1', Name: 'a' }], NextToken: 't' },
    { Bundles: [{ BundleId: 'wsb-2' }], NextToken: 'u' },
    {},
  );
  await expect(listBundles()).resolves.toStrictEqual([
    { BundleId: 'wsb-1', Name: 'a' },
    { BundleId: 'wsb-2' },
  ]);
  expect(service.sent).toMatchObject(
    [undefined, 't', 'u'].map((NextToken) => ({
      command: 'DescribeWorkspaceBundlesCommand',
      input: { NextToken },
    })),
  );
});

test('the WorkSpaces of a bundle are read on all pages', async () => {
  const { listWorkspaceIds, service } = calls(
    { Workspaces: [{ WorkspaceId: 'ws-1' }, {}], NextToken: 't' },
    {},
  );
  await expect(listWorkspaceIds('wsb-1')).resolves.toStrictEqual(['ws-1']);
  expect(service.sent).toMatchObject(
    [undefined, 't'].map((NextToken) => ({
      command: 'DescribeWorkspacesCommand',
      input: { BundleId: 'wsb-1', NextToken },
    })),
  );
});

test.each([
  ['listBundles', 'DescribeWorkspaceBundles'],
  ['listWorkspaceIds', 'DescribeWorkspaces'],
] as const)('pages of %s that never end are an error that names the call', async (list, name) => {
  await expect(calls({ NextToken: 't' })[list]('wsb-1')).rejects.toThrow(`${name} gave the same token twice`);
});

test('a bundle without an id is refused', async () => {
  await expect(calls({ Bundles: [{ Name: 'golden' }] }).listBundles()).rejects.toThrow(
    'a bundle without an id, named: golden',
  );
  await expect(calls({}).createBundle(BUNDLE)).rejects.toThrow('named: nothing');
});

test('a bundle is made with what is asked for', async () => {
  const made = { BundleId: 'wsb-1', State: 'PENDING' };
  const { createBundle, service } = calls({ WorkspaceBundle: made });
  await expect(createBundle(BUNDLE)).resolves.toStrictEqual(made);
  expect(service.sent).toMatchObject([
    {
      command: 'CreateWorkspaceBundleCommand',
      input: {
        BundleName: 'golden',
        BundleDescription: 'Golden',
        ImageId: 'wsi-1',
        ComputeType: { Name: 'A_NEW_ONE' },
        RootStorage: { Capacity: '80' },
        UserStorage: { Capacity: '50' },
        Tags: [
          { Key: 'team', Value: 'x' },
          { Key: 'cost', Value: '' },
        ],
      },
    },
  ]);
});

test('a bundle is changed, deleted and tagged by its id', async () => {
  const { updateImage, deleteBundle, createTags, deleteTags, service } = calls();
  await updateImage('wsb-1', 'wsi-2');
  await deleteBundle('wsb-1');
  await createTags('wsb-1', new Map([['team', 'x']]));
  await deleteTags('wsb-1', ['team']);
  expect(service.sent.map(({ command, input }) => [command, input])).toStrictEqual([
    ['UpdateWorkspaceBundleCommand', { BundleId: 'wsb-1', ImageId: 'wsi-2' }],
    ['DeleteWorkspaceBundleCommand', { BundleId: 'wsb-1' }],
    ['CreateTagsCommand', { ResourceId: 'wsb-1', Tags: [{ Key: 'team', Value: 'x' }] }],
    ['DeleteTagsCommand', { ResourceId: 'wsb-1', TagKeys: ['team'] }],
  ]);
  // The limiter alone repeats calls.
  await expect(service.sent[0]?.client.config.maxAttempts()).resolves.toBe(1);
});

test('tags are read by key, and one without a value is empty', async () => {
  const { describeTags, service } = calls(
    { TagList: [{ Key: 'team', Value: 'x' }, { Key: 'cost' }, {}] },
    {},
  );
  await expect(describeTags('wsb-1')).resolves.toStrictEqual(new Map([...TAGS, ['', '']]));
  expect(service.sent).toMatchObject([{ command: 'DescribeTagsCommand', input: { ResourceId: 'wsb-1' } }]);
  await expect(describeTags('wsb-1')).resolves.toStrictEqual(new Map());
});

describe('an answer without the id of a request', () => {
  test.each([
    ['listBundles', { Bundles: [] }, []],
    ['listWorkspaceIds', { Workspaces: [] }, []],
    ['describeTags', { TagList: [] }, new Map()],
  ] as const)('is the one of %s if it has its list', async (read, answer, expected) => {
    await expect(calls({ ...answer, $metadata: {} })[read]('wsb-1')).resolves.toStrictEqual(expected);
  });

  test("is not taken for a deletion's", async () => {
    const { deleteBundle, service } = calls({ $metadata: {} }, {});
    await deleteBundle('wsb-1');
    expect(service.sent).toHaveLength(2);
  });
});

test('a denied call is repeated for 30 s, and then named', async () => {
  const { deleteBundle, service, clock } = calls();
  service.answer = failing(clock, denied());
  await expect(deleteBundle('wsb-1')).rejects.toThrow('DeleteWorkspaceBundle was denied');
  expect(clock.elapsed()).toBeGreaterThanOrEqual(30 * SECOND);
});

test('a throttled call is repeated until the deadline, and then gives advice', async () => {
  const { updateImage, service, clock } = calls();
  service.answer = failing(clock, throttled());
  const error = await errorOf(updateImage('wsb-1', 'wsi-1'));
  expect(error).toBeInstanceOf(OutOfTimeError);
  expect(error.message).toMatch(/^UpdateWorkspaceBundle did not succeed in .*; wait a while$/);
});
