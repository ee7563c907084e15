// Write NOTICE: the packages of others whose code the published package holds. Each build has said which those are.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLED } from './bundle.mjs';

/** Its one text is our own LICENSE, so a package under it needs no other file. */
const LICENSE = 'Apache-2.0';

const packages = readdirSync(BUNDLED).flatMap((file) =>
  JSON.parse(readFileSync(join(BUNDLED, file), 'utf8')),
);
const foreign = packages.filter(({ license }) => license !== LICENSE);
if (foreign.length > 0) {
  const names = foreign.map(({ name, license }) => `${name} (${license ?? 'no license'})`).join(', ');
  throw new Error(
    `these packages would be bundled, and are not under ${LICENSE}: ${names}. ` +
      'Leave them out, or write their license and its text into NOTICE.',
  );
}
const lines = new Set(packages.map(({ name, version }) => `- ${name} ${version}`));
writeFileSync(
  join(BUNDLED, '..', '..', 'NOTICE'),
  `cdk-workspace-images
Copyright The cdk-workspace-images authors

The handlers and the command of this package contain code of these npm packages, under the Apache License 2.0 (see the
file LICENSE):

${[...lines].sort().join('\n')}
`,
);
