import { setTimeout as pause } from 'node:timers/promises';
import { type App, Duration, Size, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  ComputeType,
  WorkspaceBundle,
  WorkspaceBundleProvider,
  WorkspaceImage,
  WorkspaceImages,
} from '../../lib';
import { image, type LocalAws, startLocalAws } from './local-aws';

const OLD = image('AVAILABLE');
const NEW = image('AVAILABLE', { ImageId: 'wsi-000000002', Created: 1_760_000_000 });

let local: LocalAws;

beforeAll(async () => {
  local = await startLocalAws({
    catalogue: { images: [OLD] },
    throttle: { ratePerSecond: 2, burst: 5 },
    bundles: { seconds: 2 },
    enforcesIam: true,
  });
});

afterAll(async () => {
  await local.stop();
});

interface Version {
  readonly refreshKey: string;
  readonly computeType?: ComputeType;
  readonly failsLater?: boolean;
}

/** An app of one stack with one bundle, which is polled every three seconds, and a resource that takes its id. */
const desktop =
  ({ refreshKey, computeType = ComputeType.STANDARD, failsLater = false }: Version) =>
  (app: App) => {
    const stack = new Stack(app, 'Life');
    const bundle = new WorkspaceBundle(stack, 'Desktop', {
      image: new WorkspaceImage(stack, 'Golden', { refreshKey }),
      computeType,
      rootVolumeSize: Size.gibibytes(80),
      userVolumeSize: Size.gibibytes(50),
      provider: new WorkspaceBundleProvider(stack, 'Provider', { pollInterval: Duration.seconds(3) }),
    });
    new StringParameter(stack, 'Taken', { parameterName: '/taken', stringValue: bundle.bundleId });
    if (failsLater) {
      new WorkspaceImages(stack, 'None', { imageNames: ['no-such-*'] }).node.addDependency(bundle);
    }
  };

const bundleOf = (id: string) => local.endpoint.bundles().find(({ BundleId }) => BundleId === id);

const taken = () => local.aws('ssm', 'get-parameter', '--name', '/taken', '--query', 'Parameter.Value');

test('a bundle is made, gets a newer image in place, is rolled back, is replaced, and is deleted', async () => {
  const first = await local.deploy(desktop({ refreshKey: '1' }));
  const id = first.outputs['Life']?.['DesktopBundleId'] ?? '';
  expect(bundleOf(id)).toMatchObject({ ImageId: OLD.ImageId, State: 'AVAILABLE' });
  await expect(taken()).resolves.toBe(id);

  local.endpoint.setCatalogue({ images: [OLD, NEW] });
  const failing = await local.deploy(desktop({ refreshKey: '2', failsLater: true }));
  expect(failing.succeeded).toBe(false);
  const swaps = local.endpoint.calls
    .filter(({ operation, status }) => operation === 'UpdateWorkspaceBundle' && status === 200)
    .map(({ input }) => input);
  expect(swaps).toStrictEqual([
    { BundleId: id, ImageId: NEW.ImageId },
    { BundleId: id, ImageId: OLD.ImageId },
  ]);
  expect(bundleOf(id)).toMatchObject({ ImageId: OLD.ImageId, State: 'AVAILABLE' });

  const replacing = desktop({ refreshKey: '3', computeType: ComputeType.POWER });
  const replaced = await local.deploy(replacing);
  const newId = replaced.outputs['Life']?.['DesktopBundleId'] ?? '';
  expect(newId).not.toBe(id);
  expect(bundleOf(newId)).toMatchObject({ ImageId: NEW.ImageId, ComputeType: { Name: 'POWER' } });
  expect(bundleOf(id)).toBeUndefined();
  await expect(taken()).resolves.toBe(newId);

  local.endpoint.setWorkspaces(newId, ['ws-bbbbbbbbb']);
  const destroyed = local.destroy(replacing);
  while (!local.endpoint.calls.some(({ error }) => error === 'ResourceAssociatedException')) {
    await pause(100);
  }
  local.endpoint.setWorkspaces(newId, []);
  await expect(destroyed).resolves.toMatchObject({ succeeded: true });
  expect(bundleOf(newId)).toBeUndefined();
});
