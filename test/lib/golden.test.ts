/**
 * What is deployed stays. Each literal here is in somebody's stack: a change of one makes a new lookup of an upgrade, and
 * moves a pin that nobody asked to move. Never adapt a literal to the code.
 */
import { App, CfnOutput, Duration, Fn, Size, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { WorkspaceBundleProps, WorkspaceImagesProps } from '../../lib';
import {
  ComputeType,
  ImageField,
  ImageGate,
  ImageManifest,
  ImageState,
  ImageType,
  OperatingSystemType,
  RequiredTenancy,
  WorkspaceBundle,
  WorkspaceImage,
  WorkspaceImages,
  WorkspaceImagesProvider,
} from '../../lib';
import { lookup, lookups, lookupStack } from './stacks';

const EVERYTHING: WorkspaceImagesProps = {
  imageType: ImageType.SHARED,
  imageIds: ['wsi-222222222', 'wsi-111111111'],
  excludeImageIds: ['wsi-333333333'],
  imageNames: ['golden-*'],
  states: [ImageState.AVAILABLE],
  operatingSystems: [OperatingSystemType.WINDOWS],
  requiredTenancies: [RequiredTenancy.DEFAULT],
  ownerAccountIds: ['123456789012'],
  createdAfter: '2026-01-01',
  createdBefore: '2026-07-01T12:00:00Z',
  maxAge: Duration.days(90),
  updateAvailable: false,
  mostRecent: 1,
  minCount: 1,
  maxCount: 3,
  fields: [ImageField.NAME, ImageField.CREATED],
  refreshKey: '7',
};

test.each<[string, WorkspaceImagesProps, string]>([
  ['no props', {}, 'GoldenImages3C137A5C5dfd1744'],
  ['names and the newest', { imageNames: ['golden-win11-*'], mostRecent: 1 }, 'GoldenImages3C137A5C092badab'],
  ['ids', { imageIds: ['wsi-111111111'] }, 'GoldenImages3C137A5C5b3a9d17'],
  ['a date', { createdAfter: '2026-01-01T02:00:00+02:00' }, 'GoldenImages3C137A5C862b4081'],
  ['an age', { maxAge: Duration.hours(36) }, 'GoldenImages3C137A5C893f97ca'],
  ['a refreshKey', { refreshKey: 'build 7' }, 'GoldenImages3C137A5Cd3d359d6'],
  ['a gate', { gate: ImageGate.requireAvailable() }, 'GoldenImages3C137A5C914cc0d1'],
  [
    'a gate that waits',
    { gate: ImageGate.waitUntilAvailable({ timeout: Duration.minutes(50) }) },
    'GoldenImages3C137A5C40d1976c',
  ],
  ['an export', { exportPrefix: 'golden' }, 'GoldenImages3C137A5Cfe1ad116'],
  ['another Region', { region: 'us-east-1' }, 'GoldenImages3C137A5Cae90b493'],
  ['counts', { minCount: 2, maxCount: 5 }, 'GoldenImages3C137A5C72df1391'],
  [
    'ids that are a token',
    { imageIds: Fn.split(',', Fn.importValue('ids')) },
    'GoldenImages3C137A5Ce47b52d0',
  ],
  ['everything', EVERYTHING, 'GoldenImages3C137A5C66bfcad1'],
])('logical id: %s', (_, props, logicalId) => {
  expect(lookup(props).logicalId).toBe(logicalId);
});

test('logical ids and properties of a long wait', () => {
  const gate = ImageGate.waitUntilAvailable({ timeout: Duration.minutes(100) });
  const links = lookups(lookupStack({ gate }).template());
  const common = {
    ServiceToken: {
      'Fn::GetAtt': ['WorkspaceImagesProviderWaitingFrameworkframeworkonEvent7AB43A4C', 'Arn'],
    },
    ServiceTimeout: 3600,
    Gate: 'WAIT_UNTIL_AVAILABLE',
    GateTimeout: '6000',
  };
  expect(links).toStrictEqual([
    { logicalId: 'GoldenImagesLink1B04CD48Ab6fbf9c5', properties: { ...common, HandOverAfter: '3000' } },
    {
      logicalId: 'GoldenImages3C137A5Cb6fbf9c5',
      properties: {
        ...common,
        Deadline: { 'Fn::GetAtt': ['GoldenImagesLink1B04CD48Ab6fbf9c5', 'Deadline'] },
        FrozenImageIds: { 'Fn::GetAtt': ['GoldenImagesLink1B04CD48Ab6fbf9c5', 'FrozenImageIds'] },
      },
    },
  ]);
});

test('logical id: one image, and a unique one', () => {
  const stack = new Stack(new App(), 'Images');
  new WorkspaceImage(stack, 'GoldenImage', { imageNames: ['golden-*'] });
  new WorkspaceImage(stack, 'UniqueImage', { imageNames: ['golden-*'], unique: true });
  expect(lookups(Template.fromStack(stack)).map(({ logicalId }) => logicalId)).toStrictEqual([
    'GoldenImage08D927E284c53b5f',
    'UniqueImageBCA551F8a0b01150',
  ]);
});

test('logical ids and properties of manifests and of an assumed role', () => {
  const stack = new Stack(new App(), 'Images');
  const bucket = Bucket.fromBucketName(stack, 'Manifests', 'manifests');
  const assumedRole = Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::210987654321:role/LookUp');
  new WorkspaceImages(stack, 'Alongside', { manifest: ImageManifest.alongside(bucket) });
  new WorkspaceImages(stack, 'Only', { manifest: ImageManifest.only(bucket) });
  new WorkspaceImages(stack, 'Assumed', { assumedRole, externalId: 'desktops' });
  const ServiceToken = {
    'Fn::GetAtt': ['WorkspaceImagesProviderFrameworkframeworkonEvent1824B4DC', 'Arn'],
  };
  expect(lookups(Template.fromStack(stack))).toStrictEqual([
    {
      logicalId: 'Alongside31165AC088b7e1f3',
      properties: { ServiceToken, ServiceTimeout: 900, ManifestBucket: 'manifests' },
    },
    {
      logicalId: 'Only38F06F501535c35f',
      properties: { ServiceToken, ServiceTimeout: 900, ManifestBucket: 'manifests', ManifestOnly: 'true' },
    },
    {
      logicalId: 'Assumed8E88788E19d95026',
      properties: {
        ServiceToken,
        ServiceTimeout: 900,
        AssumedRoleArn: 'arn:aws:iam::210987654321:role/LookUp',
        ExternalId: 'desktops',
      },
    },
  ]);
});

test("the waiting provider's resources", () => {
  const gate = ImageGate.waitUntilAvailable({ timeout: Duration.minutes(50) });
  const { Resources } = lookupStack({ gate }).template().toJSON() as { Resources: object };
  expect(Object.keys(Resources).sort()).toStrictEqual([
    'GoldenImages3C137A5C40d1976c',
    'WorkspaceImagesProviderHandler06A5E80F',
    'WorkspaceImagesProviderHandlerRoleDEF370D1',
    'WorkspaceImagesProviderLogGroup9D3A3A7F',
    'WorkspaceImagesProviderPollingRoleDefaultPolicyBD0F81DC',
    'WorkspaceImagesProviderPollingRoleF9AC1A28',
    'WorkspaceImagesProviderWaitingFrameworkRole47F9C5E8',
    'WorkspaceImagesProviderWaitingFrameworkRoleDefaultPolicyF0A9C931',
    'WorkspaceImagesProviderWaitingFrameworkframeworkisCompleteFEA17AA1',
    'WorkspaceImagesProviderWaitingFrameworkframeworkonEvent7AB43A4C',
    'WorkspaceImagesProviderWaitingFrameworkframeworkonTimeout18F6BCC6',
    'WorkspaceImagesProviderWaitingFrameworkwaiterstatemachine60FBC976',
    'WorkspaceImagesProviderWaitingFrameworkwaiterstatemachineRoleDefaultPolicy4BA2AE51',
    'WorkspaceImagesProviderWaitingFrameworkwaiterstatemachineRoleE326CF04',
  ]);
});

test('logical ids: parameters, and their imports', () => {
  const { images, template } = lookupStack();
  images.publishParameters('/golden');
  const reader = new Stack();
  const imported = WorkspaceImages.fromParameters(reader, 'Imported', '/golden');
  const read = [imported.newestImageId, imported.newestImageState, imported.imageCount];
  new CfnOutput(reader, 'Read', { value: read.join(' ') });
  expect(Object.keys(template().findResources('AWS::SSM::Parameter'))).toStrictEqual([
    'GoldenImagesgoldenImageIdsD95224AE',
    'GoldenImagesgoldenImageStatesC0631573',
    'GoldenImagesgoldenImageCount3F09E8A3',
  ]);
  const parameters = Template.fromStack(reader).findParameters('*');
  expect(Object.keys(parameters).filter((id) => id !== 'BootstrapVersion')).toStrictEqual([
    'WorkspaceImagesgoldenimageids30f01164',
    'WorkspaceImagesgoldenimagestates02db1e01',
    'WorkspaceImagesgoldenimagecountd679ad82',
  ]);
});

test('logical id: another place, another provider', () => {
  const stack = new Stack(new App(), 'Images');
  const provider = new WorkspaceImagesProvider(stack, 'MyProvider');
  new WorkspaceImages(stack, 'Others', { imageNames: ['golden-*'], provider });
  expect(Object.keys(Template.fromStack(stack).findResources('Custom::WorkspaceImages'))).toStrictEqual([
    'Others19ED1FBF0575c324',
  ]);
});

test('properties', () => {
  expect(lookup(EVERYTHING).properties).toStrictEqual({
    ServiceToken: { 'Fn::GetAtt': ['WorkspaceImagesProviderFrameworkframeworkonEvent1824B4DC', 'Arn'] },
    ServiceTimeout: 900,
    ImageType: 'SHARED',
    ImageIds: ['wsi-111111111', 'wsi-222222222'],
    ExcludeImageIds: ['wsi-333333333'],
    ImageNames: ['golden-*'],
    States: ['AVAILABLE'],
    OperatingSystems: ['WINDOWS'],
    RequiredTenancies: ['DEFAULT'],
    OwnerAccountIds: ['123456789012'],
    CreatedAfter: '2026-01-01T00:00:00.000Z',
    CreatedBefore: '2026-07-01T12:00:00.000Z',
    MaxAge: '7776000',
    UpdateAvailable: 'false',
    MostRecent: '1',
    MinCount: '1',
    MaxCount: '3',
    Fields: ['CREATED', 'NAME'],
    RefreshKey: '7',
  });
});

test("the provider's resources, and the outputs", () => {
  const template = lookupStack().template().toJSON() as Record<string, Record<string, unknown>>;
  expect(Object.keys(template['Resources'] ?? {}).sort()).toStrictEqual([
    'GoldenImages3C137A5C5dfd1744',
    'WorkspaceImagesProviderFrameworkRole0D85FBA4',
    'WorkspaceImagesProviderFrameworkRoleDefaultPolicyCA675BD3',
    'WorkspaceImagesProviderFrameworkframeworkonEvent1824B4DC',
    'WorkspaceImagesProviderHandler06A5E80F',
    'WorkspaceImagesProviderHandlerRoleDEF370D1',
    'WorkspaceImagesProviderLogGroup9D3A3A7F',
  ]);
  expect(Object.keys(template['Outputs'] ?? {}).sort()).toStrictEqual([
    'GoldenImagesImageCount',
    'GoldenImagesImageIds',
    'GoldenImagesImageStates',
  ]);
});

/** A stack with one bundle of an image that is named by its id. */
function bundleStack(props: Partial<WorkspaceBundleProps> = {}): Template {
  const stack = new Stack(new App(), 'Images');
  const bundle = new WorkspaceBundle(stack, 'Desktop', {
    image: WorkspaceImage.fromImageId(stack, 'Golden', 'wsi-0123456789'),
    computeType: ComputeType.STANDARD,
    rootVolumeSize: Size.gibibytes(80),
    userVolumeSize: Size.gibibytes(50),
    ...props,
  });
  Tags.of(bundle).add('team', 'desktops');
  return Template.fromStack(stack);
}

test.each<[string, Partial<WorkspaceBundleProps>, string]>([
  ['a generated name', {}, 'Desktop4EC600D4dc1cc19c'],
  ['a name and a description', { bundleName: 'golden', description: 'Golden' }, 'Desktop4EC600D4c32f61d7'],
  ['a time to delete in', { deleteTimeout: Duration.minutes(50) }, 'Desktop4EC600D4dc1cc19c'],
])('logical id of a bundle: %s', (_, props, logicalId) => {
  expect(Object.keys(bundleStack(props).findResources('Custom::WorkspaceBundle'))).toStrictEqual([logicalId]);
});

test("a bundle's properties, provider and output", () => {
  const template = bundleStack({
    bundleName: 'golden',
    description: 'Golden',
    deleteTimeout: Duration.minutes(50),
    exportPrefix: 'golden',
  }).toJSON() as Record<string, Record<string, unknown>>;
  const { Resources = {}, Outputs = {} } = template;
  expect(Resources['Desktop4EC600D4c32f61d7']).toStrictEqual({
    Type: 'Custom::WorkspaceBundle',
    Properties: {
      ServiceToken: {
        'Fn::GetAtt': ['WorkspaceBundleProviderWaitingFrameworkframeworkonEventE37FA045', 'Arn'],
      },
      ServiceTimeout: 3600,
      ComputeType: 'STANDARD',
      RootVolumeSize: '80',
      UserVolumeSize: '50',
      BundleName: 'golden',
      Description: 'Golden',
      ImageId: 'wsi-0123456789',
      DeleteTimeout: '3000',
      Tags: [{ Key: 'team', Value: 'desktops' }],
    },
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Delete',
  });
  expect(Object.keys(Resources).sort()).toStrictEqual([
    'Desktop4EC600D4c32f61d7',
    'WorkspaceBundleProviderHandlerD066D42B',
    'WorkspaceBundleProviderHandlerRole80F451FF',
    'WorkspaceBundleProviderLogGroup195A7847',
    'WorkspaceBundleProviderPollingRole8B04BA16',
    'WorkspaceBundleProviderPollingRoleDefaultPolicy93757D8C',
    'WorkspaceBundleProviderWaitingFrameworkRole33F3E328',
    'WorkspaceBundleProviderWaitingFrameworkRoleDefaultPolicyCFCB7AFF',
    'WorkspaceBundleProviderWaitingFrameworkframeworkisComplete254CA1C9',
    'WorkspaceBundleProviderWaitingFrameworkframeworkonEventE37FA045',
    'WorkspaceBundleProviderWaitingFrameworkframeworkonTimeout5E848E57',
    'WorkspaceBundleProviderWaitingFrameworkwaiterstatemachineD2057E2A',
    'WorkspaceBundleProviderWaitingFrameworkwaiterstatemachineRoleDefaultPolicy93D858B3',
    'WorkspaceBundleProviderWaitingFrameworkwaiterstatemachineRoleE9831C1F',
  ]);
  expect(Outputs).toMatchObject({ DesktopBundleId: { Export: { Name: 'golden-bundle-id' } } });
});
