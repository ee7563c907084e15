import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where each build says what it has bundled, for notice.mjs. */
export const BUNDLED = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'build', 'bundled');

const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * A plugin for Rolldown that writes down which packages a build has put into its output. One plugin serves all outputs
 * of a build.
 */
export function bundledPackages(build) {
  const packages = new Map();
  return {
    name: 'bundled-packages',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      for (const [directory] of modules.map((id) => PACKAGE.exec(id) ?? []).filter(([found]) => found)) {
        const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
        packages.set(`${name} ${version}`, { name, version, license });
      }
      mkdirSync(BUNDLED, { recursive: true });
      writeFileSync(join(BUNDLED, `${build}.json`), JSON.stringify([...packages.values()]));
    },
  };
}
