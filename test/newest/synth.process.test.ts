import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** The example app as the CDK's command line runs it, with the template validation that its users have. */
function synth() {
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  const { stdout, stderr, status } = spawnSync(process.execPath, ['build/compiled/bin/app.js'], {
    cwd: ROOT,
    env: {
      ...process.env,
      CDK_VALIDATION: 'true',
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify(cdkContext()),
    },
    encoding: 'utf8',
  });
  const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const result = {
    printed: stdout + stderr,
    status,
    templates: Object.fromEntries(templates.map((name) => [name, read(name)])),
  };
  rmSync(folder, { recursive: true });
  return result;
}

function cdkContext(): unknown {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: unknown };
  return context;
}

test('the example is synthesized without a warning, and alike twice', () => {
  const first = synth();
  expect(first).toMatchObject({ printed: '', status: 0 });
  expect(Object.keys(first.templates)).toHaveLength(2);
  expect(synth()).toStrictEqual(first);
});
