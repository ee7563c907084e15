import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where each build says which packages it has bundled, for notice.mjs. */
export const BUNDLED = join(root, 'build', 'bundled');

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** Bundles a source into one file, and notes the packages that went into it under `name`. A warning is an error. */
export async function bundle(name, options) {
  const { metafile, warnings } = await build({
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    metafile: true,
    // Otherwise the nearest tsconfig.json decides, and the hash of the asset moves with it.
    tsconfigRaw: {},
    ...options,
  });
  if (warnings.length > 0) {
    throw new Error(`esbuild warned of ${name}`);
  }
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const included = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const directories = new Set(included.flatMap((file) => PACKAGE.exec(file) ?? []));
  const packages = [...directories].map((directory) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(root, directory, 'package.json'), 'utf8'),
    );
    return { name, version, license };
  });
  mkdirSync(BUNDLED, { recursive: true });
  writeFileSync(join(BUNDLED, `${name}.json`), JSON.stringify(packages));
}
