// Build the command: one file that holds all it needs but the CDK, which every user of the library has.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

await build({
  cwd: root,
  input: join(root, 'cli', 'index.ts'),
  platform: 'node',
  tsconfig: false,
  external: [/^aws-cdk-lib(\/|$)/],
  resolve: { mainFields: ['module', 'main'], extensionAlias: { '.js': ['.ts', '.js'] } },
  transform: { target: 'node20' },
  onLog: (_, { message }) => {
    throw new Error(message);
  },
  output: {
    file: join(root, 'build', 'cli', 'index.js'),
    format: 'cjs',
    banner: '#!/usr/bin/env node',
    codeSplitting: false,
    strict: true,
    minify: true,
    comments: false,
  },
});
