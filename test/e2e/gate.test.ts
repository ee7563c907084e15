import { type App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  ImageGate,
  ImageManifest,
  WorkspaceImages,
  type WorkspaceImagesProps,
  WorkspaceImagesProvider,
} from '../../lib';
import type { CatalogueImage } from '../../local/catalogue';
import type { Fault } from '../../local/workspaces-endpoint';
import { type Deployment, type LocalAws, startLocalAws } from './local-aws';

const POLL_SECONDS = 5;
const TWO_POLLS = 2 * POLL_SECONDS;
const SETTLE_SECONDS = 20;

/** What passes between two events besides polls: the framework's own starts, on a machine that is busy. */
const OVERHEAD = 4;

let local: LocalAws;

/** What the account lists. From the instant `at` on, that is what `later` says. */
let images: readonly CatalogueImage[] = [];
let later: { readonly at: number; readonly images: readonly CatalogueImage[] } | undefined;

/** What each call of a test lists, the last of them from then on. */
let imagesOfCall: (readonly CatalogueImage[])[] = [];

/** What goes wrong with calls, until an instant. */
let fault: { readonly until: number; readonly kind: Fault } | undefined;

beforeAll(async () => {
  local = await startLocalAws({
    catalogue: { images: [] },
    faults: () => {
      const now = later !== undefined && Date.now() >= later.at ? later.images : images;
      const ofCall = imagesOfCall.length > 1 ? imagesOfCall.shift() : imagesOfCall[0];
      local.endpoint.setCatalogue({ images: ofCall ?? now });
      return fault !== undefined && Date.now() < fault.until ? fault.kind : undefined;
    },
  });
});

afterAll(async () => {
  await local.stop();
});

beforeEach(() => {
  later = undefined;
  fault = undefined;
  imagesOfCall = [];
});

const image = (State: string, more: Partial<CatalogueImage> = {}): CatalogueImage => ({
  ImageId: 'wsi-000000001',
  Name: 'golden-win11',
  State,
  Created: 1_750_000_000,
  ...more,
});

const becomes = (seconds: number, then: CatalogueImage) => {
  images = [image('PENDING')];
  later = { at: Date.now() + seconds * 1000, images: [then] };
  return later.at;
};

const waitFor = (seconds: number): WorkspaceImagesProps => ({
  gate: ImageGate.waitUntilAvailable({ timeout: Duration.seconds(seconds) }),
  refreshKey: '1',
});

/** An app of one stack with one lookup, polled every five seconds. */
const gated =
  (
    stackName: string,
    props: WorkspaceImagesProps | ((stack: Stack) => WorkspaceImagesProps),
    linkSeconds = 3_000,
  ) =>
  (app: App) => {
    const stack = new Stack(app, stackName);
    const provider = new WorkspaceImagesProvider(stack, 'Provider', {
      pollInterval: Duration.seconds(POLL_SECONDS),
      _linkLength: Duration.seconds(linkSeconds),
      _settleTime: Duration.seconds(SETTLE_SECONDS),
    });
    const golden = new WorkspaceImages(stack, 'GoldenImages', {
      ...(typeof props === 'function' ? props(stack) : props),
      provider,
    });
    const consumer = new StringParameter(stack, 'Consumer', {
      stringValue: golden.manifestUrl ?? golden.newestImageState,
    });
    consumer.node.addDependency(golden);
    new CfnOutput(stack, 'Consumed', { value: consumer.stringValue });
  };

/** When, in seconds of the epoch, the calls of a deployment were made. */
const lastCallAt = () => (local.endpoint.calls.at(-1)?.time ?? 0) / 1000;

async function stackOf(stackName: string) {
  const found = await local.aws(
    'cloudformation',
    'describe-stacks',
    '--stack-name',
    stackName,
    '--query',
    'Stacks[0]',
  );
  const { StackStatus, Outputs } = found as {
    StackStatus: string;
    Outputs: { OutputKey: string; OutputValue: string }[];
  };
  return {
    status: StackStatus,
    outputs: Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
  };
}

