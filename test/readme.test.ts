import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import * as ts from 'typescript';
import { lookUps } from './lib/stacks';

const ROOT = join(__dirname, '..');
const FOLDER = join(ROOT, 'build', 'readme');

interface Example {
  readonly title: string;
  readonly file: string;
}

/** The TypeScript of the README, each piece as a file under the heading that it stands below. */
function examples(): Example[] {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  let title = '';
  return [...readme.matchAll(/^#+ (?<heading>.*)$|^```ts\n(?<code>[^]*?)^```$/gm)].flatMap(
    ({ groups }, index) => {
      title = groups?.['heading'] ?? title;
      const code = groups?.['code'];
      if (code === undefined) {
        return [];
      }
      const file = join(FOLDER, `example-${index}.ts`);
      writeFileSync(file, asStack(code));
      return [{ title, file }];
    },
  );
}

/** A stack whose constructor is the piece, as a reader would write it. */
function asStack(code: string): string {
  const imports = code.match(/^import .*$/gm) ?? [];
  const body = code.replace(/^import .*$/gm, '');
  return [
    "import * as cdk from 'aws-cdk-lib';",
    "import type * as constructs from 'constructs';",
    ...imports,
    'export class Example extends cdk.Stack {',
    '  constructor(scope: constructs.Construct, id: string) {',
    '    super(scope, id);',
    body,
    '  }',
    '}',
  ].join('\n');
}

const EXAMPLES = examples();

test('every example compiles', () => {
  const program = ts.createProgram(
    EXAMPLES.map(({ file }) => file),
    {
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    },
  );
  const errors = ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => {
    const example = EXAMPLES.find((candidate) => candidate.file === file?.fileName);
    return `${example?.title ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  expect(errors).toStrictEqual([]);
}, 60_000);

describe('every example synthesizes', () => {
  function synthesize({ file }: Example) {
    const app = new App();
    const { Example } = jest.requireActual<{ Example: new (scope: Construct, id: string) => Stack }>(file);
    const template = Template.fromStack(new Example(app, 'Images'));
    return { template, app };
  }

  const expected: Record<string, Readonly<Record<string, unknown>>> = {
    'Use it': { ImageNames: ['golden-win11-*'], MostRecent: '1' },
    'Look again with every build': { RefreshKey: 'local' },
    'Take exactly one image, or fail': { MostRecent: '1', MaximumCount: '1', States: ['AVAILABLE'] },
    'Step over a bad image': { ExcludeImageIds: ['wsi-0bad0bad0'] },
    'Take recent images only': { MaximumAge: '7776000', UpdateAvailable: 'false' },
    'Take images that another account shares': { ImageType: 'SHARED', OwnerAccountIds: ['123456789012'] },
    'Check that images are there': { ImageIds: ['wsi-0123456789', 'wsi-9876543210'] },
    'Read more than ids and states': { Fields: ['CREATED', 'NAME'] },
    'Go on without an image': { MinimumCount: '0' },
    'Pin the images in another stack of the app': { MostRecent: '1' },
    'Give the functions settings of their own': {},
  };

  test('and none is without an expectation', () => {
    expect(EXAMPLES.map(({ title }) => title)).toStrictEqual(Object.keys(expected));
  });

  test.each(EXAMPLES)('$title', (example) => {
    delete process.env['BUILD_ID'];
    const { template } = synthesize(example);
    const [{ properties } = { properties: {} }] = lookUps(template);
    expect(properties).toMatchObject({ ServiceTimeout: 900, ...expected[example.title] });
  });
});
