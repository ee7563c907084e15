// Build the command: one file that holds all it needs but the CDK, which every user of the library has.
import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { bundledPackages } from './bundled-packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const command = join(root, 'build', 'cli', 'index.js');

await build({
  cwd: root,
  input: join(root, 'cli', 'index.ts'),
  platform: 'node',
  tsconfig: false,
  external: [/^aws-cdk-lib(\/|$)/],
  plugins: [bundledPackages('cli')],
  resolve: { mainFields: ['module', 'main'], extensionAlias: { '.js': ['.ts', '.js'] } },
  transform: { target: 'node20' },
  onLog: (_, { message }) => {
    throw new Error(message);
  },
  output: {
    file: command,
    format: 'cjs',
    banner: '#!/usr/bin/env node',
    codeSplitting: false,
    strict: true,
    minify: true,
    comments: false,
  },
});

// npm makes it executable where it installs it. The package for Python runs it as it is.
chmodSync(command, 0o755);
