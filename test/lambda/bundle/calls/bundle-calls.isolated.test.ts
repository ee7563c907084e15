import fc from 'fast-check';
import { bundleCalls } from '../../../../lambda/bundle/calls/bundle-calls';
import { OutOfTimeError } from '../../../../lambda/resource/errors';
import {
  aBudget,
  aQuietLimiter,
  denied,
  errorOf,
  fakeClock,
  namedError,
  NOW,
  SECOND,
  throttled,
} from '../../builders';

interface Sent {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const mockSdk: { configs: object[]; sent: Sent[]; answer: (sent: Sent) => Promise<object> } = {
  configs: [],
  sent: [],
  answer: () => Promise.resolve({}),
};

jest.mock('@aws-sdk/client-workspaces', () => ({
  ...jest.requireActual<object>('@aws-sdk/client-workspaces'),
  WorkSpacesClient: class {
    constructor(config: object) {
      mockSdk.configs.push(config);
    }

    public async send(command: { readonly input: Sent['input'] }) {
      const sent = { name: command.constructor.name, input: command.input };
      mockSdk.sent.push(sent);
      return { $metadata: { requestId: '4e8b' }, ...(await mockSdk.answer(sent)) };
    }
  },
}));

beforeEach(() => {
  mockSdk.configs = [];
  mockSdk.sent = [];
  mockSdk.answer = () => Promise.resolve({});
});

/** The calls of a function, in fake time. */
function calls() {
  const clock = fakeClock();
  const limiter = aQuietLimiter(clock);
  const bind = bundleCalls({ limiter, throttleAdvice: 'wait a while' });
  return { ...bind(aBudget({ deadline: NOW + 60 * SECOND })), clock };
}

/** Answers in turn. The last one stays. */
const answers = (...queue: object[]) => {
  mockSdk.answer = () => Promise.resolve((queue.length > 1 ? queue.shift() : queue[0]) ?? {});
};

const TAGS = new Map([
  ['team', 'x'],
  ['cost', ''],
]);

test('the limiter alone repeats calls', () => {
  calls();
  expect(mockSdk.configs).toEqual([expect.objectContaining({ maxAttempts: 1 })]);
});

test('all pages of bundles are read', async () => {
  answers(
    { Bundles: [{ BundleId: 'wsb-1', Name: 'a' }], NextToken: 't' },
    { Bundles: [{ BundleId: 'wsb-2' }], NextToken: 'u' },
    {},
  );
  await expect(calls().listBundles()).resolves.toStrictEqual([
    { BundleId: 'wsb-1', Name: 'a' },
    { BundleId: 'wsb-2' },
  ]);
  expect(mockSdk.sent).toStrictEqual([
    { name: 'DescribeWorkspaceBundlesCommand', input: { NextToken: undefined } },
    { name: 'DescribeWorkspaceBundlesCommand', input: { NextToken: 't' } },
    { name: 'DescribeWorkspaceBundlesCommand', input: { NextToken: 'u' } },
  ]);
});

test('pages that go round in a circle of any length end with an error', async () => {
  const lists = ['listBundles', 'listWorkspaceIds'] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...lists),
      fc.nat(10),
      fc.integer({ min: 1, max: 20 }),
      async (list, before, length) => {
        mockSdk.sent = [];
        mockSdk.answer = ({ input }) => {
          const next = Number(input['NextToken'] ?? 0) + 1;
          return Promise.resolve({ NextToken: String(next > before + length ? before + 1 : next) });
        };
        await expect(calls()[list]('wsb-1')).rejects.toThrow(
          'gave the same token twice, so its pages never end',
        );
        expect(mockSdk.sent).toHaveLength(before + length + 1);
      },
    ),
    { numRuns: 30 },
  );
});

test('an empty token ends the pages as none does', async () => {
  answers({ Bundles: [{ BundleId: 'wsb-1' }], NextToken: '' });
  await expect(calls().listBundles()).resolves.toHaveLength(1);
  expect(mockSdk.sent).toHaveLength(1);
});

