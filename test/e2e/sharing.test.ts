import { createHash } from 'node:crypto';
import { type App, CfnOutput, Fn, Stack, Tokenization } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import { generateCatalogue } from '../../dev/local-aws/generate';
import {
  ImageManifest,
  type IWorkspaceImages,
  WorkspaceImages,
  type WorkspaceImagesProps,
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

const calls = () => local.endpoint.calls.length;

/** An app of one stack that looks up, and shares what it found. */
const producer =
  (
    stackName: string,
    props: WorkspaceImagesProps,
    share: (images: WorkspaceImages) => void = () => undefined,
  ) =>
  (app: App) => {
    share(new WorkspaceImages(new Stack(app, stackName), 'GoldenImages', props));
  };

type Read = (stack: Stack) => IWorkspaceImages;

/** An app of stacks that read what another shares: by outputs, and in a resource. */
const consumers =
  (reads: Readonly<Record<string, Read>>, version = '1') =>
  (app: App) => {
    for (const [stackName, read] of Object.entries(reads)) {
      const stack = new Stack(app, stackName);
      new StringParameter(stack, 'Version', { stringValue: version });
      const images = read(stack);
      const used = new StringParameter(stack, 'Parameter', { stringValue: images.newestImageId });
      new CfnOutput(stack, 'Ids', { value: Fn.join(',', images.imageIds) });
      new CfnOutput(stack, 'States', { value: Fn.join(',', images.imageStates) });
      new CfnOutput(stack, 'Count', { value: Tokenization.stringifyNumber(images.imageCount) });
      new CfnOutput(stack, 'NewestState', { value: images.newestImageState });
      new CfnOutput(stack, 'Used', { value: used.stringValue });
    }
  };

/** The outputs of a consumer that has what the producer's deployment gave. */
function sharedBy({ outputs }: Deployment, stackName: string) {
  const { GoldenImagesImageIds, GoldenImagesImageStates, GoldenImagesImageCount } = outputs[stackName] ?? {};
  return {
    Ids: GoldenImagesImageIds,
    States: GoldenImagesImageStates,
    Count: GoldenImagesImageCount,
    NewestState: GoldenImagesImageStates?.split(',')[0],
    Used: GoldenImagesImageIds?.split(',')[0],
  };
}

/**
 * The CDK's command line skips a stack whose template is unchanged, unless that has parameters from Parameter Store.
 * With `--force` it would not; whether CloudFormation then sees that another stack's output has changed, only AWS can
 * show: here its change set is empty.
 */
test('parameters are read again by each deployment, weak references by one that changes the template', async () => {
  const produce = (refreshKey: string) =>
    producer('Producer', { refreshKey }, (images) => {
      images.publishParameters('/golden');
    });
  const reads: Readonly<Record<string, Read>> = {
    ByParameters: (stack) => WorkspaceImages.fromParameters(stack, 'Golden', '/golden'),
    ByOutputs: (stack) =>
      WorkspaceImages.fromStackOutputs(stack, 'Golden', {
        stackName: 'Producer',
        constructId: 'GoldenImages',
      }),
  };
  local.endpoint.setCatalogue(generateCatalogue(30));
  const first = await local.deploy(produce('1'));
  const consumed = await local.deploy(consumers(reads));
  expect(sharedBy(first, 'Producer')).toMatchObject({ Count: '30' });
  expect(consumed.outputs).toStrictEqual({
    ByParameters: sharedBy(first, 'Producer'),
    ByOutputs: sharedBy(first, 'Producer'),
  });

  local.endpoint.setCatalogue(generateCatalogue(7, 2));
  const second = await local.deploy(produce('2'));
  expect(sharedBy(second, 'Producer')).toMatchObject({ Count: '7' });

  const unchanged = await local.deploy(consumers(reads));
  expect(unchanged.outputs).toStrictEqual({
    ByParameters: sharedBy(second, 'Producer'),
    ByOutputs: sharedBy(first, 'Producer'),
  });

  const changed = await local.deploy(consumers(reads, '2'));
  expect(changed.outputs).toStrictEqual({
    ByParameters: sharedBy(second, 'Producer'),
    ByOutputs: sharedBy(second, 'Producer'),
  });
});

/**
 * Here, an export in use only keeps its stack from being deleted. That it can be neither changed nor dropped is shown in
 * test/integration/exports.test.ts, and on AWS.
 */
test('a consumer moves from exports to parameters in three steps, none of which is refused', async () => {
  const exported = { exportPrefix: 'golden', mostRecent: 73 };
  const publish = (images: WorkspaceImages) => {
    images.publishParameters('/moved');
  };
  const byExports = consumers({ Mover: (stack) => WorkspaceImages.fromExports(stack, 'Golden', 'golden') });
  const byParameters = consumers({
    Mover: (stack) => WorkspaceImages.fromParameters(stack, 'Golden', '/moved'),
  });
  local.endpoint.setCatalogue(generateCatalogue(100));
  const start = await local.deploy(producer('Exporter', exported));
  expect(sharedBy(start, 'Exporter')).toMatchObject({ Count: '73' });
  expect((await local.deploy(byExports)).outputs['Mover']).toStrictEqual(sharedBy(start, 'Exporter'));

  // Were there a lookup in the first step, it would change what is imported.
  local.endpoint.setCatalogue(generateCatalogue(5, 2));
  const before = calls();
  const published = await local.deploy(producer('Exporter', exported, publish));
  expect(published.outputs).toStrictEqual(start.outputs);
  expect(calls()).toBe(before);

  expect((await local.deploy(byParameters)).outputs['Mover']).toStrictEqual(sharedBy(start, 'Exporter'));

  const dropped = await local.deploy(producer('Exporter', { mostRecent: 73 }, publish));
  expect(sharedBy(dropped, 'Exporter')).toMatchObject({ Count: '5' });
  const parameter = await local.aws('ssm', 'get-parameter', '--name', '/moved/image-ids');
  expect(parameter).toMatchObject({ Parameter: { Value: sharedBy(dropped, 'Exporter').Ids } });
});

test('more than an export holds is refused, with the numbers that say why', async () => {
  local.endpoint.setCatalogue(generateCatalogue(100));
  const { succeeded, printed } = await local.deploy(producer('Overflowing', { exportPrefix: 'overflowing' }));
  expect(succeeded).toBe(false);
  expect(printed).toContain(
    '100 images match, and the 100 selected need 1399 characters in an export, which has room for 1024, or the ' +
      '73 newest: set mostRecent to 73 or less, narrow the filters, or share them by parameters or weak references',
  );
});

/** A lookup with a manifest, in a bucket of its own. */
function manifest(
  stack: Stack,
  id: string,
  manifestIn: (bucket: Bucket) => ImageManifest,
  props: WorkspaceImagesProps = {},
): void {
  const images = new WorkspaceImages(stack, id, {
    ...props,
    manifest: manifestIn(new Bucket(stack, `${id}Bucket`)),
  });
  new CfnOutput(stack, `${id}Url`, { value: images.manifestUrl ?? '' });
  new CfnOutput(stack, `${id}Sha256`, { value: images.manifestSha256 ?? '' });
  new CfnOutput(stack, `${id}Count`, { value: Tokenization.stringifyNumber(images.imageCount) });
}

async function readManifest(outputs: Readonly<Record<string, string>>, id: string) {
  const text = await local.awsText('s3', 'cp', outputs[`${id}Url`] ?? '', '-');
  return {
    images: text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown),
    isWhole: text.endsWith('\n') && sha256(text) === outputs[`${id}Sha256`],
    count: outputs[`${id}Count`],
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What a manifest is to hold of a catalogue's images: newest first, those without a date last. */
const inManifest = (images: readonly CatalogueImage[]) =>
  [...images]
    .sort((a, b) => (b.Created ?? -Infinity) - (a.Created ?? -Infinity) || (a.ImageId < b.ImageId ? -1 : 1))
    .map(({ Created, ...image }) =>
      Created === undefined ? image : { ...image, Created: new Date(Created * 1000).toISOString() },
    );

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

test('manifests hold every field of every image, even of more than a response holds', async () => {
  const images = [BARE, ...generateCatalogue(298).images, FULL];
  local.endpoint.setCatalogue({ images });
  const { outputs } = await local.deploy((app) => {
    const stack = new Stack(app, 'Manifests');
    manifest(stack, 'Few', (bucket) => ImageManifest.alongside(bucket), { mostRecent: 30 });
    manifest(stack, 'All', (bucket) => ImageManifest.only(bucket));
  });
  const written = outputs['Manifests'] ?? {};
  const expected = inManifest(images);
  expect(expected[0]).toMatchObject({ ImageId: FULL.ImageId, Created: '2030-03-17T17:46:40.123Z' });
  await expect(readManifest(written, 'Few')).resolves.toStrictEqual({
    images: expected.slice(0, 30),
    isWhole: true,
    count: '30',
  });
  await expect(readManifest(written, 'All')).resolves.toStrictEqual({
    images: expected,
    isWhole: true,
    count: '300',
  });
  expect(written['AllUrl']).toMatch(
    /^s3:\/\/[^/]+\/workspace-images\/000000000000\/eu-west-1\/Manifests\/All\w+-[0-9a-f]{16}-[0-9a-f]{16}\.jsonl$/,
  );
});

/** The default rate, which others' calls leave room for, would take over three minutes. */
test('a manifest holds 10,000 images, read at the rate of an account that may make 40 calls a second', async () => {
  const catalogue = generateCatalogue(10_000);
  local.endpoint.setCatalogue(catalogue);
  const before = calls();
  const { succeeded, outputs } = await local.deploy((app) => {
    const stack = new Stack(app, 'TenThousand');
    const provider = new WorkspaceImagesProvider(stack, 'Provider', { requestRate: 40 });
    manifest(stack, 'Golden', (bucket) => ImageManifest.only(bucket), { provider });
  });
  expect(succeeded).toBe(true);
  const { images, isWhole, count } = await readManifest(outputs['TenThousand'] ?? {}, 'Golden');
  expect(images).toStrictEqual(inManifest(catalogue.images));
  expect({ lines: images.length, isWhole, count }).toStrictEqual({
    lines: 10_000,
    isWhole: true,
    count: '10000',
  });
  const times = local.endpoint.calls.slice(before).map(({ time }) => time);
  expect(times).toHaveLength(400);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  expect(seconds).toBeGreaterThan((400 - 5) / 40 - 1);
  expect(seconds).toBeLessThan(120);
});
