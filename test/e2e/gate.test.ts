import { type App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { ImageGate, WorkspaceImages, type WorkspaceImagesProps, WorkspaceImagesProvider } from '../../lib';
import type { CatalogueImage } from '../../local/catalogue';
import { type LocalAws, startLocalAws } from './local-aws';

const POLL_SECONDS = 5;
const TWO_POLLS = 2 * POLL_SECONDS;

/** What passes between two events besides polls: the framework's own starts, on a machine that is busy. */
const OVERHEAD = 4;

let local: LocalAws;

/** What the account lists; `at` seconds from now on it becomes what is given with it. */
let images: readonly CatalogueImage[] = [];
let later: { readonly at: number; readonly images: readonly CatalogueImage[] } | undefined;

beforeAll(async () => {
  local = await startLocalAws({
    catalogue: { images: [] },
    faults: () => {
      const now = later !== undefined && Date.now() >= later.at ? later.images : images;
      local.endpoint.setCatalogue({ images: now });
      return undefined;
    },
  });
});

afterAll(async () => {
  await local.stop();
});

beforeEach(() => {
  later = undefined;
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

/** An app of one stack with one look-up, polled every five seconds. */
const gated =
  (stackName: string, props: WorkspaceImagesProps, linkSeconds = 3_000) =>
  (app: App) => {
    const stack = new Stack(app, stackName);
    const provider = new WorkspaceImagesProvider(stack, 'Provider', {
      pollInterval: Duration.seconds(POLL_SECONDS),
      _linkLength: Duration.seconds(linkSeconds),
    });
    const golden = new WorkspaceImages(stack, 'GoldenImages', { ...props, provider });
    const consumer = new StringParameter(stack, 'Consumer', { stringValue: golden.newestImageState });
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
    const [, waited] =
      /not every image is AVAILABLE after (\d+ seconds?|1 minute): PENDING: golden-win11 \(wsi-000000001\)/.exec(
        printed,
      ) ?? [];
    expect(parseInt(waited === '1 minute' ? '60' : (waited ?? ''))).toBeLessThanOrEqual(
      60 + TWO_POLLS + OVERHEAD,
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
    expect(printed).toMatch(/not every image is AVAILABLE after (6\d|7\d) seconds|after 1 minute/);
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
