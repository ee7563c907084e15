import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, CfnResource, LegacyStackSynthesizer, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { chosen } from '../../../cli/assembly/choose';
import { readAssembly } from '../../../cli/assembly/read-assembly';
import { lookupsOf } from '../../../cli/core/lookups';
import { UserError } from '../../../cli/terminal/user-error';
import { WorkspaceImages } from '../../../lib';
import { type Define, stacksOf, synthesized } from '../apps';

const pathsIn = (define: Define, props = {}) =>
  stacksOf(define, props)
    .flatMap(lookupsOf)
    .map(({ path }) => path)
    .sort();

/** Lookups with the same logical ids at every depth. */
const deep = (app: App) => {
  const outer = new Stack(new Stage(app, 'Prod'), 'Images');
  const inner = new NestedStack(outer, 'Inner');
  const innermost = new NestedStack(inner, 'Innermost');
  for (const stack of [outer, inner, innermost]) {
    new WorkspaceImages(stack, 'Golden');
  }
};

const DEEP_PATHS = ['Prod/Images/Golden', 'Prod/Images/Inner/Golden', 'Prod/Images/Inner/Innermost/Golden'];

test('stages and nested stacks are read, and lookups of one logical id told apart', () => {
  expect(pathsIn(deep)).toEqual(DEEP_PATHS);
});

test('nested stacks are read by the metadata too, which the command line of the CDK asks for', () => {
  const context = { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true };
  expect(pathsIn(deep, { context })).toEqual(DEEP_PATHS);
  expect(pathsIn(deep, { context, defaultStackSynthesizer: new LegacyStackSynthesizer() })).toEqual(
    DEEP_PATHS,
  );
});

test('nested stacks are read in an app that tells no construct of a logical id', () => {
  const paths = pathsIn(deep, { context: { 'aws:cdk:disable-logicalId-metadata': true } });
  expect(paths).toHaveLength(3);
  expect(paths[0]).toMatch(/^Prod\/Images\/Golden[0-9A-F]{8}[0-9a-f]{8}$/);
});

test('a nested stack whose template is not told is no app without lookups', () => {
  expect(() => pathsIn(deep, { defaultStackSynthesizer: new LegacyStackSynthesizer() })).toThrow(
    'the assembly does not name the template of the nested stack Prod/Images/Inner: synthesize the app with `npx cdk synth`',
  );
});

test('a nested stack that the CDK has not made is passed over, of whatever form it is', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'foreign-')), 'foreign.yaml');
  writeFileSync(file, 'Resources: {}');
  const foreign = (app: App) => {
    const stack = new Stack(app, 'Images');
    for (const TemplateURL of [
      'https://example.com/foreign.json',
      new Asset(stack, 'Asset', { path: file }).httpUrl,
    ]) {
      new CfnResource(stack, `Foreign${TemplateURL.length}`, {
        type: 'AWS::CloudFormation::Stack',
        properties: { TemplateURL },
      });
    }
    new WorkspaceImages(stack, 'Golden');
  };
  expect(pathsIn(foreign)).toEqual(['Images/Golden']);
});

test('a stack has its name and place, or leaves the place to whoever deploys', () => {
  const env = { account: '123456789012', region: 'eu-west-1' };
  const stacks = stacksOf((app) => {
    new Stack(app, 'Here', { stackName: 'images', env });
    new Stack(app, 'There');
  });
  expect([...stacks].sort((a, b) => a.path.localeCompare(b.path))).toMatchObject([
    { path: 'Here', stackName: 'images', ...env },
    { path: 'There', stackName: 'There', account: undefined, region: undefined },
  ]);
  expect(stacks[0]?.pathOf('Unheard')).toBe('Here/Unheard');
});

describe('stacks are chosen', () => {
  const { stacks } = readAssembly(
    synthesized((app) => {
      new Stack(new Stage(app, 'Prod'), 'Images');
      new NestedStack(new Stack(app, 'Desktops', { stackName: 'desktops-prod' }), 'Inner');
    }),
  );
  const pathsOf = (...patterns: string[]) => chosen(stacks, patterns).map(({ path }) => path);

  test.each([
    ['by path', ['Prod/Images'], ['Prod/Images']],
    ['by name', ['Prod-Images'], ['Prod/Images']],
    ['by a name of their own', ['desktops-prod'], ['Desktops', 'Desktops/Inner']],
    ['by a pattern', ['Prod/*'], ['Prod/Images']],
    ['by several, each once', ['Desk*', 'desktops-*'], ['Desktops', 'Desktops/Inner']],
    ['all, without any', [], ['Prod/Images', 'Desktops', 'Desktops/Inner']],
  ])('%s', (_, patterns, expected) => {
    expect(pathsOf(...patterns).sort()).toEqual([...expected].sort());
  });

  test('by no name that none has', () => {
    expect(() => pathsOf('Desktops', 'desktops')).toThrow(UserError);
    expect(() => pathsOf('desktops')).toThrow(
      /^--stack must name a stack of the app \((Desktops, Prod\/Images|Prod\/Images, Desktops)\), got: desktops$/,
    );
    expect(() => chosen([], ['A'])).toThrow('--stack must name a stack of the app (which has none), got: A');
  });
});

describe('no app', () => {
  /** The directory of an app whose manifest has these members. */
  function changed(members: object): string {
    const directory = synthesized((app) => {
      new Stack(app, 'Images');
    });
    const file = join(directory, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...manifest, ...members }));
    return directory;
  }

  const props = { account: '123456789012', region: 'eu-west-1', filter: {} };
  const missing = { key: 'vpc-provider', provider: 'vpc-provider', props };

  test.each([
    ['is in a directory that does not exist', () => join(tmpdir(), 'nowhere'), /got: .*nowhere/],
    ['is what a later CDK has synthesized', () => changed({ version: '9999.0.0' }), /got: .*9999/s],
    [
      'is one that asks for context',
      () => changed({ missing: [missing, missing] }),
      /got: context that is missing: vpc-provider$/,
    ],
    [
      'is one whose template is gone',
      () => {
        const directory = changed({});
        rmSync(join(directory, 'Images.template.json'));
        return directory;
      },
      /got: .*Images\.template\.json/,
    ],
  ])('%s', (_, directoryOf, reason) => {
    const directory = directoryOf();
    expect(() => readAssembly(directory)).toThrow(UserError);
    expect(() => readAssembly(directory)).toThrow(
      `${directory} must hold a synthesized app: run \`npx cdk synth\`, or name the directory, got: `,
    );
    expect(() => readAssembly(directory)).toThrow(reason);
  });
});
