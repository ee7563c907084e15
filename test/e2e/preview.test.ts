import { type App, CfnParameter, NestedStack, Size, Stack, type StackProps, Stage } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import { generateCatalogue } from '../../dev/local-aws/generate';
import {
  ComputeType,
  WorkspaceBundle,
  WorkspaceImage,
  type WorkspaceImageProps,
  WorkspaceImages,
} from '../../lib';
import { image } from './gated';
import { type LocalAws, startLocalAws } from './local-aws';

/** A Region that does not take the credentials. */
const CLOSED_REGION = 'ap-east-1';

const OCTOBER = image('AVAILABLE', {
  ImageId: 'wsi-202610000',
  Name: 'golden-2026.10',
  Created: 1_790_000_000,
});
const NOVEMBER = image('AVAILABLE', {
  ImageId: 'wsi-202611000',
  Name: 'golden-2026.11',
  Created: 1_795_000_000,
});

let local: LocalAws;

beforeAll(async () => {
  local = await startLocalAws({
    throttle: { ratePerSecond: 2, burst: 5 },
    bundles: { seconds: 1 },
    faults: (_, region) => (region === CLOSED_REGION ? 'unknown-credentials' : undefined),
  });
});

afterAll(async () => {
  await local.stop();
});

const has = (...images: CatalogueImage[]) => {
  local.endpoint.setCatalogue({ images });
};

const golden =
  (stackName: string, props: WorkspaceImageProps = {}, stackProps: StackProps = {}) =>
  (app: App) => {
    new WorkspaceImage(new Stack(app, stackName, stackProps), 'Golden', {
      imageNames: ['golden-*'],
      ...props,
    });
  };

