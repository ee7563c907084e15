// Builds the handler that is published: one file, so that a consumer's synth needs neither esbuild nor Docker.
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outdir = join(root, 'build', 'lambda');
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
    why: 'the call has no event stream',
    contents: 'export {};',
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

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: [join(root, 'lambda', 'index.ts')],
  outfile: join(outdir, 'index.js'),
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // A dynamic import of what is in the bundle anyway only costs time at the first call.
  supported: { 'dynamic-import': false },
  // Else the file that happens to be nearest decides, and the hash of what is deployed moves with it.
  tsconfigRaw: {},
  legalComments: 'none',
  plugins: [slimSdk],
  logLevel: 'warning',
});
