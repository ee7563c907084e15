import { join } from 'node:path';
import { ensurePackage } from '../local-aws/cached-package';

const VERSION = '24.21.0';
const PROGRAM = join('bin', 'node');

/** The Node.js of Lambda's runtime, which comes as a package of the registry. */
export function ensureNode24(onProgress: (line: string) => void): { path: string; version: string } {
  if (process.versions.node.startsWith('24.')) {
    return { path: process.execPath, version: process.versions.node };
  }
  const folder = ensurePackage({
    name: `node-${process.platform}-${process.arch}`,
    version: VERSION,
    file: PROGRAM,
    onInstall: () => {
      onProgress(`Installing Node.js ${VERSION} (once)`);
    },
  });
  return { path: join(folder, PROGRAM), version: VERSION };
}
