import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../local/project';

const VERSION = '24.21.0';

/** The Node.js of Lambda's runtime, which comes as a package of the registry. */
export function ensureNode24(onProgress: (line: string) => void): { path: string; version: string } {
  if (process.versions.node.startsWith('24.')) {
    return { path: process.execPath, version: process.versions.node };
  }
  const name = `node-${process.platform}-${process.arch}`;
  const prefix = join(projectRoot, 'node_modules', '.cache', 'node24');
  const path = join(prefix, 'node_modules', name, 'bin', 'node');
  if (!existsSync(path)) {
    onProgress(`Installing Node.js ${VERSION} (once)`);
    execFileSync('npm', [
      'install',
      '--no-save',
      '--no-package-lock',
      '--prefix',
      prefix,
      `${name}@${VERSION}`,
    ]);
  }
  return { path, version: VERSION };
}
