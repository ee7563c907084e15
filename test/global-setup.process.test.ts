import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('a run that synthesizes leaves nothing but the cache of Jest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  const jest = require.resolve('jest/bin/jest');
  const { status } = spawnSync(
    process.execPath,
    [jest, 'test/lib/provider/hashed-resource.test.ts', '--selectProjects', 'unit'],
    { cwd: join(__dirname, '..'), env: { ...process.env, TMPDIR: folder } },
  );
  const left = readdirSync(folder).filter((name) => !name.startsWith('jest_'));
  rmSync(folder, { recursive: true });
  expect({ status, left }).toStrictEqual({ status: 0, left: [] });
}, 60_000);
