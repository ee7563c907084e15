import { readFileSync } from 'node:fs';
import { z } from 'zod';

const PACKAGES = ['cdk-workspace-images', 'aws-cdk-lib', 'aws-cdk'] as const;

const manifest = z.object({ version: z.string() });

/** What the answers depend on, as it is installed. */
export function versions(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    PACKAGES.map((name) => {
      const file = require.resolve(`${name}/package.json`);
      return [name, manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version];
    }),
  );
}
