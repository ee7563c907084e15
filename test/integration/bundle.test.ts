import { parseCatalogue } from '../../dev/local-aws/catalogue';
import {
  type Fault,
  type Operation,
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
  type WorkspacesEndpointOptions,
} from '../../dev/local-aws/workspaces-endpoint';
import { advance, elapsedSeconds, stopCalendar, WAITER } from '../driver/clock';
import { CloudFormation, type Properties } from '../driver/cloudformation';
import type { Handler } from '../driver/framework';
import { builtHandlerInStoppedTime } from '../driver/handler-asset';
import { catchLog } from '../driver/log';

const MINUTE = 60_000;

const OLD_IMAGE = 'wsi-golden001';
const NEW_IMAGE = 'wsi-golden002';
const BAD_IMAGE = 'wsi-golden003';
const PENDING_IMAGE = 'wsi-golden004';

const LOGICAL_ID = 'Desktop4EC600D4dc1cc19c';

/** The same construct with other properties: only the hash differs. */
const REPLACING_LOGICAL_ID = 'Desktop4EC600D401234567';

const CATALOGUE = catalogue([OLD_IMAGE, NEW_IMAGE, BAD_IMAGE]);

let endpoint: WorkspacesEndpoint;
let handler: Handler;
let desktop: CloudFormation;
let fault: (operation: Operation, minutes: number) => Fault | undefined;
let logged: string[];

beforeEach(async () => {
  stopCalendar();
  jest.spyOn(Math, 'random').mockReturnValue(0);
  logged = catchLog();
  fault = () => undefined;
  await service();
});

afterEach(async () => {
  await endpoint.close();
  jest.useRealTimers();
});

/** An account with AVAILABLE images and a PENDING one, and no bundle. */
async function service(options: Partial<WorkspacesEndpointOptions> = {}): Promise<void> {
  await (endpoint as WorkspacesEndpoint | undefined)?.close();
  endpoint = await startWorkspacesEndpoint({
    catalogue: CATALOGUE,
    faults: (_, __, operation) => fault(operation, minutes()),
    ...options,
  });
  handler = builtHandlerInStoppedTime(endpoint.url, undefined, 'bundle');
  desktop = resource();
}

const resource = (logicalId = LOGICAL_ID) => new CloudFormation(handler, logicalId, WAITER);

function catalogue(available: readonly string[]) {
  const Images = [
    ...available.map((ImageId) => ({ ImageId, State: 'AVAILABLE' })),
    { ImageId: PENDING_IMAGE, State: 'PENDING' },
  ];
  return parseCatalogue(JSON.stringify({ Images }), 'images.json');
}

const minutes = () => elapsedSeconds() / 60;

const spec = (more: Properties = {}): Properties => ({
  ImageId: OLD_IMAGE,
  ComputeType: 'STANDARD',
  RootVolumeSize: 80,
  UserVolumeSize: 50,
  NamePrefix: 'Desktop',
  ...more,
});

const tags = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

const callsOf = (operation: Operation) => endpoint.calls.filter((call) => call.operation === operation);

const bundle = () => {
  const [only, ...others] = endpoint.bundles();
  expect(others).toStrictEqual([]);
  return only;
};

/** The tags that a user gave a bundle, as the service has them. */
async function tagsOf(bundleId: string): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'WorkspacesService.DescribeTags',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKID/20260701/eu-west-1/workspaces/aws4_request, SignedHeaders=host, ' +
        `Signature=${'0'.repeat(64)}`,
    },
    body: JSON.stringify({ ResourceId: bundleId }),
  });
  const { TagList } = (await response.json()) as { TagList: { Key: string; Value: string }[] };
  return Object.fromEntries(TagList.map(({ Key, Value }) => [Key, Value]));
}

/** The last exchange with CloudFormation. */
const last = () => desktop.exchanges.at(-1);

