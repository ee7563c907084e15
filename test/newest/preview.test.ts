import { type App, Stack } from 'aws-cdk-lib';
import { WorkspaceImage } from '../../lib';
import { aBundle, bundlesByLookup } from '../cli/apps';

const HERE = { account: '123456789012', region: 'eu-west-1' };
const THERE = { ...HERE, region: 'us-east-1' };

const golden = (scope: Stack) => new WorkspaceImage(scope, 'Golden', { imageNames: ['golden-*'] });

test('a preview finds the bundle of another stack by a weak reference', () => {
  expect(
    bundlesByLookup((app: App) => {
      const image = golden(new Stack(app, 'Images', { env: HERE }));
      golden(new Stack(app, 'Others', { env: HERE }));
      aBundle(new Stack(app, 'Desktops', { env: HERE }), image);
    }),
  ).toEqual({ 'Images/Golden': ['Desktops/Desktop'], 'Others/Golden': [] });
});

test('a bundle takes nothing from a stack of the same name in another Region', () => {
  expect(
    bundlesByLookup((app) => {
      golden(new Stack(app, 'Here', { env: HERE, stackName: 'Images' }));
      const image = golden(new Stack(app, 'There', { env: THERE, stackName: 'Images' }));
      aBundle(new Stack(app, 'Desktops', { env: THERE }), image);
    }),
  ).toEqual({ 'Here/Golden': [], 'There/Golden': ['Desktops/Desktop'] });
});
