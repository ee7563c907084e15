import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project';

export interface CachedPackage {
  readonly name: string;
  readonly version: string;

  /** A file of the package, which is there once it is installed and, if it must be, compiled. */
  readonly file: string;

  /** Called before the package is installed, which it is once. */
  readonly onInstall?: () => void;
}

/**
 * Install a package from the registry, apart from what `npm ci` installs.
 *
 * @returns its folder
 */
export function ensurePackage({ name, version, file, onInstall }: CachedPackage): string {
  const prefix = join(projectRoot, 'node_modules', '.cache', `${name}-${version}`);
  const folder = join(prefix, 'node_modules', name);
  if (!existsSync(join(folder, file))) {
    onInstall?.();
    const where = ['--no-save', '--no-package-lock', '--prefix', prefix];
    execFileSync('npm', ['install', ...where, `${name}@${version}`]);
  }
  return folder;
}