test('a bundle without an id is refused', async () => {
  answers({ Bundles: [{ Name: 'golden' }] });
  await expect(calls().listBundles()).rejects.toThrow('a bundle without an id, named: golden');
  answers({});
  const bundle = {
    name: 'n',
    description: 'd',
    imageId: 'i',
    computeType: 'NEW',
    rootVolumeSize: 80,
    userVolumeSize: 50,
  };
  await expect(calls().createBundle({ ...bundle, tags: TAGS })).rejects.toThrow('named: nothing');
});

test('a bundle is made with what is asked for', async () => {
  answers({ WorkspaceBundle: { BundleId: 'wsb-1', State: 'PENDING' } });
  await expect(
    calls().createBundle({
      name: 'golden',
      description: 'Golden',
      imageId: 'wsi-1',
      computeType: 'A_NEW_ONE',
      rootVolumeSize: 80,
      userVolumeSize: 50,
      tags: TAGS,
    }),
  ).resolves.toStrictEqual({ BundleId: 'wsb-1', State: 'PENDING' });
  expect(mockSdk.sent).toStrictEqual([
    {
      name: 'CreateWorkspaceBundleCommand',
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
  const { updateImage, deleteBundle, createTags, deleteTags } = calls();
  await updateImage('wsb-1', 'wsi-2');
  await deleteBundle('wsb-1');
  await createTags('wsb-1', new Map([['team', 'x']]));
  await deleteTags('wsb-1', ['team']);
  expect(mockSdk.sent).toStrictEqual([
    { name: 'UpdateWorkspaceBundleCommand', input: { BundleId: 'wsb-1', ImageId: 'wsi-2' } },
    { name: 'DeleteWorkspaceBundleCommand', input: { BundleId: 'wsb-1' } },
    { name: 'CreateTagsCommand', input: { ResourceId: 'wsb-1', Tags: [{ Key: 'team', Value: 'x' }] } },
    { name: 'DeleteTagsCommand', input: { ResourceId: 'wsb-1', TagKeys: ['team'] } },
  ]);
});

test('tags are read by key, and one without a value is empty', async () => {
  answers({ TagList: [{ Key: 'team', Value: 'x' }, { Key: 'cost' }, {}] });
  await expect(calls().describeTags('wsb-1')).resolves.toStrictEqual(
    new Map([
      ['team', 'x'],
      ['cost', ''],
      ['', ''],
    ]),
  );
  answers({});
  await expect(calls().describeTags('wsb-1')).resolves.toStrictEqual(new Map());
});

test('the WorkSpaces of a bundle are read on all pages', async () => {
  answers({ Workspaces: [{ WorkspaceId: 'ws-1' }, {}], NextToken: 't' }, {});
  await expect(calls().listWorkspaceIds('wsb-1')).resolves.toStrictEqual(['ws-1']);
  expect(mockSdk.sent.map(({ input }) => input)).toStrictEqual([
    { BundleId: 'wsb-1', NextToken: undefined },
    { BundleId: 'wsb-1', NextToken: 't' },
  ]);
});

test('a refusal keeps the name that the service gives it', async () => {
  mockSdk.answer = () => Promise.reject(namedError('ResourceAssociatedException'));
  await expect(errorOf(calls().deleteBundle('wsb-1'))).resolves.toMatchObject({
    name: 'ResourceAssociatedException',
  });
});

test('a denied call is repeated for 30 s, and then says what must be allowed', async () => {
  const { deleteBundle, clock } = calls();
  mockSdk.answer = async () => {
    await clock.sleep(SECOND);
    throw denied();
  };
  await expect(errorOf(deleteBundle('wsb-1'))).resolves.toMatchObject({
    message: expect.stringMatching(
      /^DeleteWorkspaceBundle was denied \(AccessDeniedException: not authorized\): the function's role must allow it/,
    ) as unknown,
  });
  expect(clock.elapsed()).toBeGreaterThanOrEqual(30 * SECOND);
});

test('a throttled call is repeated until the deadline, and then gives advice', async () => {
  const { updateImage, clock } = calls();
  mockSdk.answer = async () => {
    await clock.sleep(SECOND);
    throw throttled();
  };
  const error = await errorOf(updateImage('wsb-1', 'wsi-1'));
  expect(error).toBeInstanceOf(OutOfTimeError);
  expect(error.message).toMatch(/^UpdateWorkspaceBundle did not succeed in .*; wait a while$/);
});
