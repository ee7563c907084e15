import { type App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import { ImageGate, WorkspaceImages, type WorkspaceImagesProps, WorkspaceImagesProvider } from '../../lib';
import { image, type LocalAws, stackOf, startLocalAws } from './local-aws';

const POLL_SECONDS = 5;
const SETTLE_SECONDS = 15;

/** How often a gate that settles looks, where no look finds enough. */
const SETTLING_LOOKS = SETTLE_SECONDS / POLL_SECONDS;

/**
 * How long after a change a gate may still wait: two polls, and what passes besides. These are the framework's own starts,
 * on a machine that is busy with other tests.
 */
const TWO_POLLS = 2 * POLL_SECONDS + 8;

/** The images of a Region: by the number of the look, from 1, and the seconds since the first. */
type Images = (look: number, seconds: number) => readonly CatalogueImage[];

let local: LocalAws;

/** Each gate looks in a Region of its own. So they can wait at the same time, and a time counts from its first look. */
const regions = new Map<string, Images>();

/** Where all calls are denied from a look on, for more than a minute. */
const DENIED_REGION = 'eu-south-1';
const DENIAL_SECONDS = 70;
let deniedFrom = Infinity;

beforeAll(async () => {
  local = await startLocalAws({
    faults: (_, region) => {
      const look = looksIn(region).length + 1;
      const images = regions.get(region)?.(look, secondsSince(looksIn(region)[0]?.time)) ?? [];
      local.endpoint.setCatalogue({ images });
      const isDenied = region === DENIED_REGION && look >= deniedFrom;
      return isDenied && secondsSince(looksIn(region)[deniedFrom - 1]?.time) < DENIAL_SECONDS
        ? 'access-denied'
        : undefined;
    },
  });
});

afterAll(async () => {
  await local.stop();
});

const looksIn = (wanted: string) => local.endpoint.calls.filter(({ region }) => region === wanted);
const secondsSince = (time = Date.now()) => (Date.now() - time) / 1000;

/** How many seconds after an instant, which counts from its first look, a Region was looked at. */
const looksAfter = (region: string, seconds: number) =>
  looksIn(region)
    .map(({ time }, _, [first]) => (time - (first?.time ?? 0)) / 1000 - seconds)
    .filter((after) => after >= 0);

const waitFor = (seconds: number): WorkspaceImagesProps => ({
  gate: ImageGate.waitUntilAvailable({ timeout: Duration.seconds(seconds) }),
  refreshKey: '1',
});

/** Shorten how long a wait settles, by a variable of its handler. */
function settleFor(seconds: number, provider: WorkspaceImagesProvider): void {
  const handler = provider.node.findChild('Handler');
  if (handler instanceof LambdaFunction) {
    handler.addEnvironment('SETTLE_SECONDS', String(seconds));
  }
}

/** An app of one stack with one lookup, polled every five seconds, and a resource that depends on it. */
const gated =
  (
    region: string,
    props: WorkspaceImagesProps | ((stack: Stack) => WorkspaceImagesProps),
    linkSeconds = 3_000,
  ) =>
  (app: App) => {
    const stack = new Stack(app, `Gated-${region}`);
    stack.node.setContext('cdk-workspace-images:linkSeconds', linkSeconds);
    const provider = new WorkspaceImagesProvider(stack, 'Provider', {
      pollInterval: Duration.seconds(POLL_SECONDS),
    });
    settleFor(SETTLE_SECONDS, provider);
    const golden = new WorkspaceImages(stack, 'GoldenImages', {
      ...(typeof props === 'function' ? props(stack) : props),
      region,
      provider,
    });
    const consumer = new StringParameter(stack, 'Consumer', { stringValue: golden.newestImageState });
    consumer.node.addDependency(golden);
    new CfnOutput(stack, 'Consumed', { value: consumer.stringValue });
  };

// All at the same time, since they mostly wait. Those that wait longest start first.

test.concurrent(
  'a gate that waits is rolled back though the service denies every call for over a minute',
  async () => {
    regions.set(DENIED_REGION, () => [image('AVAILABLE')]);
    const named = (name: string) =>
      gated(DENIED_REGION, (stack) => ({
        ...waitFor(60),
        // A token, whose changed value is an Update of the lookup.
        imageNames: [new StringParameter(stack, 'Name', { stringValue: name }).stringValue],
      }));
    const first = await local.deploy(named('golden-win11'));
    expect(first.succeeded).toBe(true);
    deniedFrom = looksIn(DENIED_REGION).length + SETTLING_LOOKS + 1;
    const { succeeded, printed } = await local.deploy(named('golden-none'));
    expect(succeeded).toBe(false);
    expect(printed).toContain('0 of 1 image match: 1 examined, 0 named golden-none; minCount is 1');
    await expect(stackOf(local, `Gated-${DENIED_REGION}`)).resolves.toStrictEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      outputs: first.outputs[`Gated-${DENIED_REGION}`],
    });
    const denied = looksIn(DENIED_REGION).filter(({ error }) => error === 'AccessDeniedException');
    expect((denied.at(-1)?.time ?? 0) - (denied[0]?.time ?? 0)).toBeGreaterThan(60_000);
  },
);

