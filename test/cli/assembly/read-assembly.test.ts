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
  const stacks = stacksOf((app) => {
    new Stack(app, 'Here', { stackName: 'images', env: { account: '123456789012', region: 'eu-west-1' } });
    new Stack(app, 'There');
  });
  expect(stacks.find(({ path }) => path === 'Here')).toMatchObject({
    stackName: 'images',
    account: '123456789012',
    region: 'eu-west-1',
  });
  expect(stacks.find(({ path }) => path === 'There')).toMatchObject({
    stackName: 'There',
    account: undefined,
    region: undefined,
  });
});

test('a lookup whose construct is not told has its logical id', () => {
  const [stack] = stacksOf((app) => {
    new WorkspaceImages(new Stack(app, 'Images'), 'Golden');
  });
  expect(stack?.pathOf('Unheard')).toBe('Images/Unheard');
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
  test('is in a directory that does not exist', () => {
    expect(() => readAssembly(join(tmpdir(), 'nowhere'))).toThrow(UserError);
    expect(() => readAssembly(join(tmpdir(), 'nowhere'))).toThrow(
      /nowhere must hold a synthesized app: run `npx cdk synth`, or name the directory, got: /,
    );
  });

  test('is what a later version of the CDK has synthesized', () => {
    const later = changed((manifest) => ({ ...manifest, version: '9999.0.0' }));
    expect(() => readAssembly(later)).toThrow(/must hold a synthesized app: .*9999/s);
  });

  test('is one that asks for context', () => {
    const asking = changed((manifest) => ({
      ...manifest,
      missing: [1, 2].map(() => ({
        key: 'vpc-provider',
        provider: 'vpc-provider',
        props: { account: '123456789012', region: 'eu-west-1', filter: {} },
      })),
    }));
    expect(() => readAssembly(asking)).toThrow(/, got: context that is missing: vpc-provider$/);
  });

  test('is one whose template is gone', () => {
    const directory = changed((manifest) => manifest);
    rmSync(join(directory, 'Images.template.json'));
    expect(() => readAssembly(directory)).toThrow(UserError);
  });

  /** The directory of an app whose manifest is changed. */
  function changed(change: (manifest: object) => object): string {
    const directory = synthesized((app) => {
      new Stack(app, 'Images');
    });
    const file = join(directory, 'manifest.json');
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as object)));
    return directory;
  }
});
