import { CfnResource } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { lookups, warnings } from '../lib/stacks';
import { examples, stackOf } from './examples';

const EXAMPLES = examples('docs-constructs').filter(({ pages }) => !pages);

const BUCKET = { Ref: expect.stringMatching(/^Manifests/) as unknown };

/** What each lookup of an example asks for, or `none` for an example that looks nothing up. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, unknown>> | 'none'>> = {
  'Use it': { ImageNames: ['golden-win11-*'], MostRecent: '1', Gate: 'REQUIRE_AVAILABLE' },
  'Look again with every build': { RefreshKey: '7-1' },
  'Look up a list of images': { ImageNames: ['golden-win11-*'], MostRecent: '3' },
  'Gate a deployment on the images': { Gate: 'WAIT_UNTIL_AVAILABLE', RefreshKey: '7-1' },
  'From an image to WorkSpaces': { Gate: 'REQUIRE_AVAILABLE', RefreshKey: '7-1' },
  'Share the images': { MostRecent: '1' },
  'Read the images in another app': 'none',
  'Test your own stack': 'none',
  'Test a construct that takes images': 'none',
  'These are tokens': { MostRecent: '2', MinCount: '2' },
  'Look in another account and Region': { Region: 'us-east-1', ExternalId: 'desktops' },
  'Take images that another account shares': { ImageType: 'SHARED', OwnerAccountIds: ['123456789012'] },
  'Tag a bundle, and keep it': 'none',
  'Change the settings of the functions behind bundles': { Gate: 'REQUIRE_AVAILABLE' },
  'Gate a pipeline on images': { Gate: 'REQUIRE_AVAILABLE', RefreshKey: '7-1' },
  'Wait for an image that is being built': { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '10800' },
  'Block other resources on the gate': { Gate: 'REQUIRE_AVAILABLE' },
  'Write a manifest': { ManifestOnly: 'true' },
  'Write a manifest beside the ids': { ManifestBucket: BUCKET, MostRecent: '10' },
  'Write to a bucket with rules of its own': { ManifestBucket: BUCKET },
  'Look from your own network': {},
  'Keep every function in your network': {},
  'Change the settings of the functions': {},
  'Deploy many lookups': { MostRecent: '1', Gate: 'REQUIRE_AVAILABLE' },
  'Take exactly one image, or fail': { MostRecent: '1', MaxCount: '1', Gate: 'REQUIRE_AVAILABLE' },
  'Skip a bad image': { ExcludeImageIds: ['wsi-0bad0bad0'] },
  'Take the newest image that is AVAILABLE': { MostRecent: '1', States: ['AVAILABLE'] },
  'Take recent images only': { MaxAge: '7776000', UpdateAvailable: 'false' },
  'Check that images exist': { ImageIds: ['wsi-0123456789', 'wsi-9876543210'] },
  'Pin an image by hand': 'none',
  'Read more than ids and states': { Fields: ['CREATED', 'NAME'] },
  'Go on without an image': { MinCount: '0' },
  'Share by parameters': { MostRecent: '1' },
  'Read the parameters in another app': 'none',
  'Make a resource only if there are images': 'none',
  'Use the images in another stack of the app': { MostRecent: '1' },
  'Lock a value on purpose': { MostRecent: '1' },
  'Read the outputs of another stack': 'none',
  'Export the images': { ExportPrefix: 'golden' },
  'Import the exports in another app': 'none',
  'Move from exports to parameters': { ExportPrefix: 'golden' },
};

/** What else the template of an example must hold: resources of a type, each with these properties. */
const RESOURCES: readonly (readonly [title: string, type: string, properties: unknown])[] = [
  ['Share by parameters', 'AWS::SSM::Parameter', { Type: 'String' }],
  [
    'Write to a bucket with rules of its own',
    'AWS::S3::BucketPolicy',
    { Bucket: { Ref: Match.stringLikeRegexp('^Manifests') } },
  ],
  [
    'From an image to WorkSpaces',
    'Custom::WorkspaceBundle',
    { ComputeType: 'STANDARD', NamePrefix: 'Desktop' },
  ],
  [
    'From an image to WorkSpaces',
    'AWS::WorkSpaces::Workspace',
    { BundleId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Desktop'), 'BundleId'] } },
  ],
  [
    'Tag a bundle, and keep it',
    'Custom::WorkspaceBundle',
    { BundleName: 'golden-graphics', DeleteTimeout: '1800', Tags: [{ Key: 'team', Value: 'design' }] },
  ],
  [
    'Change the settings of the functions behind bundles',
    'Custom::WorkspaceBundle',
    { RootVolumeSize: '80' },
  ],
  ['Keep every function in your network', 'AWS::Lambda::Function', { VpcConfig: Match.anyValue() }],
  ['Change the settings of the functions', 'AWS::Logs::LogGroup', { RetentionInDays: 365 }],
];

/** Whether the installed CDK lets a resource choose weak references. */
const canBeWeak = 'applyCrossStackReferenceStrength' in CfnResource.prototype;

test('each example of a CDK app has an expectation here', () => {
  expect(EXAMPLES.map(({ title }) => title)).toStrictEqual(Object.keys(EXPECTED));
});

const fileOf = (title: string) => EXAMPLES.find((example) => example.title === title)?.file ?? title;

const templateOf = (file: string) => Template.fromStack(stackOf({ file }));

test.each(EXAMPLES)('$title', ({ title, file }) => {
  if (title === 'Use the images in another stack of the app' && !canBeWeak) {
    expect(() => templateOf(file)).toThrow('another stack refers to Images/GoldenImages/Resource');
    return;
  }
  const expected = EXPECTED[title];
  const found = lookups(templateOf(file)).map(({ properties }) => properties);
  expect(found).toMatchObject(expected === 'none' ? [] : found.map(() => expected));
  expect(found.length > 0).toBe(expected !== 'none');
});

test.each(RESOURCES)('%s: each %s is as it says', (title, type, properties) => {
  const template = templateOf(fileOf(title));
  template.hasResourceProperties(type, properties);
  template.allResourcesProperties(type, properties);
});

test('Make a resource only if there are images: the condition knows the count', () => {
  const template = templateOf(fileOf('Make a resource only if there are images'));
  const count = { Ref: Match.stringLikeRegexp('goldenimagecount') };
  template.hasCondition('IsFound', { 'Fn::Not': [{ 'Fn::Equals': [count, '0'] }] });
  template.hasResource('AWS::SSM::Parameter', { Condition: 'IsFound' });
});

test('Lock a value on purpose: the export has its own name', () => {
  const template = templateOf(fileOf('Lock a value on purpose'));
  template.hasOutput('*', { Export: { Name: 'newest-golden' } });
});

test('Deploy many lookups: four run at once, and no warning is left', () => {
  const stack = stackOf({ file: fileOf('Deploy many lookups') });
  const resources = Template.fromStack(stack).findResources('Custom::WorkspaceImages');
  const isLookup = (id: string) => id in resources;
  const first = Object.values(resources).filter(
    ({ DependsOn = [] }: { DependsOn?: string[] }) => !DependsOn.some(isLookup),
  );
  expect([first.length, Object.keys(resources).length]).toStrictEqual([4, 6]);
  expect(warnings(stack)).toStrictEqual([]);
});

test.each([
  ['Look from your own network', { VpcConfig: Match.anyValue() }],
  ['Change the settings of the functions', { Architectures: ['x86_64'], MemorySize: 512 }],
])('%s: the handler is as it says', (title, properties) => {
  templateOf(fileOf(title)).hasResourceProperties('AWS::Lambda::Function', {
    Handler: 'index.handler',
    ...properties,
  });
});
