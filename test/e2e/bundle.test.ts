import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { type App, CfnOutput, CfnResource, Duration, Size, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import {
  ComputeType,
  type IWorkspaceImage,
  WorkspaceBundle,
  type WorkspaceBundleProps,
  WorkspaceBundleProvider,
  WorkspaceImage,
  WorkspaceImages,
} from '../../lib';
import { type LocalAws, startLocalAws } from './local-aws';

const OLD_IMAGE = 'wsi-golden001';
const NEW_IMAGE = 'wsi-golden002';

const image = (ImageId: string, Created: number): CatalogueImage => ({
  ImageId,
  Name: 'golden-win11',
  State: 'AVAILABLE',
  Created,
});

const OLD = image(OLD_IMAGE, 1_750_000_000);
const NEW = image(NEW_IMAGE, 1_760_000_000);

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

type Define = (stack: Stack, bundle: WorkspaceBundle) => void;

/** An app of one stack with one bundle, which is polled every three seconds. */
const oneBundle =
  (
    stackName: string,
    imageOf: (stack: Stack) => IWorkspaceImage,
    props: Partial<WorkspaceBundleProps> = {},
    define: Define = () => undefined,
  ) =>
  (app: App) => {
    const stack = new Stack(app, stackName);
    const bundle = new WorkspaceBundle(stack, 'Desktop', {
      image: imageOf(stack),
      computeType: ComputeType.STANDARD,
      rootVolumeSize: Size.gibibytes(80),
      userVolumeSize: Size.gibibytes(50),
      provider: new WorkspaceBundleProvider(stack, 'Provider', { pollInterval: Duration.seconds(3) }),
      ...props,
    });
    const parameter = new StringParameter(stack, 'TakesBundle', { stringValue: bundle.bundleId });
    new CfnOutput(stack, 'Taken', { value: parameter.stringValue });
    const handler = stack.node.findChild('Provider').node.findChild('Handler').node.defaultChild;
    new CfnOutput(stack, 'Handler', { value: CfnResource.isCfnResource(handler) ? handler.ref : '' });
    define(stack, bundle);
  };

const lookedUp = (refreshKey: string) => (stack: Stack) =>
  new WorkspaceImage(stack, 'Golden', { refreshKey });

const bundleOf = (id: string | undefined) => local.endpoint.bundles().find(({ BundleId }) => BundleId === id);

/** Whether the service has refused to delete a bundle. */
const isRefused = (id: string) =>
  local.endpoint.calls.some(
    ({ error, input }) =>
      error === 'ResourceAssociatedException' && JSON.stringify(input) === JSON.stringify({ BundleId: id }),
  );

test('a bundle is made, is rolled back, gets a newer image in place, is replaced, and is deleted', async () => {
  const first = await local.deploy(oneBundle('Life', lookedUp('1')));
  const id = first.outputs['Life']?.['DesktopBundleId'];
  expect(bundleOf(id)).toMatchObject({ ImageId: OLD_IMAGE, State: 'AVAILABLE' });
  expect(first.outputs['Life']?.['Taken']).toBe(id);

  local.endpoint.setCatalogue({ images: [OLD, NEW] });
  const failing = await local.deploy(
    oneBundle('Life', lookedUp('2'), {}, (stack, bundle) => {
      new WorkspaceImages(stack, 'None', { imageNames: ['no-such-*'] }).node.addDependency(bundle);
    }),
  );
  expect(failing.succeeded).toBe(false);
  const swaps = local.endpoint.calls
    .filter(({ operation, status }) => operation === 'UpdateWorkspaceBundle' && status === 200)
    .map(({ input }) => input);
  expect(swaps).toStrictEqual([
    { BundleId: id, ImageId: NEW_IMAGE },
    { BundleId: id, ImageId: OLD_IMAGE },
  ]);
  expect(bundleOf(id)).toMatchObject({ ImageId: OLD_IMAGE, State: 'AVAILABLE' });

  const swapped = await local.deploy(oneBundle('Life', lookedUp('3')));
  expect(swapped.outputs['Life']).toMatchObject({ DesktopBundleId: id, Taken: id });
  expect(bundleOf(id)).toMatchObject({ ImageId: NEW_IMAGE, State: 'AVAILABLE' });

  const replacing = oneBundle('Life', lookedUp('3'), { computeType: ComputeType.POWER });
  const replaced = await local.deploy(replacing);
  const newId = replaced.outputs['Life']?.['DesktopBundleId'] ?? '';
  expect(newId).not.toBe(id);
  expect(bundleOf(newId)).toMatchObject({ ImageId: NEW_IMAGE, ComputeType: { Name: 'POWER' } });
  expect(bundleOf(id)).toBeUndefined();

  await makeOnceByCopies(replaced.outputs['Life']?.['Handler'] ?? '');

  local.endpoint.setWorkspaces(newId, ['ws-bbbbbbbbb']);
  const destroyed = local.destroy(replacing);
  while (!isRefused(newId)) {
    await pause(100);
  }
  local.endpoint.setWorkspaces(newId, []);
  await expect(destroyed).resolves.toMatchObject({ succeeded: true });
  expect(bundleOf(newId)).toBeUndefined();
});

/** The handler polls a Create twice at the same time, as copies of an event would have it. */
async function makeOnceByCopies(handler: string): Promise<void> {
  const event = {
    RequestType: 'Create',
    StackId: `arn:aws:cloudformation:eu-west-1:000000000000:stack/Other/${randomUUID()}`,
    RequestId: randomUUID(),
    LogicalResourceId: 'Desktop',
    ResourceProperties: {
      ImageId: OLD_IMAGE,
      ComputeType: 'STANDARD',
      RootVolumeSize: '80',
      UserVolumeSize: '50',
      NamePrefix: 'Copied',
    },
    Wait: { startedAt: Date.now(), deadline: Date.now() + 600_000, pollsFrom: Date.now(), isAsked: false },
  };
  const poll = () =>
    local.awsText(
      ...['lambda', 'invoke', '--function-name', handler],
      ...['--payload', JSON.stringify(event), devNull],
    );
  await Promise.all([poll(), poll()]);
  const made = local.endpoint.bundles().filter(({ Name }) => Name.startsWith('Copied-'));
  expect(made).toMatchObject([{ ImageId: OLD_IMAGE }]);
}
