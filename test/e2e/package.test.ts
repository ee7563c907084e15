import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

let folder: string;
let tarball: string;
let packed: readonly string[];

const run = (command: string, args: readonly string[], cwd = folder, env = {}) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });

/** Runs a file of the empty app. */
function runFile(name: string, text: string, env = {}): string {
  writeFileSync(join(folder, name), text);
  return run(process.execPath, [name], folder, env);
}

/** A command of one of this project's own tools. */
const tool = (name: string, ...args: string[]) => run(join(ROOT, 'node_modules', '.bin', name), args, ROOT);

const readPackage = (directory: string) =>
  JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Readonly<
    Record<string, Readonly<Record<string, string>> | undefined>
  >;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  const [pack] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT),
  ) as [{ filename: string; files: { path: string }[] }];
  tarball = join(folder, pack.filename);
  packed = pack.files.map(({ path }) => path);

  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty-app', private: true }));
  const { devDependencies = {} } = readPackage(ROOT);
  const others = ['aws-cdk-lib', 'constructs', '@aws-sdk/client-workspaces'].map(
    (name) => `${name}@${devDependencies[name] ?? ''}`,
  );
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball, ...others]);
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
    ]),
  );
  const kinds =
    /^(\.jsii|package\.json|[A-Z]+(\.md)?|build\/((bundle|contract|images|provider)\/)?[a-z-]+\.(js|d\.ts)|build\/cli\/index\.js|build\/lambda\/[a-z]+\/(index|s3|sts)\.js|build\/paginator\/index\.(m?js|d\.m?ts))$/;
  expect(packed.filter((path) => !kinds.test(path))).toStrictEqual([]);
});

test('it is small, and brings no dependency along', () => {
  expect(statSync(tarball).size).toBeLessThan(600_000);
  const installed = readPackage(join(folder, 'node_modules', 'cdk-workspace-images'));
  expect(Object.keys({ ...installed['dependencies'], ...installed['optionalDependencies'] })).toStrictEqual(
    [],
  );
});

// The template is validated in the first, as a user's is. If there is anything to report, it prints it.
test.each([
  [
    'app.cjs',
    {},
    "const { App, Stack } = require('aws-cdk-lib'); const { WorkspaceImages } = require('cdk-workspace-images');",
  ],
  [
    'app.mjs',
    { CDK_VALIDATION: 'false' },
    "import { App, Stack } from 'aws-cdk-lib'; import { WorkspaceImages } from 'cdk-workspace-images';",
  ],
])('%s synthesizes, without a bundler or Docker, to the ids that are fixed', (file, env, statements) => {
  const app = `${statements}
    const app = new App({ outdir: 'cdk.out' });
    new WorkspaceImages(new Stack(app, 'Images'), 'GoldenImages');
    app.synth();
  `;
  expect(runFile(file, app, env)).toBe('');
  const template = readFileSync(join(folder, 'cdk.out', 'Images.template.json'), 'utf8');
  expect(template).toContain('"GoldenImages3C137A5C5dfd1744"');
  const assets = readFileSync(join(folder, 'cdk.out', 'Images.assets.json'), 'utf8');
  const [, asset] =
    /"WorkspaceImagesProvider\/Handler\/Code",\s*"source":\s*\{\s*"path":\s*"([^"]+)"/.exec(assets) ?? [];
  expect(readFileSync(join(folder, 'cdk.out', asset ?? '', 'index.js'))).toStrictEqual(
    readFileSync(join(ROOT, 'build', 'lambda', 'images', 'index.js')),
  );
});

test('an app that installs it can be previewed', () => {
  const command = join(folder, 'node_modules', '.bin', 'cdk-workspace-images');
  expect(run(command, ['--help'])).toContain('npx cdk-workspace-images preview [DIRECTORY]');
  const app = `
    const { App, Stack } = require('aws-cdk-lib');
    const app = new App({ outdir: 'other.out' });
    new Stack(app, 'Other');
    app.synth();
  `;
  runFile('other.js', app, { CDK_VALIDATION: 'false' });
  expect(run(command, ['preview', 'other.out'])).toBe('No lookup found.\n');
});

test.each([
  ['paginate.cjs', "const { paginateDescribeWorkspaceImages } = require('cdk-workspace-images/paginator');"],
  ['paginate.mjs', "import { paginateDescribeWorkspaceImages } from 'cdk-workspace-images/paginator';"],
])('the paginator can be had by %s, where the SDK is there', (file, statement) => {
  const program = `${statement}
    const client = { send: async ({ input }) => ({ Images: [{ ImageId: 'wsi-1' }], NextToken: input.NextToken ? undefined : 't' }) };
    (async () => {
      for await (const { Images } of paginateDescribeWorkspaceImages({ client }, {})) console.log(Images[0].ImageId);
    })();
  `;
  expect(runFile(file, program)).toBe('wsi-1\nwsi-1\n');
});

test('Node.js and TypeScript resolve every entry of it', () => {
  // Without suggestions: of a repository, it suggests a URL of git+https, which PyPI refuses.
  expect(tool('publint', '--strict', '--level', 'warning', tarball)).toContain('All good!');
  expect(tool('attw', tarball, '--exclude-entrypoints', './.jsii')).toContain('No problems found');
});
