// Build what is published of this folder: one handler asset for each resource, so that a consumer's synth needs neither
// esbuild nor Docker; and the paginator as CommonJS and as an ES module, without the SDK, which its user installs.
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
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
    module: /\/AdaptiveRetryStrategy$/,
    why: 'our limiter repeats calls, and the SDK none',
    contents: "export { StandardRetryStrategy as AdaptiveRetryStrategy } from '@smithy/core/retry';",
  },
  {
    module: /\/getInstanceMetadataRegion$/,
    why: 'Lambda gives the Region in the environment',
    contents: 'export const getInstanceMetadataRegion = () => undefined;',
  },
  {
    module: /\/loadSharedConfigFiles$/,
    why: 'Lambda has no configuration files',
    contents: `
      export const CONFIG_PREFIX_SEPARATOR = '.';
      export const loadSharedConfigFiles = () => Promise.resolve({ configFile: {}, credentialsFile: {} });
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

/**
 * Schemas of calls that we do not make are left out. They have computed keys, which might have side effects, so esbuild
 * keeps them unless it is told that they have none.
 */
const ownSchemas = {
  name: 'own-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /\/client-[a-z0-9-]+\/dist-es\/schemas\/schemas_0\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /^((?:export )?var \S+ = )(\[[^]*?\]);$/gm,
        (_, declaration, schema) => `${declaration}/* @__PURE__ */ (() => ${schema})();`,
      ),
    }));
  },
};

/** What is imported when it is needed becomes a file of its own, which costs a plain lookup no time. */
function ownFiles(found) {
  return {
    name: 'own-files',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') {
          return undefined;
        }
        found.add(join(resolveDir, path.replace(/\.js$/, '.ts')));
        return { path: `./${basename(path)}`, external: true };
      });
    },
  };
}

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
  // A set lets through what is added while it is walked.
  const files = new Set([source(resource, 'index.ts')]);
  for (const file of files) {
    await build({
      ...common,
      entryPoints: [file],
      outdir: output('lambda', resource),
      minify: true,
      target: 'node22',
      format: 'cjs',
      mainFields: ['module', 'main'],
      // The files of an asset are CommonJS. A dynamic import of the SDK itself only costs time at the first call.
      supported: { 'dynamic-import': false },
      plugins: [slimSdk, ownSchemas, ownFiles(files)],
    });
  }
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
