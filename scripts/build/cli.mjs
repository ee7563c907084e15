// Build the command: one file that holds all it needs but the CDK, which every user of the library has.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, root } from './bundle.mjs';

const command = join(root, 'build', 'cli', 'index.js');

await bundle('cli', {
  entryPoints: [join('cli', 'index.ts')],
  outfile: command,
  target: 'node20',
  minify: true,
  external: ['aws-cdk-lib'],
  banner: { js: '#!/usr/bin/env node' },
});

// npm makes it executable where it installs it. The package for Python runs it as it is.
chmodSync(command, 0o755);
