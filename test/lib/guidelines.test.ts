import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

test('the public API follows the design guidelines of the CDK, but for the rule that awslint.json excludes', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules', '.bin', 'awslint')], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 10_000_000,
  });
  const lines = stderr.split('\n').filter((line) => line !== '');
  expect(lines.filter((line) => !line.startsWith('skipped: [awslint:prefer-ref-interface:'))).toStrictEqual(
    [],
  );
  expect(lines.length).toBeGreaterThan(0);
  expect(status).toBe(0);
});