test.concurrent('a chain of three links fails at the whole deadline, naming what is pending', async () => {
  regions.set('eu-west-2', () => [image('PENDING')]);
  const { succeeded, printed } = await local.deploy(gated('eu-west-2', waitFor(60), 20));
  expect(succeeded).toBe(false);
  const [, seconds = '0'] =
    /not every image is AVAILABLE after 1 minute(?: (\d+) seconds?)?: PENDING: golden-win11 \(wsi-000000001\)/.exec(
      printed,
    ) ?? [undefined, 'not told'];
  expect(Number(seconds)).toBeLessThanOrEqual(TWO_POLLS);
});

test.concurrent('a chain of three links succeeds in its second, and the third answers at once', async () => {
  const [start, end] = [30, 60];
  regions.set('eu-west-3', (_, seconds) => [image(seconds < start ? 'PENDING' : 'AVAILABLE')]);
  const { outputs } = await local.deploy(gated('eu-west-3', waitFor(end), 25));
  expect(outputs['Gated-eu-west-3']).toMatchObject({
    GoldenImagesImageStates: 'AVAILABLE',
    Consumed: 'AVAILABLE',
  });
  const after = looksAfter('eu-west-3', start);
  expect(after[0]).toBeLessThanOrEqual(TWO_POLLS);
  // The one of the second link, and the one with which the third answers.
  expect(after).toHaveLength(2);
});

test.concurrent(
  "fails within two polls of an image going to ERROR, with its code in the CLI's output",
  async () => {
    const erring = image('ERROR', { ErrorDetails: [{ ErrorCode: 'UEFINotSupported' }] });
    regions.set('eu-north-1', (_, seconds) => [seconds < 8 ? image('PENDING') : erring]);
    const { succeeded, printed } = await local.deploy(gated('eu-north-1', waitFor(120)));
    expect(succeeded).toBe(false);
    expect(printed).toContain('golden-win11 (wsi-000000001) is in ERROR: UEFINotSupported');
    const [after = Infinity, ...others] = looksAfter('eu-north-1', 8);
    expect(after).toBeLessThanOrEqual(TWO_POLLS);
    expect(others).toStrictEqual([]);
  },
);

test.concurrent(
  'settles on the first image that is listed, waits for it, and can be changed to another kind',
  async () => {
    const region = 'eu-central-1';
    const newer = image('ERROR', { ImageId: 'wsi-000000009', Created: 1_950_000_000 });
    const looks = [[], [image('PENDING')], [image('PENDING'), newer], [image('AVAILABLE'), newer]];
    regions.set(region, (look) => looks[Math.min(look, looks.length) - 1] ?? []);
    const waits = gated(region, { ...waitFor(120), mostRecent: 1 });
    const first = await local.deploy(waits);
    const answered = { GoldenImagesImageIds: 'wsi-000000001', GoldenImagesImageStates: 'AVAILABLE' };
    expect(first.outputs[`Gated-${region}`]).toMatchObject({ ...answered, Consumed: 'AVAILABLE' });

    // The newer one is the newest.
    const required = gated(region, { gate: ImageGate.requireAvailable(), mostRecent: 1 });
    const before = looksIn(region).length;
    const failed = await local.deploy(required);
    expect(failed.succeeded).toBe(false);
    expect(failed.printed).toContain('golden-win11 (wsi-000000009) is in ERROR');
    await expect(stackOf(local, `Gated-${region}`)).resolves.toStrictEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      outputs: first.outputs[`Gated-${region}`],
    });
    expect(looksIn(region)).toHaveLength(before + 1);

    regions.set(region, () => [image('AVAILABLE')]);
    for (const define of [required, gated(region, {}), waits]) {
      expect((await local.deploy(define)).outputs[`Gated-${region}`]).toMatchObject(answered);
    }
  },
);
