import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a run a temporary directory of its own, since each CDK app that a test synthesizes leaves a folder there. */
export default function setUpRun(): void {
  const directory = mkdtempSync(join(tmpdir(), 'tests-'));
  process.env['TMPDIR'] = directory;
  // A global teardown would be left out if the run ends early.
  process.once('exit', () => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });
}
