import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InstalledExample } from './example';
import { fileIn, packaged, publicTypes, ROOT } from './packages';
import { expectSameAsTypeScript } from './parity';

const PYTHON = join('.venv', 'bin', 'python');
const example = new InstalledExample('python');

test('the example in Python synthesizes to the templates and assets of TypeScript', () => {
  expectSameAsTypeScript(example);
});

test('the example of the README in Python synthesizes', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, code = ''] = /^```python\n([^]*?)^```$/m.exec(readme) ?? [];
  const [imports = '', body = ''] = code.split('\n\n', 2);
  const app = [
    'from aws_cdk import App, Stack',
    imports,
    'class Images(Stack):',
    '    def __init__(self, scope, id):',
    '        super().__init__(scope, id)',
    ...body.split('\n').map((line) => `        ${line}`),
    'app = App()',
    'Images(app, "Images")',
    'print(app.synth().get_stack_by_name("Images").template["Outputs"]["Newest"])',
  ];
  writeFileSync(join(example.directory, 'readme.py'), app.join('\n'));
  expect(example.run(PYTHON, ['readme.py'])).toMatch(/'Fn::GetAtt': \['Golden\w+', 'ImageIds'\]/);
});

test('nothing internal is visible, and no property fails when it is read', () => {
  cpSync(join(__dirname, 'read_everything.py'), join(example.directory, 'read_everything.py'));
  const { types, read, failed } = JSON.parse(example.run(PYTHON, ['read_everything.py'])) as {
    readonly types: readonly string[];
    readonly read: readonly string[];
    readonly failed: readonly string[];
  };
  expect(types).toStrictEqual(publicTypes());
  expect(failed).toStrictEqual([]);
  expect(read).toEqual(
    expect.arrayContaining([
      'WorkspaceImages.newest_image_id',
      'WorkspaceImages.manifest_key',
      'WorkspaceImage.image_state',
      'WorkspaceBundle.bundle_arn',
      'WorkspaceImagesProvider.grant_principal',
      'ImageGate.timeout',
      'ImageManifest.bucket',
    ]),
  );
  expect(read.filter((name) => name.includes('._'))).toStrictEqual([]);
});

test('PyPI takes the package: every URL is one of https, and twine finds no fault', () => {
  const metadata = fileIn(packaged('python', '.whl'), '/METADATA').toString();
  const urls = [...metadata.matchAll(/^(?:Home-page|Download-URL|Project-URL): (?:.*, )?(?<url>\S+)$/gm)];
  expect(urls.map(({ groups }) => groups?.['url'])).toStrictEqual([
    'https://github.com/cdk-workspace-images/cdk-workspace-images',
    'https://github.com/cdk-workspace-images/cdk-workspace-images.git',
  ]);
  example.run(join('.venv', 'bin', 'pip'), ['install', '--quiet', 'twine==7.0.0']);
  const check = ['-m', 'twine', 'check', '--strict'];
  const files = ['.whl', '.tar.gz'].map((end) => packaged('python', end));
  expect(example.run(PYTHON, [...check, ...files]).match(/PASSED/g)).toHaveLength(2);
});

test('the command comes with it, and reads an app that Python has synthesized', () => {
  writeFileSync(
    join(example.directory, 'other.py'),
    'from aws_cdk import App, Stack\napp = App()\nStack(app, "Other")\napp.synth()\n',
  );
  example.run(PYTHON, ['other.py'], { CDK_OUTDIR: 'other.out' });
  const command = join('.venv', 'bin', 'cdk-workspace-images');
  expect(example.run(command, ['preview', 'other.out'])).toBe('No lookup found.\n');
});
