import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

let folder: string;
let tarball: string;
let packed: readonly string[];

const run = (command: string, args: readonly string[], cwd = folder) =>
  execFileSync(command, args, { cwd, encoding: 'utf8' });

/** A command of one of this project's own tools. */
const tool = (name: string, ...args: string[]) => run(join(ROOT, 'node_modules', '.bin', name), args, ROOT);

/** The version of a package that this project is made with. */
function version(name: string): string {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Readonly<Record<string, string>>;
  };
  return devDependencies[name] ?? '';
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  const [pack] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT),
  ) as [{ filename: string; files: { path: string }[] }];
  tarball = join(folder, pack.filename);
  packed = pack.files.map(({ path }) => path);

  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty-app', private: true }));
  const peers = ['aws-cdk-lib', 'constructs'].map((name) => `${name}@${version(name)}`);
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball, ...peers]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the package holds what a consumer needs, and nothing else', () => {
  expect(packed).toEqual(
    expect.arrayContaining([
      '.jsii',
      'CHANGELOG.md',
      'LICENSE',
      'NOTICE',
      'README.md',
      'build/cli/index.js',
      'build/index.js',
      'build/lambda/bundle/index.js',
      'build/lambda/images/index.js',
      'build/lambda/images/s3.js',
      'build/lambda/images/sts.js',
      expect.stringMatching(/^build\/lambda\/images\/shared-/),
    ]),
  );
  const kinds =
    /^(\.jsii|package\.json|[A-Z]+(\.md)?|build\/((bundle|contract|images|provider)\/)?[a-z-]+\.(js|d\.ts)|build\/cli\/index\.js|build\/lambda\/[a-z]+\/(index|s3|sts|shared-[\w-]+)\.js|build\/paginator\/index\.(m?js|d\.m?ts))$/;
  expect(packed.filter((path) => !kinds.test(path))).toStrictEqual([]);
});

test('it is small', () => {
  expect(statSync(tarball).size).toBeLessThan(500_000);
});

test('it brings no dependency along', () => {
  expect(existsSync(join(folder, 'node_modules', 'esbuild'))).toBe(false);
  expect(existsSync(join(folder, 'node_modules', '@aws-sdk'))).toBe(false);
});

test.each([
  [
    'CommonJS',
    'app.cjs',
    "const { App, Stack } = require('aws-cdk-lib'); const { WorkspaceImages } = require('cdk-workspace-images');",
  ],
  [
    'ES modules',
    'app.mjs',
    "import { App, Stack } from 'aws-cdk-lib'; import { WorkspaceImages } from 'cdk-workspace-images';",
  ],
])(
  'an app of %s synthesizes, without a bundler or Docker, to the ids that are fixed',
  (_, file, statements) => {
    const app = `${statements}
    const app = new App({ outdir: 'cdk.out' });
    new WorkspaceImages(new Stack(app, 'Images'), 'GoldenImages');
    app.synth();
  `;
    writeFileSync(join(folder, file), app);
    expect(run(process.execPath, [file])).toBe('');
    const template = readFileSync(join(folder, 'cdk.out', 'Images.template.json'), 'utf8');
    expect(template).toContain('"GoldenImages3C137A5C5dfd1744"');
    const assets = readFileSync(join(folder, 'cdk.out', 'Images.assets.json'), 'utf8');
    const [, asset] =
      /"WorkspaceImagesProvider\/Handler\/Code",\s*"source":\s*\{\s*"path":\s*"([^"]+)"/.exec(assets) ?? [];
    expect(readFileSync(join(folder, 'cdk.out', asset ?? '', 'index.js'))).toStrictEqual(
      readFileSync(join(ROOT, 'build', 'lambda', 'images', 'index.js')),
    );
  },
);

test('an app that installs it can be previewed', () => {
  const command = join(folder, 'node_modules', '.bin', 'cdk-workspace-images');
  expect(run(command, ['--help'])).toContain('npx cdk-workspace-images preview [DIRECTORY]');
  const app = `
    const { App, Stack } = require('aws-cdk-lib');
    const { StringParameter } = require('aws-cdk-lib/aws-ssm');
    const app = new App({ outdir: 'other.out' });
    new StringParameter(new Stack(app, 'Other'), 'Parameter', { stringValue: 'no lookup' });
    app.synth();
  `;
  writeFileSync(join(folder, 'other.js'), app);
  run(process.execPath, ['other.js']);
  expect(run(command, ['preview', 'other.out'])).toBe('No lookup found.\n');
});

test.each([
  [
    'required',
    'paginate.cjs',
    "const { paginateDescribeWorkspaceImages } = require('cdk-workspace-images/paginator');",
  ],
  [
    'imported',
    'paginate.mjs',
    "import { paginateDescribeWorkspaceImages } from 'cdk-workspace-images/paginator';",
  ],
])('the paginator can be %s, where the SDK is there', (_, file, statement) => {
  run('npm', [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `@aws-sdk/client-workspaces@${version('@aws-sdk/client-workspaces')}`,
  ]);
  const program = `${statement}
    const client = { send: async ({ input }) => ({ Images: [{ ImageId: 'wsi-1' }], NextToken: input.NextToken ? undefined : 't' }) };
    (async () => {
      for await (const { Images } of paginateDescribeWorkspaceImages({ client }, {})) console.log(Images[0].ImageId);
    })();
  `;
  writeFileSync(join(folder, file), program);
  expect(run(process.execPath, [file])).toBe('wsi-1\nwsi-1\n');
});

test('Node.js and TypeScript resolve every entry of it', () => {
  // Without suggestions: of a repository, it suggests a URL of git+https, which PyPI refuses.
  expect(tool('publint', '--strict', '--level', 'warning', tarball)).toContain('All good!');
  expect(tool('attw', tarball, '--exclude-entrypoints', './.jsii')).toContain('No problems found');
});
