// Build what is published of lambda/: one handler asset for each resource, so that a consumer's synth needs neither a
// bundler nor Docker; and the paginator as CommonJS and as an ES module, without the SDK, which its user installs.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, root } from './bundle.mjs';

const output = (...path) => join(root, 'build', ...path);

/** The sources of each asset. Each becomes a bundle of its own: what only some lookups need is loaded by those alone. */
const ASSETS = {
  images: { index: 'images/index.ts', s3: 'images/calls/s3.ts', sts: 'images/calls/sts.ts' },
  bundle: { index: 'bundle/index.ts' },
};

rmSync(output('bundled'), { recursive: true, force: true });
rmSync(output('lambda'), { recursive: true, force: true });
for (const [resource, sources] of Object.entries(ASSETS)) {
  for (const [name, source] of Object.entries(sources)) {
    await bundle(`${resource}-${name}`, {
      entryPoints: [join('lambda', source)],
      outfile: output('lambda', resource, `${name}.js`),
      target: 'node22',
      minify: true,
      external: Object.keys(sources).map((other) => `./${other}.js`),
      alias: { '@aws-sdk/credential-provider-node': join(root, 'scripts', 'build', 'env-credentials.mjs') },
      // An import() costs time, and what is imported is CommonJS.
      supported: { 'dynamic-import': false },
    });
  }
}

rmSync(output('paginator'), { recursive: true, force: true });
for (const [format, extension] of [
  ['cjs', 'js'],
  ['esm', 'mjs'],
]) {
  await bundle(`paginator-${format}`, {
    entryPoints: [join('lambda', 'paginator', 'paginator.ts')],
    outfile: output('paginator', `index.${extension}`),
    format,
    target: 'node20',
    external: ['@aws-sdk/client-workspaces'],
  });
}
for (const extension of ['d.ts', 'd.mts']) {
  copyFileSync(
    output('compiled', 'lambda', 'paginator', 'paginator.d.ts'),
    output('paginator', `index.${extension}`),
  );
}