describe('a Create', () => {
  test('makes a bundle, waits until it is AVAILABLE, and answers with its id', async () => {
    await service({ bundles: { seconds: 300 } });
    const { Status, Data, PhysicalResourceId } = await desktop.create(spec());
    expect([Status, Data]).toStrictEqual(['SUCCESS', { BundleId: bundle()?.BundleId }]);
    expect(minutes()).toBe(5);
    expect(PhysicalResourceId).toMatch(/^Desktop4EC600D4dc1cc19c-[0-9a-f]{16}$/);
    expect(callsOf('CreateWorkspaceBundle')).toMatchObject([
      {
        input: {
          BundleName: expect.stringMatching(/^Desktop-[0-9a-f]{8}$/) as unknown,
          BundleDescription: 'Made by the CloudFormation stack Images',
          ImageId: OLD_IMAGE,
          ComputeType: { Name: 'STANDARD' },
          RootStorage: { Capacity: '80' },
          UserStorage: { Capacity: '50' },
          Tags: [
            {
              Key: 'cdk-workspace-images:stack-id',
              Value: expect.stringMatching(/^arn:.*:stack\/Images\//) as unknown,
            },
            { Key: 'cdk-workspace-images:logical-id', Value: LOGICAL_ID },
          ],
        },
      },
    ]);
  });

  test('that arrives twice makes one bundle', async () => {
    const first = await desktop.create(spec());
    await expect(desktop.repeat()).resolves.toStrictEqual(first);
    expect(callsOf('CreateWorkspaceBundle')).toHaveLength(1);
  });

  test('adopts a bundle whose creation was answered by nothing', async () => {
    let calls = 0;
    fault = (operation) =>
      operation === 'CreateWorkspaceBundle' && ++calls === 1 ? 'reset-in-answer' : undefined;
    await expect(desktop.create(spec())).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(calls).toBe(2);
    expect(endpoint.bundles()).toHaveLength(1);
  });

  test('that is PENDING for more than 30 minutes fails, and the Delete after it removes the bundle', async () => {
    await service({ bundles: { seconds: 35 * 60 } });
    const { Status, Reason } = await desktop.create(spec());
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(/^Desktop-[0-9a-f]{8} \(wsb-\w+\) is in PENDING, after 30 minutes/);
    expect(last()).toMatchObject({ event: { RequestType: 'Delete' }, response: { Status: 'SUCCESS' } });
    expect(endpoint.bundles()).toStrictEqual([]);
  });

  test('that ends in ERROR fails, and its bundle is removed', async () => {
    await service({ bundles: { seconds: 60, failingImages: [BAD_IMAGE] } });
    const { Reason } = await desktop.create(spec({ ImageId: BAD_IMAGE }));
    expect(Reason).toMatch(/ is in ERROR; the service does not say why/);
    expect(minutes()).toBeLessThan(3);
    expect(endpoint.bundles()).toStrictEqual([]);
  });

  test('under the name of a bundle that CloudFormation has kept, with another image, leaves that bundle', async () => {
    await desktop.create(spec({ BundleName: 'golden' }));
    const kept = bundle()?.BundleId;
    const again = resource();
    const { Status, Reason } = await again.create(spec({ BundleName: 'golden', ImageId: NEW_IMAGE }));
    expect([Status, Reason]).toStrictEqual([
      'FAILED',
      expect.stringContaining(`an earlier deployment has left golden (${kept}), and its \`image\` is`),
    ]);
    expect(again.exchanges.at(-1)).toMatchObject({
      event: { RequestType: 'Delete' },
      response: { Status: 'SUCCESS' },
    });
    expect(bundle()?.BundleId).toBe(kept);
  });

  test('of an image that is - says where that comes from', async () => {
    const { Reason, PhysicalResourceId } = await desktop.create(spec({ ImageId: '-' }));
    expect(Reason).toMatch(/^`imageId` must be an image id.*got: -, which a lookup gives for an empty list/);
    expect(PhysicalResourceId).toContain('CREATE_FAILED');
    expect(endpoint.calls).toHaveLength(0);
  });
});

describe('an Update', () => {
  test('puts another image into the bundle, which keeps its id', async () => {
    await service({ bundles: { seconds: 120 } });
    const first = await desktop.create(spec());
    const second = await desktop.update(spec({ ImageId: NEW_IMAGE }));
    expect(second).toMatchObject({
      Status: 'SUCCESS',
      Data: first.Data,
      PhysicalResourceId: first.PhysicalResourceId,
    });
    expect(bundle()).toMatchObject({ ImageId: NEW_IMAGE, State: 'AVAILABLE' });
    expect(callsOf('UpdateWorkspaceBundle')).toHaveLength(1);
  });

  test('waits for a service that takes the image over late, though the bundle is AVAILABLE', async () => {
    await service({ bundles: { seconds: 45, stateOfChange: 'AVAILABLE' } });
    await desktop.create(spec());
    const before = minutes();
    await desktop.update(spec({ ImageId: NEW_IMAGE }));
    expect(minutes() - before).toBeGreaterThanOrEqual(0.75);
    expect(bundle()?.ImageId).toBe(NEW_IMAGE);
  });

  test('that arrives twice is answered alike', async () => {
    await desktop.create(spec());
    const first = await desktop.update(spec({ ImageId: NEW_IMAGE }));
    await expect(desktop.repeat()).resolves.toStrictEqual(first);
  });

  test('writes and deletes tags of the user, and leaves those of others', async () => {
    await desktop.create(spec({ Tags: tags({ team: 'x', cost: '1' }) }));
    await desktop.update(spec({ Tags: tags({ team: 'y' }) }));
    const now = await tagsOf(bundle()?.BundleId ?? '');
    expect(now).toMatchObject({ team: 'y', 'cdk-workspace-images:logical-id': LOGICAL_ID });
    expect(now).not.toHaveProperty('cost');
    expect(callsOf('UpdateWorkspaceBundle')).toHaveLength(0);
  });

  test.each(['the new id', 'the old id'] as const)(
    'that another resource rolls back ends with the old image, if the rollback carries %s',
    async (carries) => {
      const first = await desktop.create(spec());
      const back = await desktop.updateAndRollback(spec({ ImageId: NEW_IMAGE }), carries);
      expect(back).toMatchObject({ Status: 'SUCCESS', Data: first.Data });
      expect(bundle()?.ImageId).toBe(OLD_IMAGE);
    },
  );

  test('that is rolled back to an image that is gone names the image and the way out', async () => {
    await desktop.create(spec());
    await desktop.update(spec({ ImageId: BAD_IMAGE, Tags: [] }));
    endpoint.setCatalogue(catalogue([BAD_IMAGE]));
    const { Reason } = await desktop.update(spec());
    expect(Reason).toContain(`the image ${OLD_IMAGE} could not be put into Desktop-`);
    expect(Reason).toContain(
      'if this is a rollback, go on without this bundle: aws cloudformation continue-update-rollback --stack-name ' +
        `Images --resources-to-skip ${LOGICAL_ID}`,
    );
    expect(bundle()).toMatchObject({ ImageId: BAD_IMAGE, State: 'AVAILABLE' });
  });

  test.each(['new', 'old'] as const)(
    'to an image that fails ends in ERROR with the %s one, and the rollback mends the bundle',
    async (imageOfFailure) => {
      await service({ bundles: { seconds: 60, failingImages: [BAD_IMAGE], imageOfFailure } });
      await desktop.create(spec());
      const { Status, Reason } = await desktop.update(spec({ ImageId: BAD_IMAGE }));
      expect([Status, Reason]).toStrictEqual(['FAILED', expect.stringContaining('is in ERROR')]);
      expect(last()?.response.Status).toBe('SUCCESS');
      expect(bundle()).toMatchObject({ ImageId: OLD_IMAGE, State: 'AVAILABLE' });
    },
  );

  test('that is sent back while it is still polled ends with the old image', async () => {
    await service({ bundles: { seconds: 120 } });
    const { PhysicalResourceId } = await desktop.create(spec());
    let back: Promise<unknown> | undefined;
    // Another resource fails, and CloudFormation does not wait for this one.
    fault = (operation, minute) => {
      if (minute >= 3 && operation === 'DescribeWorkspaceBundles' && back === undefined) {
        back = resource().sendBack(spec(), spec({ ImageId: NEW_IMAGE }), PhysicalResourceId);
      }
      return undefined;
    };
    await desktop.update(spec({ ImageId: NEW_IMAGE }));
    await expect(back).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(bundle()).toMatchObject({ ImageId: OLD_IMAGE, State: 'AVAILABLE' });
  });
});

describe('a Delete', () => {
  test('waits while WorkSpaces use the bundle', async () => {
    await desktop.create(spec());
    const { BundleId = '' } = bundle() ?? {};
    endpoint.setWorkspaces(BundleId, ['ws-aaaaaaaaa']);
    fault = (_, minute) => {
      if (minute >= 4) {
        endpoint.setWorkspaces(BundleId, []);
      }
      return undefined;
    };
    await expect(desktop.delete()).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(minutes()).toBeGreaterThanOrEqual(4);
    expect(endpoint.bundles()).toStrictEqual([]);
  });

  test.each([
    ['10 minutes by default', {}, 10],
    ['its deleteTimeout', { DeleteTimeout: 3_000 }, 50],
    ['no time, if that is 0', { DeleteTimeout: 0 }, 0],
  ])('fails after %s, and names the WorkSpaces', async (_, properties, expected) => {
    await desktop.create(spec(properties));
    endpoint.setWorkspaces(bundle()?.BundleId ?? '', ['ws-aaaaaaaaa', 'ws-bbbbbbbbb']);
    const { Status, Reason } = await desktop.delete();
    expect([Status, Reason]).toStrictEqual([
      'FAILED',
      expect.stringContaining(
        '2 WorkSpaces use it: ws-aaaaaaaaa, ws-bbbbbbbbb; terminate or migrate what uses it',
      ),
    ]);
    expect(Math.round(minutes())).toBe(expected);
  });

  test('after a replacement leaves a bundle that is in use, and says so in the log', async () => {
    await desktop.create(spec());
    const { BundleId = '' } = bundle() ?? {};
    advance(MINUTE);
    await resource(REPLACING_LOGICAL_ID).create(spec({ ComputeType: 'POWER' }));
    endpoint.setWorkspaces(BundleId, ['ws-aaaaaaaaa']);
    await expect(desktop.delete()).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(endpoint.bundles()).toHaveLength(2);
    const line = logged.find((entry) => entry.includes('bundle left'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      bundle: BundleId,
      why: '1 WorkSpace uses it: ws-aaaaaaaaa',
    });
    expect(Object.keys(await tagsOf(BundleId))).toStrictEqual([]);
  });

  test('after a replacement deletes a bundle that is not in use', async () => {
    await desktop.create(spec());
    await resource(REPLACING_LOGICAL_ID).create(spec({ ComputeType: 'POWER' }));
    await desktop.delete();
    expect(bundle()).toMatchObject({ ComputeType: { Name: 'POWER' } });
  });

  test('does not touch a bundle that CloudFormation has kept, once there is a new one', async () => {
    await desktop.create(spec());
    const kept = bundle()?.BundleId;
    // Its removal policy keeps it, so no Delete comes. Then the construct is there again.
    const again = resource();
    await again.create(spec());
    await again.delete();
    expect(bundle()?.BundleId).toBe(kept);
  });

  test('touches no bundle of another stack or resource, whatever its name', async () => {
    await resource('Other00000000').create(spec({ BundleName: 'golden' }));
    await expect(desktop.delete('anything', spec({ BundleName: 'golden' }))).resolves.toMatchObject({
      Status: 'SUCCESS',
    });
    expect(endpoint.bundles()).toHaveLength(1);
  });

  test('that comes before its Create has made a bundle waits for it', async () => {
    let deletion: Promise<unknown> | undefined;
    // The first call of the Create is answered late, and CloudFormation, which got no answer, made an id of its own.
    fault = (_, minute) => {
      deletion ??= resource().delete('Images-Desktop-1A2B3C4D5E6F', spec());
      return minute < 1 ? 'status-500' : undefined;
    };
    await desktop.create(spec());
    await expect(deletion).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(endpoint.bundles()).toStrictEqual([]);
  });
});
