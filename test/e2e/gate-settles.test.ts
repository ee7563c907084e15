import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import type { Fault } from '../../dev/local-aws/workspaces-endpoint';
import { ImageManifest } from '../../lib';
import { deployCounted, gated, image, SETTLING_LOOKS, waitFor } from './gated';
import { type LocalAws, startLocalAws } from './local-aws';

let local: LocalAws;

/** What each call of a test lists, the last of them from then on. */
let imagesOfCall: (readonly CatalogueImage[])[];

/** What goes wrong with every call. */
let fault: Fault | undefined;

beforeAll(async () => {
  local = await startLocalAws({
    faults: () => {
      const images = imagesOfCall.length > 1 ? imagesOfCall.shift() : imagesOfCall[0];
      local.endpoint.setCatalogue({ images: images ?? [] });
      return fault;
    },
  });
});

afterAll(async () => {
  await local.stop();
});

beforeEach(() => {
  imagesOfCall = [];
  fault = undefined;
});

describe('a gate that settles', () => {
  test('looks until an image is listed, and counts no newer one', async () => {
    const newer = image('ERROR', { ImageId: 'wsi-000000009', Created: 1_950_000_000 });
    imagesOfCall = [[], [image('PENDING')], [image('PENDING'), newer], [image('AVAILABLE'), newer]];
    const { succeeded, outputs } = await local.deploy(gated('Settling', { ...waitFor(120), mostRecent: 1 }));
    expect(succeeded).toBe(true);
    expect(outputs['Settling']).toMatchObject({
      GoldenImagesImageIds: 'wsi-000000001',
      GoldenImagesImageStates: 'AVAILABLE',
    });
  });

  test('fails within its time where too few match, and says which filter left none', async () => {
    imagesOfCall = [[image('AVAILABLE')]];
    const { succeeded, printed, calls } = await deployCounted(
      local,
      gated('Mistyped', { ...waitFor(3_000), imageNames: ['golden-w1n11'] }),
    );
    expect(succeeded).toBe(false);
    expect(printed).toContain('0 of 1 image match: 1 examined, 0 named golden-w1n11; minCount is 1');
    expect(calls).toBe(SETTLING_LOOKS);
  });

  test('fails within its time where the service is not reached, and names the way out', async () => {
    fault = 'hang';
    const { succeeded, printed } = await local.deploy(gated('Unreached', waitFor(3_000)));
    expect(succeeded).toBe(false);
    expect(printed).toMatch(
      /DescribeWorkspaceImages did not succeed in \d+ seconds and \d calls, the last with .*; it was not reached: a function in a VPC needs a NAT gateway/,
    );
  });

  test('fails at once where its manifest cannot be written, though the image is PENDING', async () => {
    imagesOfCall = [[image('PENDING')]];
    const { succeeded, printed, calls } = await deployCounted(
      local,
      gated('Unwritable', (stack) => ({
        ...waitFor(3_000),
        manifest: ImageManifest.alongside(Bucket.fromBucketName(stack, 'Bucket', 'no-such-bucket')),
      })),
    );
    expect(succeeded).toBe(false);
    expect(printed).toContain(
      'the manifest could not be put to s3://no-such-bucket/workspace-images/000000000000/',
    );
    expect(calls).toBe(1);
  });

  test('fails at once where a link cannot hand over as many images, though the answer is in a manifest', async () => {
    const images = Array.from({ length: 400 }, (_, index) =>
      image('PENDING', { ImageId: `wsi-${String(index).padStart(9, '0')}` }),
    );
    imagesOfCall = [images];
    const { succeeded, printed } = await local.deploy(
      gated(
        'HandingOver',
        (stack) => ({ ...waitFor(60), manifest: ImageManifest.only(new Bucket(stack, 'Bucket')) }),
        20,
      ),
    );
    expect(succeeded).toBe(false);
    expect(printed).toMatch(
      /400 images are selected, and a wait of more than one custom resource can watch 2\d\d of them: set mostRecent to 2\d\d or less/,
    );
  });

  test('finds none in a chain of links where none is allowed', async () => {
    const { succeeded, outputs } = await local.deploy(gated('None', { ...waitFor(60), minCount: 0 }, 20));
    expect(succeeded).toBe(true);
    expect(outputs['None']).toMatchObject({ GoldenImagesImageIds: '-', GoldenImagesImageCount: '0' });
  });
});
