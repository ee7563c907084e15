import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { commandEnvironment } from '../../dev/local-aws/environment';
import { projectRoot } from '../../dev/local-aws/project';

const CDK = require.resolve('aws-cdk/bin/cdk');
const LIBRARY = require.resolve('aws-cdk-lib');

let folder: string;
let started: ChildProcess;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});

afterEach(() => {
  started.kill('SIGKILL');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What `npm start` prints where it is no terminal: to either stream, and to its standard error alone. */
async function start(args: readonly string[] = [], onLine: (line: string) => void = () => undefined) {
  const child = spawn(process.execPath, ['build/compiled/dev/start/index.js', ...args], {
    env: commandEnvironment(process.env, {}),
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started = child;
  const lines: string[] = [];
  const errors: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    onLine(line);
  });
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  await once(child, 'close');
  return { exitCode: child.exitCode, lines, errors, printed: [...lines, ...errors].join('\n') };
}

/** As `npm start` has it: npm forwards the signal that the terminal sends to all of its group. */
async function interruptTwice(): Promise<void> {
  started.kill('SIGINT');
  await pause(50);
  started.kill('SIGINT');
}

/** What a tiny app prints that is deployed by a shell into which this was pasted. */
function deployAfter(pasted: readonly string[]): string {
  const app = join(folder, 'app.js');
  writeFileSync(
    app,
    `const { App, CfnOutput, Stack } = require(${JSON.stringify(LIBRARY)});
    const stack = new Stack(new App(), 'Own');
    new CfnOutput(stack, 'Account', { value: stack.account });`,
  );
  const deploy = [process.execPath, CDK, '--no-notices', 'deploy', '--app', `"${process.execPath} ${app}"`];
  const lines = [...pasted, `${deploy.join(' ')} --require-approval never 2>&1`];
  return execFileSync('/bin/sh', ['-c', lines.join('\n')], {
    env: { ...commandEnvironment(process.env, {}), AWS_PROFILE: 'real', CDK_DEFAULT_REGION: 'us-east-1' },
    cwd: folder,
    encoding: 'utf8',
  });
}

/** Whether the local AWS answers. */
async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_ministack/ready`)).ok;
  } catch {
    return false;
  }
}

const times = (text: string, part: string | RegExp) => text.split(part).length - 1;

test('shows what it has found, and not the events', async () => {
  const { exitCode, lines, printed } = await start();
  expect(printed).not.toMatch(/CREATE_|UPDATE_|Outputs:|✅|arn:/);
  expect(lines.filter((line) => /^\w+Example {2}deployed in \d+ s$/.test(line))).toHaveLength(4);
  expect(times(printed, /^wsi-8w3tzpppp {2}golden-win11-2026\.10 {2}PENDING /m)).toBe(1);
  expect(times(printed, 'DesktopsExample pinned golden-win11-2026.09 (wsi-e0vbgi09q), AVAILABLE.')).toBe(1);
  expect(printed).toContain('2 lookups: 2 would change.');
  expect(lines.slice(-4)).toEqual([
    '',
    'Found: the 10 newest of 29 images: 8 AVAILABLE, 1 PENDING, 1 ERROR',
    'Pinned: golden-win11-newer (wsi-newer00001), AVAILABLE, by DesktopsExample',
    'Next: npm start -- --gate, npm start -- --images FILE, npx cdk deploy --all',
  ]);
  expect(exitCode).toBe(0);
});

test('waits for an image, and then keeps the local AWS for other apps until it is stopped', async () => {
  const heard: string[] = [];
  const use: Promise<string>[] = [];
  const { exitCode, lines, printed } = await start(['--gate', '--keep'], (line) => {
    heard.push(line);
    if (line.includes('Ctrl-C here')) {
      const pasted = heard.filter((other) => /^(unset|export) /.test(other));
      // The deployment blocks this process, which has heard all that it needs.
      use.push(Promise.resolve(deployAfter(pasted)).finally(interruptTwice));
    }
  });
  expect(printed).toMatch(/^The newest image, golden-win11-2026\.10 \(wsi-8w3tzpppp\), is PENDING\.$/m);
  expect(printed).toMatch(/^Found: the newest of 28 images: 1 AVAILABLE$/m);
  expect(await Promise.all(use)).toEqual([expect.stringContaining('Own.Account = 000000000000')]);
  expect(lines.at(-1)).toBe('Stopped the local AWS.');
  const url = /^export AWS_ENDPOINT_URL=(\S+)$/m.exec(printed)?.[1] ?? '';
  expect(await isReady(url)).toBe(false);
  expect(exitCode).toBe(0);
});

test('tells the reason of a failure once', async () => {
  const catalogue = join(folder, 'images.json');
  writeFileSync(catalogue, JSON.stringify({ Images: [{ ImageId: 'wsi-123456789', State: 'ERROR' }] }));
  const { exitCode, lines, errors, printed } = await start(['--gate', '--keep', '--images', catalogue]);
  expect(times(printed, 'wsi-123456789 is in ERROR')).toBe(1);
  expect(lines.slice(-4)).toEqual([
    '',
    '--keep keeps the local AWS only if the deployment succeeds.',
    '',
    'Stopped the local AWS.',
  ]);
  expect(errors).toEqual([
    'The deployment failed.',
    expect.stringMatching(/^WorkspaceImagesExample\/Newest: /),
    '',
    'Run it again with --verbose to see every event.',
  ]);
  expect(exitCode).toBe(1);
});

test('refuses a catalogue that has nothing to pin before it starts anything', async () => {
  const catalogue = join(folder, 'pending.json');
  writeFileSync(catalogue, JSON.stringify({ Images: [{ ImageId: 'wsi-123456789', State: 'PENDING' }] }));
  const { exitCode, lines, errors } = await start(['--images', catalogue]);
  expect(lines).toEqual([]);
  expect(errors).toEqual([
    `The example pins an AVAILABLE image that the account owns, and ${catalogue} has none. Try --gate.`,
  ]);
  expect(exitCode).toBe(1);
});
