import { mkdtempSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import { AccessError } from '../../cli/core/access-error';
import { USAGE } from '../../cli/options';
import { run } from '../../cli/run';
import { WorkspaceImages } from '../../lib';
import { images, NOW } from '../lambda/builders';
import { noteOutput } from '../secrets';
import { anAws, type Aws, synthesized } from './apps';

const app = (scope: App) => {
  new WorkspaceImages(new Stack(scope, 'Images'), 'Golden', { mostRecent: 1 });
  new WorkspaceImages(new Stack(scope, 'Others'), 'Silver', { imageNames: ['silver'] });
};

/** A directory with an app in one of its folders. */
function project(output = 'cdk.out'): string {
  const directory = mkdtempSync(join(tmpdir(), 'project-'));
  renameSync(synthesized(app), join(directory, output));
  const time = NOW / 1000 - 60;
  utimesSync(join(directory, output, 'manifest.json'), time, time);
  return directory;
}

/** Runs the command in a directory. */
async function running(
  cwd: string,
  args: readonly string[],
  aws: Aws = { images: images(3) },
  terminals: { readonly stdout?: boolean; readonly stderr?: boolean } = {},
) {
  const written = { stdout: '', stderr: '' };
  const exitCode = await run(args, {
    cwd,
    env: {},
    stdout: { isTTY: terminals.stdout, write: (text) => (written.stdout += text) },
    stderr: { isTTY: terminals.stderr, write: (text) => (written.stderr += text) },
    now: () => NOW,
    aws: () => anAws(aws).ports,
  });
  noteOutput('the preview', written.stdout + written.stderr);
  return { exitCode, ...written };
}

test('the app of the directory is previewed, and which it is goes to standard error', async () => {
  const cwd = project();
  const { exitCode, stdout, stderr } = await running(cwd, ['preview']);
  expect(stdout).toMatch(
    /^Images\/Golden {2}\(nothing deployed\) → .*\n2 lookups: 1 new, 1 would fail\.\n$/s,
  );
  expect(stderr).toBe(`Previewing ${join(cwd, 'cdk.out')}, synthesized 1 minute ago\n`);
  expect(exitCode).toBe(3);
});

test('a report in a file has no colours, whatever the progress has', async () => {
  const cwd = project();
  const piped = await running(cwd, ['preview'], undefined, { stderr: true });
  expect(piped.stdout).not.toContain('\u001b');
  expect(piped.stderr).toContain('\u001b[K');
  const shown = await running(cwd, ['preview'], undefined, { stdout: true });
  expect(shown.stdout).toContain('\u001b[1mImages/Golden');
});

test('--stack leaves others out, and --json prints one document', async () => {
  const { exitCode, stdout } = await running(project(), ['preview', '--stack', 'Im*', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    formatVersion: 1,
    exitCode: 2,
    lookups: [{ path: 'Images/Golden' }],
  });
  expect(exitCode).toBe(2);
});

test('a directory that is named is taken, or that of cdk.json, or else cdk.out', async () => {
  const cwd = project('elsewhere');
  const exitCode = async (...args: string[]) => (await running(cwd, ['preview', ...args])).exitCode;
  await expect(exitCode()).resolves.toBe(1);
  await expect(exitCode('elsewhere')).resolves.toBe(3);
  const configure = (text: string) => {
    writeFileSync(join(cwd, 'cdk.json'), text);
  };
  configure('{"output": "elsewhere"}');
  await expect(exitCode()).resolves.toBe(3);
  renameSync(join(cwd, 'elsewhere'), join(cwd, 'cdk.out'));
  for (const text of ['{"app": "node app.js"}', 'no JSON']) {
    configure(text);
    await expect(exitCode()).resolves.toBe(3);
  }
});

test('help is an answer, and what the caller can mend is told without a stack', async () => {
  const help = { exitCode: 0, stdout: `${USAGE}\n`, stderr: '' };
  await expect(running(tmpdir(), ['--help'])).resolves.toEqual(help);
  const nowhere = await running(tmpdir(), ['preview', 'nowhere']);
  expect(nowhere).toMatchObject({ exitCode: 1, stdout: '' });
  expect(nowhere.stderr).toMatch(/^.*nowhere must hold a synthesized app: .*\n$/);
});

/** An AWS whose listing fails. */
const failing = (error: Error): Aws => ({
  images: () => {
    throw error;
  },
});

test.each([[[]], [['--json']]])('what AWS says is told without sessions: %j', async (args) => {
  const denied = new AccessError(
    'User: arn:aws:sts::123456789012:assumed-role/Look/WorkspaceImages-Images is denied',
  );
  const { stdout } = await running(project(), ['preview', ...args], failing(denied));
  expect(stdout).toContain('assumed-role/Look/… is denied');
});

test('a mistake of our own is thrown', async () => {
  await expect(running(project(), ['preview'], failing(new TypeError('oops')))).rejects.toThrow('oops');
});
