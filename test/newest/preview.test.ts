import { type App, Size, Stack } from 'aws-cdk-lib';
import { bundlesOf } from '../../cli/core/bundles';
import { lookupsOf } from '../../cli/core/lookups';
import { ComputeType, WorkspaceBundle, WorkspaceImage } from '../../lib';
import { type Define, stacksOf } from '../cli/apps';

const HERE = { account: '123456789012', region: 'eu-west-1' };
const THERE = { ...HERE, region: 'us-east-1' };

/** The paths of the bundles that take their image from each lookup of an app. */
function bundlesByLookup(define: Define): Readonly<Record<string, readonly string[]>> {
  const stacks = stacksOf(define);
  return Object.fromEntries(
    stacks
      .flatMap(lookupsOf)
      .map((lookup) => [lookup.path, bundlesOf(lookup, stacks).map(({ path }) => path)]),
  );
}

const golden = (scope: Stack) => new WorkspaceImage(scope, 'Golden', { imageNames: ['golden-*'] });

const bundle = (scope: Stack, image: WorkspaceImage) =>
  new WorkspaceBundle(scope, 'Desktop', {
    image,
    computeType: ComputeType.STANDARD,
    rootVolumeSize: Size.gibibytes(80),
    userVolumeSize: Size.gibibytes(50),
  });

test('a preview finds the bundle of another stack by a weak reference', () => {
  expect(
    bundlesByLookup((app: App) => {
      const image = golden(new Stack(app, 'Images', { env: HERE }));
      golden(new Stack(app, 'Others', { env: HERE }));
      bundle(new Stack(app, 'Desktops', { env: HERE }), image);
    }),
  ).toEqual({ 'Images/Golden': ['Desktops/Desktop'], 'Others/Golden': [] });
});

test('a bundle takes nothing from a stack of the same name in another Region', () => {
  expect(
    bundlesByLookup((app) => {
      golden(new Stack(app, 'Here', { env: HERE, stackName: 'Images' }));
      const image = golden(new Stack(app, 'There', { env: THERE, stackName: 'Images' }));
      bundle(new Stack(app, 'Desktops', { env: THERE }), image);
    }),
  ).toEqual({ 'Here/Golden': [], 'There/Golden': ['Desktops/Desktop'] });
});
