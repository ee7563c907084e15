// Build what is published of this folder: one handler asset for each resource, so that a consumer's synth needs neither
// esbuild nor Docker; and the paginator as CommonJS and as an ES module, without the SDK, which its user installs.
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = (...path) => join(root, 'build', ...path);
const source = (...path) => join(root, 'lambda', ...path);
const sdkVersion = createRequire(import.meta.url)('@aws-sdk/client-workspaces/package.json').version;

/** A folder of this one for each resource. Its asset goes to `build/lambda/<folder>`. */
const RESOURCES = ['images'];

/** Parts of the SDK that our functions do not need: two thirds of an asset. */
const replacements = [
  {
    module: /^@aws-sdk\/credential-provider-node$/,
    why: 'Lambda gives credentials in the environment',
    contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
  },
  {
    module: /^@smithy\/core\/event-streams$/,
    why: 'no call of ours has an event stream',
    contents: `
      export const eventStreamSerdeProvider = () => undefined;
      export const resolveEventStreamSerdeConfig = (config) => config;
    `,
  },
  {
    module: /^\.\.\/package\.json$/,
    why: "the client's user agent needs the version, and nothing else of the manifest",
    contents: `export default ${JSON.stringify({ version: sdkVersion })};`,
  },
];

const slimSdk = {
  name: 'slim-sdk',
  setup({ onResolve, onLoad }) {
    for (const [index, { module, contents }] of replacements.entries()) {
      const namespace = `replacement-${index}`;
      onResolve({ filter: module }, ({ path, resolveDir }) => ({
        path,
        namespace,
        pluginData: { resolveDir },
      }));
      onLoad({ filter: /.*/, namespace }, ({ pluginData }) => ({
        contents,
        resolveDir: pluginData.resolveDir,
      }));
    }
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  // Otherwise the nearest tsconfig.json decides, and the hash of the asset moves with it.
  tsconfigRaw: {},
  legalComments: 'none',
  logLevel: 'warning',
};

rmSync(output('lambda'), { recursive: true, force: true });
for (const resource of RESOURCES) {
  await build({
    ...common,
    entryPoints: [source(resource, 'index.ts')],
    outfile: output('lambda', resource, 'index.js'),
    minify: true,
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    // A dynamic import of what is in the asset anyway only costs time at the first call.
    supported: { 'dynamic-import': false },
    plugins: [slimSdk],
  });
}

rmSync(output('paginator'), { recursive: true, force: true });
for (const [format, extension] of [
  ['cjs', 'js'],
  ['esm', 'mjs'],
]) {
  await build({
    ...common,
    entryPoints: [source('paginator', 'paginator.ts')],
    outfile: output('paginator', `index.${extension}`),
    target: 'node20',
    format,
    external: ['@aws-sdk/client-workspaces'],
  });
}
for (const extension of ['d.ts', 'd.mts']) {
  copyFileSync(
    output('dev', 'lambda', 'paginator', 'paginator.d.ts'),
    output('paginator', `index.${extension}`),
  );
}
