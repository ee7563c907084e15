import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { type App, NestedStack, Size, Stack, Stage } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import type { Environment } from '../../dev/local-aws/environment';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { projectRoot } from '../../dev/local-aws/project';
import { ComputeType, WorkspaceBundle, WorkspaceImage, WorkspaceImages } from '../../lib';
import { noteOutput } from '../secrets';
import { image, type LocalAws, startLocalAws } from './local-aws';

const COMMAND = join(projectRoot, 'build', 'cli', 'index.js');

/** A Region that does not take the credentials. */
const CLOSED_REGION = 'ap-east-1';

const OCTOBER = image('AVAILABLE', { ImageId: 'wsi-202610000', Name: 'golden-10', Created: 1_790_000_000 });
const NOVEMBER = image('AVAILABLE', { ImageId: 'wsi-202611000', Name: 'golden-11', Created: 1_795_000_000 });

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

/** What the built command of the package says of an app. */
async function previewOf(define: (app: App) => void, args: readonly string[] = [], env?: Environment) {
  const command = [COMMAND, 'preview', local.synthesize(define), ...args];
  return new Promise<{ exitCode: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, command, { env: env ?? local.env }, (error, stdout, stderr) => {
      noteOutput('the preview', stdout + stderr);
      resolve({ exitCode: error?.code ?? 0, stdout, stderr });
    });
  });
}

const has = (...images: CatalogueImage[]) => {
  local.endpoint.setCatalogue({ images });
};

const golden = (scope: Stack, props = {}) =>
  new WorkspaceImage(scope, 'Golden', { imageNames: ['golden-*'], ...props });

test('lookups of a stage and its nested stacks, and a bundle, are new, pinned, the same and changed', async () => {
  const define = (refreshKey: string) => (app: App) => {
    const stack = new Stack(new Stage(app, 'Prod'), 'Images');
    new WorkspaceBundle(stack, 'Desktop', {
      image: golden(stack, { refreshKey }),
      computeType: ComputeType.STANDARD,
      rootVolumeSize: Size.gibibytes(80),
      userVolumeSize: Size.gibibytes(50),
    });
    golden(new NestedStack(stack, 'Inner'), { refreshKey: 'of its own' });
    golden(new Stack(app, 'Other'));
  };
  const previewed = (refreshKey: string, ...args: string[]) =>
    previewOf(define(refreshKey), ['--stack', 'Prod/*', ...args]);

  has(OCTOBER);
  const first = await previewed('1');
  expect(first.stdout).toContain('Prod/Images/Golden  (nothing deployed) → golden-10 (wsi-202610000)\n');
  expect(first.stdout).toContain('  bundle Prod/Images/Desktop would be made of it\n');
  expect(first.stdout).toMatch(/\n2 lookups: 2 new\.\n$/);
  expect(first.exitCode).toBe(2);

  expect((await local.deploy(define('1'))).succeeded).toBe(true);
  const pinned = await previewed('1', '--json');
  expect(JSON.parse(pinned.stdout)).toMatchObject({
    exitCode: 0,
    lookups: ['Prod/Images/Golden', 'Prod/Images/Inner/Golden'].map((path) => ({
      path,
      stack: 'Prod-Images',
      region: 'eu-west-1',
      result: 'pinned',
      deployed: [{ imageId: 'wsi-202610000', name: 'golden-10', state: 'AVAILABLE' }],
    })),
  });
  expect(pinned.exitCode).toBe(0);
  expect((await previewed('2')).stdout).toContain('looks again, and finds the same');

  has(OCTOBER, NOVEMBER);
  const newer = await previewed('1', '--newer');
  expect(newer.stdout).toContain(
    'Golden  pinned; newer: golden-11 (wsi-202611000); change refreshKey to take it',
  );
  expect(newer.exitCode).toBe(2);
  const changed = await previewed('2');
  expect(changed.stdout).toContain('Golden  golden-10 (wsi-202610000) → golden-11 (wsi-202611000)\n');
  expect(changed.stdout).toContain('  bundle Prod/Images/Desktop would get the new image in place\n');
  expect(changed.exitCode).toBe(2);
});

test('a gate that would fail is told with the reason that the deployment then gives', async () => {
  const gated = (app: App) => {
    golden(new Stack(app, 'Gated'));
  };
  has({ ...NOVEMBER, State: 'PENDING' });
  const { exitCode, stdout } = await previewOf(gated);
  const [, reason = 'none'] = /^Gated\/Golden {2}would fail: (.*)$/m.exec(stdout) ?? [];
  expect(reason).toMatch(/^not every image is AVAILABLE: PENDING: golden-11 \(wsi-202611000\)/);
  expect(exitCode).toBe(3);
  const { succeeded, printed } = await local.deploy(gated);
  expect(succeeded).toBe(false);
  expect(printed).toContain(reason);
  // The stack is in ROLLBACK_COMPLETE now, and the next deployment makes it anew.
  expect((await previewOf(gated)).stdout).toContain('deployed now: nothing\n');
});

test('a Region that does not take the credentials leaves the other lookups as they are, of which one is as a role', async () => {
  has(OCTOBER);
  const before = local.endpoint.calls.length;
  const { exitCode, stdout } = await previewOf((app) => {
    golden(new Stack(app, 'Closed', { env: { region: CLOSED_REGION } }));
    const stack = new Stack(app, 'Across');
    const assumedRole = Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::210987654321:role/LookUp');
    golden(stack, { region: 'us-east-1', assumedRole });
  });
  expect(stdout).toMatch(
    /^Closed\/Golden {2}could not be previewed: .* failed in ap-east-1 \(UnrecognizedClientException: .*\): the credentials are not valid there/m,
  );
  expect(stdout).toContain('Across/Golden  (nothing deployed) → golden-10 (wsi-202610000)\n');
  expect(exitCode).toBe(1);
  const across = local.endpoint.calls.slice(before).filter(({ region }) => region === 'us-east-1');
  expect(across).toMatchObject([{ status: 200 }]);
  expect(across[0]?.accessKeyId).not.toBe('test');
});

test('credentials that are missing are told with what to do', async () => {
  const signedOut = { ...local.env, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  const { exitCode, stdout } = await previewOf((app) => golden(new Stack(app, 'Out')), [], signedOut);
  expect(stdout).toMatch(
    /^Out\/Golden {2}could not be previewed: sts:GetCallerIdentity failed in eu-west-1 \(CredentialsProviderError: .*\): sign in/m,
  );
  expect(exitCode).toBe(1);
});

test('500 images are examined at the pace of the account, and progress is told meanwhile', async () => {
  local.endpoint.setCatalogue(generateCatalogue(500));
  const { stdout, stderr } = await previewOf((app) => {
    new WorkspaceImages(new Stack(app, 'Many'), 'Golden', { mostRecent: 30 });
  });
  expect(stdout).toContain('  matches now: 500 of 500 images, of which the newest 30\n');
  expect(stderr).toMatch(/^Many\/Golden: \d+ images in \d+ pages …$/m);
});
