import { createHash } from 'node:crypto';
import { type App, CfnOutput, Fn, NestedStack, Stack, Tokenization } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import { generateCatalogue } from '../../dev/local-aws/generate';
import {
  ImageManifest,
  ImageType,
  type IWorkspaceImages,
  WorkspaceImages,
  WorkspaceImagesProvider,
} from '../../lib';
import { type Deployment, type LocalAws, startLocalAws } from './local-aws';

let local: LocalAws;

beforeAll(async () => {
  local = await startLocalAws();
});

afterAll(async () => {
  await local.stop();
});

/** What a stack reads: as outputs, and in a resource. */
function use(stack: Stack, images: IWorkspaceImages): void {
  const used = new StringParameter(stack, 'Parameter', { stringValue: images.newestImageId });
  new CfnOutput(stack, 'Ids', { value: Fn.join(',', images.imageIds) });
  new CfnOutput(stack, 'States', { value: Fn.join(',', images.imageStates) });
  new CfnOutput(stack, 'Count', { value: Tokenization.stringifyNumber(images.imageCount) });
  new CfnOutput(stack, 'NewestState', { value: images.newestImageState });
  new CfnOutput(stack, 'Used', { value: used.stringValue });
}

/** The same of a lookup in the stack that publishes. */
function published({ outputs }: Deployment, id: string) {
  const { [`${id}ImageIds`]: ids, [`${id}ImageStates`]: states } = outputs['Publisher'] ?? {};
  return {
    Ids: ids,
    States: states,
    Count: outputs['Publisher']?.[`${id}ImageCount`],
    NewestState: states?.split(',')[0],
    Used: ids?.split(',')[0],
  };
}

interface Version {
  readonly refreshKey: string;
  /** Of the parameters that are read. */
  readonly prefix: string;
  /** Of a resource beside the reference to an output. */
  readonly beside: string;
}

/** A stack that publishes Windows and Linux images, and one that reads for each way to share them. */
const sharing =
  ({ refreshKey, prefix, beside }: Version) =>
  (app: App) => {
    // First, so that it would be deployed first if nothing said otherwise.
    const reader = new Stack(app, 'ByParameters');
    use(reader, WorkspaceImages.fromParameters(reader, 'Golden', prefix));
    const nested = new NestedStack(reader, 'Nested');
    new StringParameter(nested, 'Newest', {
      parameterName: '/nested/newest',
      stringValue: WorkspaceImages.fromParameters(nested, 'Golden', prefix).newestImageId,
    });

    const publisher = new Stack(app, 'Publisher');
    for (const system of ['win11', 'linux']) {
      const images = new WorkspaceImages(publisher, system, {
        imageNames: [`golden-${system}-*`],
        refreshKey,
      });
      images.publishParameters(`/golden/${system}`);
    }
    new WorkspaceImages(publisher, 'exported', { exportPrefix: 'golden' });

    const byOutputs = new Stack(app, 'ByOutputs');
    byOutputs.addStackDependency(publisher);
    new StringParameter(byOutputs, 'Beside', { stringValue: beside });
    const source = { stackName: 'Publisher', constructId: 'linux' };
    use(byOutputs, WorkspaceImages.fromStackOutputs(byOutputs, 'Golden', source));

    const byExports = new Stack(app, 'ByExports');
    byExports.addStackDependency(publisher);
    use(byExports, WorkspaceImages.fromExports(byExports, 'Golden', 'golden'));
  };

const readByNested = () =>
  local.aws('ssm', 'get-parameter', '--name', '/nested/newest', '--query', 'Parameter.Value');

/**
 * The CDK's command line skips a stack whose template is unchanged, unless that has parameters from Parameter Store.
 * With `--force` it would not; whether CloudFormation then sees that another stack's output has changed, only AWS can
 * show: here its change set is empty.
 */
