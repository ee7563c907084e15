import { Duration, type Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { ImageGate } from '../../lib';
import { deployCounted, gated, image, SETTLING_LOOKS, waitFor } from './gated';
import { type LocalAws, startLocalAws } from './local-aws';

const DENIED_REGION = 'us-east-1';
const DENIAL_SECONDS = 70;

let local: LocalAws;

/** How many calls this Region allows before it denies every call, for more than a minute. */
let allowedCalls = Infinity;
let deniedUntil: number | undefined;

beforeAll(async () => {
  local = await startLocalAws({
    catalogue: { images: [image('AVAILABLE')] },
    faults: (_, region) => {
      if (region !== DENIED_REGION || callsIn(DENIED_REGION).length < allowedCalls) {
        return undefined;
      }
      deniedUntil ??= Date.now() + DENIAL_SECONDS * 1000;
      return Date.now() < deniedUntil ? 'access-denied' : undefined;
    },
  });
});

afterAll(async () => {
  await local.stop();
});

const callsIn = (wanted: string) => local.endpoint.calls.filter(({ region }) => region === wanted);

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

describe('in an update, a gate', () => {
  // Two at the same time, since the first of them mostly waits.
  test.concurrent(
    'that waits is rolled back though the service denies every call for over a minute',
    async () => {
      const named = (name: string) => (stack: Stack) => ({
        ...waitFor(60),
        region: DENIED_REGION,
        // A token, whose changed value is an Update of the lookup.
        imageNames: [new StringParameter(stack, 'Name', { stringValue: name }).stringValue],
      });
      const first = await local.deploy(gated('RolledBack', named('golden-win11')));
      expect(first.succeeded).toBe(true);
      allowedCalls = callsIn(DENIED_REGION).length + SETTLING_LOOKS;
      const { succeeded } = await local.deploy(gated('RolledBack', named('golden-none')));
      expect(succeeded).toBe(false);
      await expect(stackOf('RolledBack')).resolves.toStrictEqual({
        status: 'UPDATE_ROLLBACK_COMPLETE',
        outputs: first.outputs['RolledBack'],
      });
      const denied = callsIn(DENIED_REGION).filter(({ error }) => error === 'AccessDeniedException');
      expect((denied.at(-1)?.time ?? 0) - (denied[0]?.time ?? 0)).toBeGreaterThan(60_000);
    },
  );

  test.concurrent('can be switched on, to another kind, and off again', async () => {
    const none = ImageGate.none();
    const required = ImageGate.requireAvailable();
    const waits = ImageGate.waitUntilAvailable({ timeout: Duration.minutes(1) });
    for (const gate of [none, waits, required, waits, none]) {
      const { succeeded, outputs } = await local.deploy(gated('Switched', { gate, refreshKey: '1' }));
      expect(succeeded).toBe(true);
      expect(outputs['Switched']).toMatchObject({ GoldenImagesImageIds: 'wsi-000000001' });
    }
  });

  test('that fails leaves the very ids of before, and makes no call for it', async () => {
    const required = (refreshKey: string) =>
      gated('Updated', { gate: ImageGate.requireAvailable(), refreshKey });
    const first = await local.deploy(required('1'));
    local.endpoint.setCatalogue({ images: [image('PENDING', { ImageId: 'wsi-000000002' })] });
    const { succeeded, printed, calls } = await deployCounted(local, required('2'));
    expect(succeeded).toBe(false);
    expect(printed).toContain('not every image is AVAILABLE: PENDING: golden-win11 (wsi-000000002)');
    await expect(stackOf('Updated')).resolves.toStrictEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      outputs: first.outputs['Updated'],
    });
    expect(calls).toBe(1);
  });
});