describe('a gate that waits', () => {
  test('ends within two polls of the image becoming AVAILABLE, and what depends on it waits', async () => {
    const availableAt = becomes(25, image('AVAILABLE'));
    const { succeeded, outputs } = await local.deploy(gated('Becoming', waitFor(120)));
    expect(succeeded).toBe(true);
    expect(outputs['Becoming']).toMatchObject({
      GoldenImagesImageStates: 'AVAILABLE',
      Consumed: 'AVAILABLE',
    });
    expect(lastCallAt() - availableAt / 1000).toBeLessThanOrEqual(TWO_POLLS + OVERHEAD);
  });

  test("fails within two polls of an image going to ERROR, with its code in the CLI's output", async () => {
    const failsAt = becomes(25, image('ERROR', { ErrorDetails: [{ ErrorCode: 'UEFINotSupported' }] }));
    const { succeeded, printed } = await local.deploy(gated('Erring', waitFor(120)));
    expect(succeeded).toBe(false);
    expect(printed).toContain('golden-win11 (wsi-000000001) is in ERROR: UEFINotSupported');
    expect(lastCallAt() - failsAt / 1000).toBeLessThanOrEqual(TWO_POLLS + OVERHEAD);
  });

  test('fails within two polls of its deadline, naming what is pending', async () => {
    images = [image('PENDING')];
    const { succeeded, printed } = await local.deploy(gated('Late', waitFor(60)));
    expect(succeeded).toBe(false);
    const [, seconds = '0'] =
      /not every image is AVAILABLE after 1 minute(?: (\d+) seconds?)?: PENDING: golden-win11 \(wsi-000000001\)/.exec(
        printed,
      ) ?? [undefined, 'not told'];
    expect(Number(seconds)).toBeLessThanOrEqual(TWO_POLLS + OVERHEAD);
  });
});

describe('a gate that settles', () => {
  const failFor = (seconds: number, kind: Fault) => {
    fault = { until: Date.now() + seconds * 1000, kind };
  };
  const callsOf = async (deploying: Promise<Deployment>) => {
    const before = local.endpoint.calls.length;
    const deployment = await deploying;
    return { ...deployment, calls: local.endpoint.calls.length - before };
  };

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
    images = [image('AVAILABLE')];
    const { succeeded, printed, calls } = await callsOf(
      local.deploy(gated('Mistyped', { ...waitFor(3_000), imageNames: ['golden-w1n11'] })),
    );
    expect(succeeded).toBe(false);
    expect(printed).toContain('0 of 1 image match: 1 examined, 0 named golden-w1n11; minCount is 1');
    expect(calls).toBe(SETTLE_SECONDS / POLL_SECONDS);
  });

  test('fails within its time where the service is not reached, and names the way out', async () => {
    failFor(600, 'hang');
    const { succeeded, printed } = await local.deploy(gated('Unreached', waitFor(3_000)));
    expect(succeeded).toBe(false);
    expect(printed).toMatch(
      /DescribeWorkspaceImages did not succeed in \d+ seconds and \d calls, the last with .*; it was not reached: a function in a VPC needs a NAT gateway/,
    );
  });

  test('fails at once where its manifest cannot be written, though the image is PENDING', async () => {
    images = [image('PENDING')];
    const { succeeded, printed, calls } = await callsOf(
      local.deploy(
        gated('Unwritable', (stack) => ({
          ...waitFor(3_000),
          manifest: ImageManifest.alongside(Bucket.fromBucketName(stack, 'Bucket', 'no-such-bucket')),
        })),
      ),
    );
    expect(succeeded).toBe(false);
    expect(printed).toContain(
      'the manifest could not be put to s3://no-such-bucket/workspace-images/000000000000/',
    );
    expect(calls).toBe(1);
  });

  test('fails at once where a link cannot hand over as many images, though the answer is in a manifest', async () => {
    images = Array.from({ length: 400 }, (_, index) =>
      image('PENDING', { ImageId: `wsi-${String(index).padStart(9, '0')}` }),
    );
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
    images = [];
    const { succeeded, outputs } = await local.deploy(gated('None', { ...waitFor(60), minCount: 0 }, 20));
    expect(succeeded).toBe(true);
    expect(outputs['None']).toMatchObject({ GoldenImagesImageIds: '-', GoldenImagesImageCount: '0' });
  });

  test('is rolled back though the service denies every call for over a minute', async () => {
    const named = (name: string) => (stack: Stack) => ({
      ...waitFor(60),
      // A token, whose changed value is an Update of the lookup.
      imageNames: [new StringParameter(stack, 'Name', { stringValue: name }).stringValue],
    });
    images = [image('AVAILABLE')];
    const first = await local.deploy(gated('RolledBack', named('golden-win11')));
    expect(first.succeeded).toBe(true);
    const updating = local.deploy(gated('RolledBack', named('golden-none')));
    const before = local.endpoint.calls.length;
    const watching = setInterval(() => {
      if (fault === undefined && local.endpoint.calls.length - before === SETTLE_SECONDS / POLL_SECONDS) {
        failFor(70, 'access-denied');
      }
    }, 100);
    const { succeeded } = await updating;
    clearInterval(watching);
    expect(succeeded).toBe(false);
    await expect(stackOf('RolledBack')).resolves.toStrictEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      outputs: first.outputs['RolledBack'],
    });
    expect(local.endpoint.calls.slice(before).some(({ error }) => error === 'AccessDeniedException')).toBe(
      true,
    );
  });
});