describe('an image and the bundle of it', () => {
  const desktops = (refreshKey: string) => (app: App) => {
    const stack = new Stack(app, 'Images');
    new WorkspaceBundle(stack, 'Desktop', {
      image: new WorkspaceImage(stack, 'Golden', { imageNames: ['golden-*'], refreshKey }),
      computeType: ComputeType.STANDARD,
      rootVolumeSize: Size.gibibytes(80),
      userVolumeSize: Size.gibibytes(50),
    });
  };

  test('are new where nothing is deployed', async () => {
    has(OCTOBER);
    const { exitCode, stdout } = await local.preview(desktops('1'));
    expect(stdout).toBe(
      [
        'Images/Golden  (nothing deployed) → golden-2026.10 (wsi-202610000)',
        '  deployed now: nothing',
        '  matches now: 1 of 1 image',
        '    image id       name            state      created',
        '    -------------  --------------  ---------  ------------------------',
        '    wsi-202610000  golden-2026.10  AVAILABLE  2026-09-21T14:13:20.000Z',
        '  bundle Images/Desktop would be made of it',
        '',
        '1 lookup: 1 new.',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(2);
  });

  test('stay as they are deployed, are pinned where a newer image appears, and change where they look again', async () => {
    has(OCTOBER);
    expect((await local.deploy(desktops('1'))).succeeded).toBe(true);
    const current = await local.preview(desktops('1'));
    expect(current.stdout).toContain('Images/Golden  pinned: golden-2026.10 (wsi-202610000)\n');
    expect(current.exitCode).toBe(0);

    const again = await local.preview(desktops('2'));
    expect(again.stdout).toContain('golden-2026.10 (wsi-202610000): looks again, and finds the same');
    expect(again.exitCode).toBe(0);

    has(OCTOBER, NOVEMBER);
    const pinned = await local.preview(desktops('1'));
    expect(pinned.stdout).toContain(
      'Images/Golden  pinned; newer: golden-2026.11 (wsi-202611000); change refreshKey to take it\n',
    );
    expect(pinned.exitCode).toBe(0);
    expect((await local.preview(desktops('1'), ['--newer'])).exitCode).toBe(2);

    const changed = await local.preview(desktops('2'));
    expect(changed.stdout).toContain(
      'Images/Golden  golden-2026.10 (wsi-202610000) → golden-2026.11 (wsi-202611000)\n',
    );
    expect(changed.stdout).toContain('  bundle Images/Desktop would get the new image in place\n');
    expect(changed.exitCode).toBe(2);

    const deployed = await local.deploy(desktops('2'));
    expect(deployed.outputs['Images']).toMatchObject({ GoldenImageIds: 'wsi-202611000' });
    expect((await local.preview(desktops('2'), ['--newer'])).exitCode).toBe(0);
  });
});

test('a gate that would fail is told with the reason that the deployment then gives', async () => {
  has({ ...NOVEMBER, State: 'PENDING' });
  const { exitCode, stdout } = await local.preview(golden('Gated'));
  const reason =
    'not every image is AVAILABLE: PENDING: golden-2026.11 (wsi-202611000); deploy again later, or use a gate that waits';
  expect(stdout).toContain(`Gated/Golden  would fail: ${reason}\n`);
  expect(exitCode).toBe(3);
  const { succeeded, printed } = await local.deploy(golden('Gated'));
  expect(succeeded).toBe(false);
  expect(printed).toContain(reason);
  // The stack is in ROLLBACK_COMPLETE now, and the next deployment makes it anew.
  expect((await local.preview(golden('Gated'))).stdout).toContain('deployed now: nothing\n');
});

test('a token is not known before the deployment', async () => {
  has(OCTOBER);
  const { exitCode, stdout } = await local.preview((app) => {
    const stack = new Stack(app, 'Tokens');
    const { valueAsString } = new CfnParameter(stack, 'Pattern');
    new WorkspaceImage(stack, 'Golden', { imageNames: [valueAsString] });
  });
  expect(stdout).toContain(
    'Tokens/Golden  not known before the deployment: `ImageNames` is [{"Ref":"Pattern"}]\n',
  );
  expect(exitCode).toBe(2);
});

test('a Region that does not take the credentials leaves the other lookups as they are', async () => {
  has(OCTOBER);
  const { exitCode, stdout } = await local.preview((app) => {
    golden('Open')(app);
    golden('Closed', {}, { env: { region: CLOSED_REGION } })(app);
  });
  expect(stdout).toContain('Open/Golden  (nothing deployed) → golden-2026.10 (wsi-202610000)\n');
  expect(stdout).toContain(
    'Closed/Golden  could not be previewed: workspaces:DescribeWorkspaceImages failed in ap-east-1 ' +
      '(UnrecognizedClientException: The security token included in the request is invalid.): the credentials are not ' +
      'valid there: the account may not have enabled the Region\n',
  );
  expect(exitCode).toBe(1);
});

test('credentials that are missing, and those of another account, are told with what to do', async () => {
  has(OCTOBER);
  const signedOut = { ...local.env, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  const missing = await local.preview(golden('SignedOut'), [], signedOut);
  expect(missing.stdout).toMatch(
    /^SignedOut\/Golden {2}could not be previewed: sts:GetCallerIdentity failed in eu-west-1 \(CredentialsProviderError: .*\): sign in, for example with `aws sso login`, name a profile in AWS_PROFILE, or export temporary credentials$/m,
  );
  expect(missing.exitCode).toBe(1);

  const other = await local.preview(golden('Elsewhere', {}, { env: { account: '123456789012' } }));
  expect(other.stdout).toContain(
    'Elsewhere/Golden  could not be previewed: the credentials are of account 000000000000, and the stack is in ' +
      '123456789012: use credentials of that account, or leave the stack out with --stack\n',
  );
  expect(other.exitCode).toBe(1);
});

test('a lookup in another account and Region is made there, as its role', async () => {
  has(OCTOBER);
  const before = local.endpoint.calls.length;
  const { exitCode, stdout } = await local.preview((app) => {
    const stack = new Stack(app, 'Across');
    const role = 'arn:aws:iam::210987654321:role/LookUp';
    const assumedRole = Role.fromRoleArn(stack, 'Role', role);
    new WorkspaceImage(stack, 'Golden', { imageNames: ['golden-*'], region: 'us-east-1', assumedRole });
  });
  expect(stdout).toContain('Across/Golden  (nothing deployed) → golden-2026.10 (wsi-202610000)\n');
  expect(exitCode).toBe(2);
  const calls = local.endpoint.calls.slice(before);
  expect(calls).toMatchObject([{ region: 'us-east-1' }]);
  expect(calls[0]?.accessKeyId).not.toBe('test');
});

test('the stacks of a stage are found, and those nested in them', async () => {
  has(OCTOBER);
  const define = (app: App) => {
    const stack = new Stack(new Stage(app, 'Prod'), 'Images');
    new WorkspaceImages(new NestedStack(stack, 'Inner'), 'Golden', { refreshKey: '1' });
    new WorkspaceImages(stack, 'Golden', { refreshKey: '1' });
    golden('Other')(app);
  };
  const lookups = async () => {
    const { stdout } = await local.preview(define, ['--stack', 'Prod/*', '--json']);
    return JSON.parse(stdout) as unknown;
  };
  await expect(lookups()).resolves.toMatchObject({
    formatVersion: 1,
    exitCode: 2,
    lookups: [
      { path: 'Prod/Images/Golden', stack: 'Prod-Images', region: 'eu-west-1', result: 'new' },
      { path: 'Prod/Images/Inner/Golden', stack: 'Prod-Images', result: 'new', deployed: [] },
    ],
  });
  expect((await local.deploy(define)).succeeded).toBe(true);
  await expect(lookups()).resolves.toMatchObject({
    exitCode: 0,
    lookups: ['Prod/Images/Golden', 'Prod/Images/Inner/Golden'].map((path) => ({
      path,
      result: 'pinned',
      deployed: [{ imageId: 'wsi-202610000', name: 'golden-2026.10', state: 'AVAILABLE' }],
    })),
  });
});

test('1,000 images are examined at the pace of the account, and progress is told meanwhile', async () => {
  local.endpoint.setCatalogue(generateCatalogue(1_000));
  const { exitCode, stdout, stderr } = await local.preview((app) => {
    new WorkspaceImages(new Stack(app, 'Thousand'), 'Golden', { mostRecent: 30 });
  });
  expect(stdout).toContain('  matches now: 1000 of 1000 images, of which the newest 30\n');
  expect(stdout).toContain('    … and 10 more, which --json has\n');
  expect(stderr).toMatch(/^Thousand\/Golden: \d+ images in \d+ pages …$/m);
  expect(exitCode).toBe(2);
});
