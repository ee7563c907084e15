import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
const DIST = join(ROOT, 'dist');

export const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly version: string;
};

interface Assembly {
  readonly types: Readonly<Record<string, { readonly name: string; readonly kind: string }>>;
}

/** The names of the public types, in every language. */
export const publicTypes = () => {
  const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as Assembly;
  return Object.values(types)
    .map(({ name }) => name)
    .sort();
};

/**
 * The one file of a package in `dist/` whose name ends so.
 *
 * @throws Error if `npm run package` has not made it
 */
export function packaged(language: string, end: string): string {
  const directory = join(DIST, language);
  const [file, ...others] = existsSync(directory)
    ? readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(end))
    : [];
  if (file === undefined || others.length > 0) {
    throw new Error(
      `dist/${language} must hold one *${end}. To make it: npm run package -- ${language}; got: ` +
        (file === undefined ? 'none' : [file, ...others].join(', ')),
    );
  }
  return join(directory, file);
}

const READ_FROM_ZIP = `
import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
[name] = [name for name in archive.namelist() if name.endswith(sys.argv[2])]
sys.stdout.buffer.write(archive.read(name))
`;

/** The one file in a wheel or a jar whose name ends so. */
export function fileIn(archive: string, end: string): Buffer {
  return execFileSync('python3', ['-c', READ_FROM_ZIP, archive, end], { maxBuffer: 10_000_000 });
}
