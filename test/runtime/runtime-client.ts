import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/project';

const NAME = 'aws-lambda-ric';
const VERSION = '4.0.2';

/**
 * AWS's own runtime interface client: what runs a handler in Lambda. It is compiled on the first use, by cmake, g++ and
 * make, and kept outside of what `npm ci` installs. It is made for no version of Node.js in particular.
 *
 * @returns the program
 */
export function ensureRuntimeClient(): string {
  const prefix = join(projectRoot, 'node_modules', '.cache', NAME);
  const folder = join(prefix, 'node_modules', NAME);
  if (!existsSync(join(folder, 'rapid-client.node'))) {
    execFileSync('npm', [
      'install',
      '--no-save',
      '--no-package-lock',
      '--prefix',
      prefix,
      `${NAME}@${VERSION}`,
    ]);
  }
  return join(folder, 'index.mjs');
}