describe('a chain of three short links', () => {
  test('succeeds in its middle link', async () => {
    becomes(35, image('AVAILABLE'));
    const { outputs } = await local.deploy(gated('Middle', waitFor(60), 20));
    expect(outputs['Middle']).toMatchObject({ GoldenImagesImageStates: 'AVAILABLE', Consumed: 'AVAILABLE' });
  });

  test('succeeds in its last link', async () => {
    becomes(58, image('AVAILABLE'));
    const { outputs } = await local.deploy(gated('Last', waitFor(75), 25));
    expect(outputs['Last']).toMatchObject({ GoldenImagesImageStates: 'AVAILABLE' });
  });

  test('fails at the whole deadline', async () => {
    images = [image('PENDING')];
    const { succeeded, printed } = await local.deploy(gated('Whole', waitFor(60), 20));
    expect(succeeded).toBe(false);
    expect(printed).toMatch(/not every image is AVAILABLE after 1 minute( \d+ seconds?)?: /);
  });
});

test('a gate that fails an update leaves the very ids of before, and makes no call for it', async () => {
  images = [image('AVAILABLE')];
  const first = await local.deploy(gated('Updated', { gate: ImageGate.requireAvailable(), refreshKey: '1' }));
  images = [image('PENDING', { ImageId: 'wsi-000000002' })];
  const before = local.endpoint.calls.length;
  const { succeeded, printed } = await local.deploy(
    gated('Updated', { gate: ImageGate.requireAvailable(), refreshKey: '2' }),
  );
  expect(succeeded).toBe(false);
  expect(printed).toContain('not every image is AVAILABLE: PENDING: golden-win11 (wsi-000000002)');
  await expect(stackOf('Updated')).resolves.toStrictEqual({
    status: 'UPDATE_ROLLBACK_COMPLETE',
    outputs: first.outputs['Updated'],
  });
  expect(local.endpoint.calls.length - before).toBe(1);
});

test('a gate can be switched on, to another kind, and off again', async () => {
  images = [image('AVAILABLE')];
  const none = ImageGate.none();
  const required = ImageGate.requireAvailable();
  const waits = ImageGate.waitUntilAvailable({ timeout: Duration.minutes(1) });
  for (const gate of [none, waits, required, waits, none]) {
    const { succeeded, outputs } = await local.deploy(gated('Switched', { gate, refreshKey: '1' }));
    expect(succeeded).toBe(true);
    expect(outputs['Switched']).toMatchObject({ GoldenImagesImageIds: 'wsi-000000001' });
  }
});
