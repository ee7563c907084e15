import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { lookUps } from '../lib/stacks';
import { examples } from './examples';

const EXAMPLES = examples('readme-constructs').filter(({ pages }) => !pages);

/** What the look-up of each example asks for. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'Use it': { ImageNames: ['golden-win11-*'], MostRecent: '1' },
  'Share by parameters': { MostRecent: '1' },
  'Read the parameters in another app': {},
  'Pin the images in another stack of the app': { MostRecent: '1' },
  'Read the outputs of another stack': {},
  'Export the images': { ExportPrefix: 'golden' },
  'Import the exports in another app': {},
  'Move from exports to parameters': { ExportPrefix: 'golden' },
  'Write a manifest': { ManifestOnly: 'true' },
  'Look in another account and Region': { Region: 'us-east-1', ExternalId: 'desktops' },
  'Look from a network of your own': {},
  'From an image to WorkSpaces': { Gate: 'REQUIRE_AVAILABLE' },
  'Look again with every build': { RefreshKey: 'local' },
  'Take exactly one image, or fail': { MostRecent: '1', MaximumCount: '1', States: ['AVAILABLE'] },
  'Step over a bad image': { ExcludeImageIds: ['wsi-0bad0bad0'] },
  'Take recent images only': { MaximumAge: '7776000', UpdateAvailable: 'false' },
  'Take images that another account shares': { ImageType: 'SHARED', OwnerAccountIds: ['123456789012'] },
  'Check that images are there': { ImageIds: ['wsi-0123456789', 'wsi-9876543210'] },
  'Read more than ids and states': { Fields: ['CREATED', 'NAME'] },
  'Go on without an image': { MinimumCount: '0' },
  'Gate a pipeline on an image': { Gate: 'REQUIRE_AVAILABLE', RefreshKey: 'local' },
  'Wait for an image that is being built': { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '10800' },
  'Block everything else on it': { Gate: 'REQUIRE_AVAILABLE' },
  'Give the functions settings of their own': {},
};

test('each example of a CDK app has an expectation here', () => {
  expect(EXAMPLES.map(({ title }) => title)).toStrictEqual(Object.keys(EXPECTED));
});

test.each(EXAMPLES)('$title', ({ title, file }) => {
  delete process.env['BUILD_ID'];
  const { Example } = jest.requireActual<{ Example: new (scope: Construct, id: string) => Stack }>(file);
  const [lookUp] = lookUps(Template.fromStack(new Example(new App(), 'Images')));
  expect(lookUp?.properties ?? {}).toMatchObject(EXPECTED[title] ?? {});
});
