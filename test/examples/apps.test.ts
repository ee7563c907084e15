import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';

const ROOT = join(__dirname, '..', '..');
const BUILT = join(ROOT, 'build', 'compiled', 'examples');

/** Runs an app of examples/ as `cdk synth` would, in a build of a CI system. */
function synthesized(app: string): (stack: string) => Template {
  const output = mkdtempSync(join(tmpdir(), 'examples-'));
  execFileSync(process.execPath, [join(BUILT, `${app}.js`)], {
    env: { ...process.env, CDK_OUTDIR: output, GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return (stack) => Template.fromString(readFileSync(join(output, `${stack}.template.json`), 'utf8'));
}

const namesOf = (template: Template) =>
  Object.values(template.findResources('AWS::SSM::Parameter')).map(
    ({ Properties }) => (Properties as { readonly Name: string }).Name,
  );

/** The names of the parameters that a template reads. */
const readBy = (template: Template) =>
  Object.values(template.findParameters('*')).map(({ Default }) => String(Default));

describe.each([
  ['pipeline', 'pipeline/images', 'pipeline/desktops'],
  ['typescript', 'typescript/app', 'typescript/app'],
])('examples/%s', (_, producer, consumer) => {
  const images = synthesized(producer)('Images');
  const desktops = synthesized(consumer)('Desktops');

  test('the images are looked up with each build, waited for, and put into a bundle', () => {
    images.hasResourceProperties('Custom::WorkspaceImages', {
      ImageNames: ['golden-win11-*'],
      Gate: 'WAIT_UNTIL_AVAILABLE',
      RefreshKey: '7-1',
    });
    images.resourceCountIs('Custom::WorkspaceBundle', 1);
  });

  test('the consumer reads what the producer publishes', () => {
    const read = readBy(desktops).filter((name) => name.startsWith('/golden/'));
    expect(read).toContain('/golden/image-ids');
    expect(namesOf(images)).toEqual(expect.arrayContaining(read));
  });
});

test('in the pipeline, each WorkSpace gets the bundle that the producer publishes', () => {
  const desktops = synthesized('pipeline/desktops')('Desktops');
  const [bundleId = ''] = Object.entries(desktops.findParameters('*')).flatMap(([id, { Default }]) =>
    Default === '/golden/bundle-id' ? [id] : [],
  );
  desktops.allResourcesProperties('AWS::WorkSpaces::Workspace', { BundleId: { Ref: bundleId } });
  desktops.resourceCountIs('AWS::WorkSpaces::Workspace', 2);
});
