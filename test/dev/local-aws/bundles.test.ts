import {
  CreateTagsCommand,
  CreateWorkspaceBundleCommand,
  type CreateWorkspaceBundleCommandInput,
  DeleteTagsCommand,
  DeleteWorkspaceBundleCommand,
  DescribeTagsCommand,
  DescribeWorkspaceBundlesCommand,
  DescribeWorkspacesCommand,
  UpdateWorkspaceBundleCommand,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { parseCatalogue } from '../../../dev/local-aws/catalogue';
import {
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
  type WorkspacesEndpointOptions,
} from '../../../dev/local-aws/workspaces-endpoint';

const HOUR = 3_600_000;

const catalogue = parseCatalogue(
  JSON.stringify({
    Images: [
      { ImageId: 'wsi-available', State: 'AVAILABLE' },
      { ImageId: 'wsi-another00', State: 'AVAILABLE' },
      { ImageId: 'wsi-pending00', State: 'PENDING' },
      { ImageId: 'wsi-shared000', State: 'AVAILABLE', Shared: true },
    ],
  }),
  'images.json',
);

let endpoint: WorkspacesEndpoint;
let client: WorkSpacesClient;
let now = 0;

async function start(options: Partial<WorkspacesEndpointOptions> = {}): Promise<void> {
  endpoint = await startWorkspacesEndpoint({ catalogue, now: () => now, ...options });
  client = new WorkSpacesClient({
    region: 'eu-west-1',
    endpoint: endpoint.url,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
}

beforeEach(() => {
  now = 0;
});

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

const create = (input: Partial<CreateWorkspaceBundleCommandInput> = {}) =>
  client.send(
    new CreateWorkspaceBundleCommand({
      BundleName: 'golden',
      BundleDescription: 'Golden desktop',
      ImageId: 'wsi-available',
      ComputeType: { Name: 'STANDARD' },
      RootStorage: { Capacity: '80' },
      UserStorage: { Capacity: '50' },
      ...input,
    }),
  );

async function idOf(creation: ReturnType<typeof create>): Promise<string> {
  return (await creation).WorkspaceBundle?.BundleId ?? '';
}

const listed = async () => (await client.send(new DescribeWorkspaceBundlesCommand({}))).Bundles ?? [];

const tagsOf = async (ResourceId: string) =>
  (await client.send(new DescribeTagsCommand({ ResourceId }))).TagList;

test('a bundle is PENDING for a while, and then AVAILABLE', async () => {
  await start({ bundles: { seconds: 10 } });
  await expect(create()).resolves.toMatchObject({ WorkspaceBundle: { State: 'PENDING', Name: 'golden' } });
  now = 9_999;
  await expect(listed()).resolves.toMatchObject([{ State: 'PENDING' }]);
  now = 10_000;
  await expect(listed()).resolves.toMatchObject([
    { State: 'AVAILABLE', ImageId: 'wsi-available', CreationTime: new Date(0), Owner: '123456789012' },
  ]);
});

test.each(['PENDING', 'AVAILABLE'] as const)(
  'a bundle is %s while it takes over another image',
  async (state) => {
    await start({ bundles: { seconds: 10, stateOfChange: state } });
    const BundleId = await idOf(create());
    now = 10_000;
    await client.send(new UpdateWorkspaceBundleCommand({ BundleId, ImageId: 'wsi-another00' }));
    await expect(listed()).resolves.toMatchObject([{ State: state, ImageId: 'wsi-available' }]);
    now = 20_000;
    await expect(listed()).resolves.toMatchObject([{ State: 'AVAILABLE', ImageId: 'wsi-another00' }]);
  },
);

test.each([
  ['new', 'wsi-another00'],
  ['old', 'wsi-available'],
] as const)('a bundle ends in ERROR with the %s image', async (imageOfFailure, ImageId) => {
  await start({ bundles: { failingImages: ['wsi-another00'], imageOfFailure } });
  const BundleId = await idOf(create());
  await client.send(new UpdateWorkspaceBundleCommand({ BundleId, ImageId: 'wsi-another00' }));
  await expect(listed()).resolves.toMatchObject([{ State: 'ERROR', ImageId }]);
});

test('a name is unique, and free again two hours after its deletion', async () => {
  await start();
  const BundleId = await idOf(create());
  const taken = { name: 'ResourceAlreadyExistsException' };
  await expect(create()).rejects.toMatchObject(taken);
  await client.send(new DeleteWorkspaceBundleCommand({ BundleId }));
  now = 2 * HOUR - 1;
  await expect(create()).rejects.toMatchObject(taken);
  now = 2 * HOUR;
  await expect(create()).resolves.toBeDefined();
});

test('there are 50 bundles at most, in pages of 25', async () => {
  await start();
  for (let number = 0; number < 50; number++) {
    await create({ BundleName: `golden-${number}` });
  }
  await expect(create()).rejects.toMatchObject({ name: 'ResourceLimitExceededException' });
  const first = await client.send(new DescribeWorkspaceBundlesCommand({}));
  const second = await client.send(new DescribeWorkspaceBundlesCommand({ NextToken: first.NextToken }));
  expect([first.Bundles?.length, second.Bundles?.length, second.NextToken]).toStrictEqual([
    25,
    25,
    undefined,
  ]);
  await expect(
    client.send(new DescribeWorkspaceBundlesCommand({ NextToken: 'forged' })),
  ).rejects.toMatchObject({ name: 'InvalidParameterValuesException' });
});

test('bundles are asked for by id or by owner, and not by both', async () => {
  await start();
  const BundleId = await idOf(create());
  const ask = async (input: object) =>
    (await client.send(new DescribeWorkspaceBundlesCommand(input))).Bundles?.length;
  await expect(ask({ BundleIds: [BundleId] })).resolves.toBe(1);
  await expect(ask({ BundleIds: ['wsb-000000000'] })).resolves.toBe(0);
  await expect(ask({ Owner: 'AMAZON' })).resolves.toBe(0);
  await expect(ask({ BundleIds: [BundleId], Owner: 'AMAZON' })).rejects.toMatchObject({
    name: 'InvalidParameterValuesException',
  });
});

test('a bundle that WorkSpaces use is not deleted', async () => {
  await start();
  const BundleId = await idOf(create());
  endpoint.setWorkspaces(BundleId, ['ws-000000001', 'ws-000000002']);
  await expect(client.send(new DeleteWorkspaceBundleCommand({ BundleId }))).rejects.toMatchObject({
    name: 'ResourceAssociatedException',
  });
  const ask = async (input: object) =>
    (await client.send(new DescribeWorkspacesCommand(input))).Workspaces?.map(
      ({ WorkspaceId }) => WorkspaceId,
    );
  await expect(ask({ BundleId })).resolves.toStrictEqual(['ws-000000001', 'ws-000000002']);
  await expect(ask({ BundleId, Limit: 1 })).resolves.toStrictEqual(['ws-000000001']);
  await expect(ask({ WorkspaceIds: ['ws-000000002'] })).resolves.toStrictEqual(['ws-000000002']);
  await expect(ask({ BundleId: 'wsb-000000000' })).resolves.toStrictEqual([]);
  endpoint.setWorkspaces(BundleId, []);
  await client.send(new DeleteWorkspaceBundleCommand({ BundleId }));
  await expect(client.send(new DeleteWorkspaceBundleCommand({ BundleId }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  expect(endpoint.bundles()).toStrictEqual([]);
});

test('bundles and images have tags, and nothing else has', async () => {
  await start();
  const BundleId = await idOf(create({ Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] }));
  await client.send(new CreateTagsCommand({ ResourceId: BundleId, Tags: [{ Key: 'a', Value: '2' }] }));
  await client.send(new DeleteTagsCommand({ ResourceId: BundleId, TagKeys: ['b', 'none'] }));
  await expect(tagsOf(BundleId)).resolves.toStrictEqual([{ Key: 'a', Value: '2' }]);
  await expect(tagsOf('wsi-available')).resolves.toStrictEqual([]);
  await client.send(new DeleteTagsCommand({ ResourceId: 'wsi-available', TagKeys: ['none'] }));
  await expect(tagsOf('wsb-000000000')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test.each<[string, Partial<CreateWorkspaceBundleCommandInput>, string]>([
  ['an image that does not exist', { ImageId: 'wsi-absent000' }, 'ResourceNotFoundException'],
  ['a shared image', { ImageId: 'wsi-shared000' }, 'ResourceNotFoundException'],
  ['an image that is PENDING', { ImageId: 'wsi-pending00' }, 'ResourceUnavailableException'],
  ['volumes that do not go together', { UserStorage: { Capacity: '20' } }, 'InvalidParameterValuesException'],
  ['a name with a blank', { BundleName: 'golden desktop' }, 'ValidationException'],
  ['a long name', { BundleName: 'n'.repeat(65) }, 'ValidationException'],
  ['a description with a comma', { BundleDescription: 'a, b' }, 'ValidationException'],
  ['no description', { BundleDescription: undefined }, 'SerializationException'],
  ['no volume', { UserStorage: undefined }, 'SerializationException'],
  ['an empty volume', { UserStorage: { Capacity: '' } }, 'ValidationException'],
  ['a tag without a key', { Tags: [{ Key: '', Value: 'x' }] }, 'ValidationException'],
  ['a long tag', { Tags: [{ Key: 'k', Value: 'v'.repeat(256) }] }, 'ValidationException'],
])('a bundle is refused for %s', async (_, input, name) => {
  await start();
  await expect(create(input)).rejects.toMatchObject({ name });
  expect(endpoint.bundles()).toStrictEqual([]);
});

test('all calls share one bucket, and faults know the operation', async () => {
  await start({
    throttle: { ratePerSecond: 2, burst: 2 },
    faults: (_, __, operation) => (operation === 'DescribeTags' ? 'access-denied' : undefined),
  });
  await create();
  await expect(tagsOf('wsi-available')).rejects.toThrow('not authorized to perform workspaces:DescribeTags');
  await listed();
  await expect(listed()).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect(endpoint.calls.map(({ operation }) => operation)).toStrictEqual([
    'CreateWorkspaceBundle',
    'DescribeTags',
    'DescribeWorkspaceBundles',
    'DescribeWorkspaceBundles',
  ]);
});