test('what is shared is read in the same deployment; parameters by each, outputs by one that changes the template', async () => {
  local.endpoint.setCatalogue(generateCatalogue(30));
  const first = await local.deploy(sharing({ refreshKey: '1', prefix: '/golden/win11', beside: '1' }));
  const [windows, linux, exported] = ['win11', 'linux', 'exported'].map((id) => published(first, id));
  expect(exported).toMatchObject({ Count: '30' });
  expect(windows).not.toStrictEqual(linux);
  expect(first.outputs).toMatchObject({ ByParameters: windows, ByOutputs: linux, ByExports: exported });
  await expect(readByNested()).resolves.toBe(windows?.Used);

  // The CDK CLI keeps the previous value of a template parameter whose id stays.
  const moved = await local.deploy(sharing({ refreshKey: '1', prefix: '/golden/linux', beside: '1' }));
  expect(moved.outputs['ByParameters']).toStrictEqual(linux);
  await expect(readByNested()).resolves.toBe(linux?.Used);

  // The templates of the readers are as before.
  local.endpoint.setCatalogue(generateCatalogue(30, 2));
  const again = await local.deploy(sharing({ refreshKey: '2', prefix: '/golden/linux', beside: '1' }));
  const newest = published(again, 'linux');
  expect(newest.Used).not.toBe(linux?.Used);
  expect(again.outputs).toMatchObject({ ByParameters: newest, ByOutputs: linux, ByExports: exported });
  await expect(readByNested()).resolves.toBe(newest.Used);

  const changed = await local.deploy(sharing({ refreshKey: '2', prefix: '/golden/linux', beside: '2' }));
  expect(changed.outputs['ByOutputs']).toStrictEqual(newest);
});

/** Every member that the service gives, and none but the one that it always gives. */
const FULL: CatalogueImage = {
  ImageId: 'wsi-full00000',
  Name: 'golden (full)',
  Description: 'Office, VPN and more/less (2025) "Zürich"',
  OperatingSystem: { Type: 'WINDOWS' },
  State: 'ERROR',
  RequiredTenancy: 'DEDICATED',
  ErrorCode: 'DomainJoined',
  ErrorMessage: 'The image is joined to a domain,\nand it must not be.',
  Created: 1_900_000_000.123,
  OwnerAccountId: '210987654321',
  Updates: { UpdateAvailable: true, Description: 'Newer drivers, among others' },
  ErrorDetails: [
    { ErrorCode: 'DomainJoined', ErrorMessage: 'Leave the domain.' },
    { ErrorCode: 'NotYetKnown' },
  ],
};
const BARE: CatalogueImage = { ImageId: 'wsi-bare00000' };

/** What a manifest is to hold of a catalogue's images: newest first, those without a date last. */
const inManifest = (images: readonly CatalogueImage[]) =>
  [...images]
    .sort((a, b) => (b.Created ?? -Infinity) - (a.Created ?? -Infinity) || (a.ImageId < b.ImageId ? -1 : 1))
    .map(({ Created, ...image }) =>
      Created === undefined ? image : { ...image, Created: new Date(Created * 1000).toISOString() },
    );

/** The rate of an account that may make 40 calls a second. The default one would take over three minutes. */
test('manifests hold every field of every image: of one, and of 10,000, read at the rate of the provider', async () => {
  const images = [BARE, ...generateCatalogue(9_998).images, FULL];
  local.endpoint.setCatalogue({ images });
  const before = local.endpoint.calls.length;
  const { outputs } = await local.deploy((app) => {
    const stack = new Stack(app, 'Manifests');
    const bucket = new Bucket(stack, 'Bucket');
    const provider = new WorkspaceImagesProvider(stack, 'Provider', { requestRate: 40 });
    const all = new WorkspaceImages(stack, 'All', { provider, manifest: ImageManifest.only(bucket) });
    const one = new WorkspaceImages(stack, 'One', {
      provider,
      imageIds: [FULL.ImageId],
      imageType: ImageType.OWNED,
      manifest: ImageManifest.alongside(bucket),
    });
    for (const [id, { manifestUrl, manifestSha256 }] of Object.entries({ All: all, One: one })) {
      new CfnOutput(stack, `${id}Url`, { value: manifestUrl ?? '' });
      new CfnOutput(stack, `${id}Sha256`, { value: manifestSha256 ?? '' });
    }
  });
  const written = outputs['Manifests'] ?? {};
  for (const [id, expected] of Object.entries({ All: inManifest(images), One: inManifest([FULL]) })) {
    const text = await local.awsText('s3', 'cp', written[`${id}Url`] ?? '', '-');
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toStrictEqual(expected);
    expect(createHash('sha256').update(text).digest('hex')).toBe(written[`${id}Sha256`]);
  }
  expect(written).toMatchObject({ AllImageCount: '10000', OneImageIds: FULL.ImageId });
  expect(written['AllUrl']).toMatch(
    /^s3:\/\/[^/]+\/workspace-images\/000000000000\/eu-west-1\/Manifests\/All\w+-[0-9a-f]{16}-[0-9a-f]{16}\.jsonl$/,
  );
  const times = local.endpoint.calls.slice(before).map(({ time }) => time);
  expect(times).toHaveLength(401);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  expect(seconds).toBeGreaterThan((400 - 5) / 40 - 1);
  expect(seconds).toBeLessThan(120);
});
