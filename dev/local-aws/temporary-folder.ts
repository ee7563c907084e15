import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives this process and its children a temporary directory of their own, which is removed when this process ends. */
export function useOwnTemporaryFolder(prefix: string): void {
  const directory = mkdtempSync(join(tmpdir(), prefix));
  process.env['TMPDIR'] = directory;
  process.once('exit', () => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });
}
