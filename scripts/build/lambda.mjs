// Build what is published of this folder: one handler asset for each resource, so that a consumer's synth needs neither
// a bundler nor Docker; and the paginator as CommonJS and as an ES module, without the SDK, which its user installs.
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { bundledPackages } from './bundled-packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const output = (...path) => join(root, 'build', ...path);
const source = (...path) => join(root, 'lambda', ...path);
const sdkVersion = createRequire(import.meta.url)('@aws-sdk/client-workspaces/package.json').version;

/** A folder of this one for each resource. Its asset goes to `build/lambda/<folder>`. */
const RESOURCES = ['images', 'bundle'];

/** The beginning of the id of a module that stands in for a part of the SDK. */
const REPLACEMENT = '\0replacement-';

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
    module: /\/HeaderFormatter$/,
    why: 'no call of ours has an event stream, whose headers it writes',
    contents: 'export class HeaderFormatter {}',
  },
  {
    module: /\/stream-type-check$/,
    why: 'our streams are those of Node.js, and reading the global ReadableStream makes it load those of the web',
    contents: 'export const isReadableStream = () => false; export const isBlob = () => false;',
  },
  {
    module: /\/getInstanceMetadataRegion$/,
    why: 'Lambda gives the Region in the environment',
    contents: 'export const getInstanceMetadataRegion = () => undefined;',
  },
  {
    module: /\/configLoader$/,
    why: 'Lambda has no configuration files, and looking for each setting in them takes time',
    contents: `
      export const loadConfig = ({ environmentVariableSelector: select, default: otherwise }, options = {}) => async () => {
        let value;
        try {
          value = select(process.env, options);
        } catch {
          // To the SDK, a malformed setting is none.
        }
        return value ?? (typeof otherwise === 'function' ? otherwise() : otherwise);
      };
    `,
  },
  {
    module: /^\.\.\/package\.json$/,
    why: "the client's user agent needs the version, and nothing else of the manifest",
    contents: `export default ${JSON.stringify({ version: sdkVersion })};`,
  },
];

function slimSdk() {
  const importers = new Map();
  return {
    name: 'slim-sdk',
    resolveId(id, importer) {
      if (importers.has(importer)) {
        return this.resolve(id, importers.get(importer));
      }
      const index = replacements.findIndex(({ module }) => module.test(id));
      if (index < 0) {
        return undefined;
      }
      importers.set(`${REPLACEMENT}${index}`, importer);
      return `${REPLACEMENT}${index}`;
    },
    load(id) {
      return importers.has(id)
        ? { code: replacements[id.slice(REPLACEMENT.length)].contents, moduleSideEffects: false }
        : undefined;
    },
    buildEnd() {
      const unused = replacements.filter((_, index) => !importers.has(`${REPLACEMENT}${index}`));
      if (unused.length > 0) {
        throw new Error(
          `the SDK has no module like ${unused.map(({ module }) => module).join(', ')} any more`,
        );
      }
    },
  };
}

/**
 * Schemas of calls that we do not make are left out. They have computed keys, which might have side effects, so they are
 * kept unless it is said that they have none. The classes of single errors are left out too: an error then has the base
 * class of its service, and its own name.
 */
const ownSchemas = {
  name: 'own-schemas',
  transform: {
    filter: { id: /\/client-[a-z0-9-]+\/dist-es\/schemas\/schemas_0\.js$/ },
    handler: (code) => {
      const pure = replaced(
        code,
        /^((?:export )?var \S+ = )(\[[^]*?\]);$/gm,
        (_, declaration, schema) => `${declaration}/* @__PURE__ */ (() => ${schema})();`,
      );
      return replaced(pure, /^n0_registry\.registerError\(.*\);$/gm, '');
    },
  },
};

function replaced(code, pattern, replacement) {
  const result = code.replace(pattern, replacement);
  if (result === code) {
    throw new Error(`the schemas of the SDK have nothing like ${pattern} any more`);
  }
  return result;
}

const common = {
  cwd: root,
  platform: 'node',
  // Otherwise the nearest tsconfig.json decides, and the hash of the asset moves with it.
  tsconfig: false,
  onLog: (_, { message }) => {
    throw new Error(message);
  },
};

const packages = bundledPackages('lambda');

rmSync(output('lambda'), { recursive: true, force: true });
for (const resource of RESOURCES) {
  await build({
    ...common,
    input: source(resource, 'index.ts'),
    resolve: { mainFields: ['module', 'main'], extensionAlias: { '.js': ['.ts', '.js'] } },
    transform: { target: 'node22' },
    plugins: [slimSdk(), ownSchemas, packages],
    output: {
      dir: output('lambda', resource),
      format: 'cjs',
      // What is imported when it is needed, and what the files share, becomes files of their own. A plain lookup loads what
      // it needs, and a manifest or a role adds little.
      chunkFileNames: ({ isDynamicEntry, facadeModuleId, name }) =>
        isDynamicEntry && !facadeModuleId.startsWith(REPLACEMENT) ? `${name}.js` : 'shared-[hash].js',
      // The files are CommonJS. A dynamic import of the SDK itself only costs time at the first call.
      dynamicImportInCjs: false,
      strict: true,
      minify: true,
      comments: false,
    },
  });
}

rmSync(output('paginator'), { recursive: true, force: true });
for (const [format, extension] of [
  ['cjs', 'js'],
  ['esm', 'mjs'],
]) {
  await build({
    ...common,
    input: source('paginator', 'paginator.ts'),
    external: ['@aws-sdk/client-workspaces'],
    plugins: [packages],
    transform: { target: 'node20' },
    output: { file: output('paginator', `index.${extension}`), format, strict: true },
  });
}
for (const extension of ['d.ts', 'd.mts']) {
  copyFileSync(
    output('compiled', 'lambda', 'paginator', 'paginator.d.ts'),
    output('paginator', `index.${extension}`),
  );
}
