// Builds what is published of this folder: the handler, one file, so that a consumer's synth needs neither esbuild nor
// Docker; and the paginator, as CommonJS and as an ES module, with the SDK left to who uses it.
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = (...path) => join(root, 'build', ...path);
const source = (...path) => join(root, 'lambda', ...path);
const sdkVersion = createRequire(import.meta.url)('@aws-sdk/client-workspaces/package.json').version;

/** What the SDK brings and a Lambda function that makes one call does not need: two thirds of the bundle. */
const replacements = [
  {
    module: /^@aws-sdk\/credential-provider-node$/,
    why: 'Lambda gives its credentials by the environment',
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
    why: "the client's user agent tells its version, and nothing else of the manifest",
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
  // Else the file that happens to be nearest decides, and the hash of what is deployed moves with it.
  tsconfigRaw: {},
  legalComments: 'none',
  logLevel: 'warning',
};

rmSync(output('lambda'), { recursive: true, force: true });
await build({
  ...common,
  entryPoints: [source('index.ts')],
  outfile: output('lambda', 'index.js'),
  minify: true,
  target: 'node22',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // A dynamic import of what is in the bundle anyway only costs time at the first call.
  supported: { 'dynamic-import': false },
  plugins: [slimSdk],
});

rmSync(output('paginator'), { recursive: true, force: true });
for (const [format, extension] of [
  ['cjs', 'js'],
  ['esm', 'mjs'],
]) {
  await build({
    ...common,
    entryPoints: [source('edge', 'paginator.ts')],
    outfile: output('paginator', `index.${extension}`),
    target: 'node20',
    format,
    external: ['@aws-sdk/client-workspaces'],
  });
}
for (const extension of ['d.ts', 'd.mts']) {
  copyFileSync(output('dev', 'lambda', 'edge', 'paginator.d.ts'), output('paginator', `index.${extension}`));
}
