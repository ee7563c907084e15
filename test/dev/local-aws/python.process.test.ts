import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { UserError } from '../../../cli/terminal/user-error';
import { projectRoot } from '../../../dev/local-aws/project';
import { ensurePythonTools } from '../../../dev/local-aws/python';

const folder = mkdtempSync(join(tmpdir(), 'python-test-'));
const directory = join(folder, 'venv');
const requirements = join(folder, 'requirements.txt');
const leftover = join(directory, 'incomplete');

beforeAll(() => {
  writeFileSync(requirements, '# nothing\n');
  mkdirSync(leftover, { recursive: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function ensure(): Promise<{ progress: string[]; pip: string }> {
  const progress: string[] = [];
  const tools = await ensurePythonTools((line) => progress.push(line), { directory, requirements });
  return { progress, pip: tools.bin('pip') };
}

// One test for all, since creating an environment takes seconds.
test('is created once by two starts at once, replaces an incomplete one, and is created again for other requirements', async () => {
  process.env['PIP_LOG'] = join(folder, 'pip.log');
  const [first, second] = await Promise.all([ensure(), ensure()]);
  delete process.env['PIP_LOG'];
  const installs = readFileSync(join(folder, 'pip.log'), 'utf8').match(/Using pip/g);
  expect(installs).toHaveLength(1);
  expect(first.progress).toHaveLength(1);
  expect(second.pip).toBe(first.pip);
  expect(existsSync(first.pip)).toBe(true);
  expect(existsSync(leftover)).toBe(false);
  expect((await ensure()).progress).toEqual([]);

  writeFileSync(requirements, '# nothing else\n');
  const { PATH } = process.env;
  process.env['PATH'] = folder;
  const failure: unknown = await ensure().catch((error: unknown) => error);
  process.env['PATH'] = PATH;
  expect(failure).toBeInstanceOf(UserError);
  expect(String(failure)).toMatch(
    /spawn python3 ENOENT\. They need python3 \(3\.10 or newer, with venv and pip; .*python3-venv\)/,
  );
}, 120_000);

test('an installation is stopped by a signal and rejects with its reason', async () => {
  const bin = mkdtempSync(join(folder, 'bin-'));
  writeFileSync(join(bin, 'python3'), '#!/bin/sh\nsleep 600\n', { mode: 0o755 });
  const { PATH } = process.env;
  process.env['PATH'] = [bin, PATH].join(delimiter);
  const interrupted = new AbortController();
  const reason = new Error('interrupted');
  const installing = ensurePythonTools(() => undefined, {
    directory: join(folder, 'other'),
    requirements,
    signal: interrupted.signal,
  });
  interrupted.abort(reason);
  await expect(installing).rejects.toBe(reason);
  process.env['PATH'] = PATH;
});

test('requirements are pinned with hashes and name no package index', () => {
  const lines = readFileSync(join(projectRoot, 'dev', 'local-aws', 'requirements.txt'), 'utf8').split('\n');
  const stated = lines.filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of stated) {
    expect(line).toMatch(/^([a-z0-9-]+==[\w.]+( ; [^\\]+)? \\| {4}--hash=sha256:[0-9a-f]{64}( \\)?)$/);
  }
});
