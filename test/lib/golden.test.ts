/**
 * What is deployed stays: each literal here is in somebody's stack. A change of one makes an upgrade of the library a
 * new look-up, and moves a pin that nobody asked to move. Never adapt a literal to the code.
 */
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  ImageField,
  ImageGate,
  ImageState,
  ImageType,
  OperatingSystemType,
  RequiredTenancy,
  WorkspaceImages,
  WorkspaceImagesProvider,
} from '../../lib';
import type { WorkspaceImagesProps } from '../../lib';
import { lookUp, lookUpStack, lookUps } from './stacks';

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
  maximumAge: Duration.days(90),
  updateAvailable: false,
  mostRecent: 1,
  minimumCount: 1,
  maximumCount: 3,
  fields: [ImageField.NAME, ImageField.CREATED],
  refreshKey: '7',
};

test.each<[string, WorkspaceImagesProps, string]>([
  ['no props', {}, 'GoldenImages3C137A5C5dfd1744'],
  ['names and the newest', { imageNames: ['golden-win11-*'], mostRecent: 1 }, 'GoldenImages3C137A5C092badab'],
  ['ids', { imageIds: ['wsi-111111111'] }, 'GoldenImages3C137A5C5b3a9d17'],
  ['a date', { createdAfter: '2026-01-01T02:00:00+02:00' }, 'GoldenImages3C137A5C862b4081'],
  ['an age', { maximumAge: Duration.hours(36) }, 'GoldenImages3C137A5Cb774745f'],
  ['a refreshKey', { refreshKey: 'build 7' }, 'GoldenImages3C137A5Cd3d359d6'],
  ['a gate', { gate: ImageGate.requireAvailable() }, 'GoldenImages3C137A5C914cc0d1'],
  [
    'a gate that waits',
    { gate: ImageGate.waitUntilAvailable({ timeout: Duration.minutes(50) }) },
    'GoldenImages3C137A5C40d1976c',
  ],
  ['an export', { exportPrefix: 'golden' }, 'GoldenImages3C137A5Cfe1ad116'],
  ['another Region', { region: 'us-east-1' }, 'GoldenImages3C137A5Cae90b493'],
  ['everything', EVERYTHING, 'GoldenImages3C137A5C89dedfcc'],
])('logical id: %s', (_, props, logicalId) => {
  expect(lookUp(props).logicalId).toBe(logicalId);
});

test('logical ids and properties of a long wait', () => {
  const gate = ImageGate.waitUntilAvailable({ timeout: Duration.minutes(100) });
  const links = lookUps(lookUpStack({ gate }).template());
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

test("the waiting provider's resources", () => {
  const gate = ImageGate.waitUntilAvailable({ timeout: Duration.minutes(50) });
  const { Resources } = lookUpStack({ gate }).template().toJSON() as { Resources: object };
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
  const { stack, images, template } = lookUpStack();
  images.publishParameters('/golden');
  const imported = WorkspaceImages.fromParameters(stack, 'Imported', '/golden');
  const read = [imported.newestImageId, imported.newestImageState, imported.imageCount];
  new CfnOutput(stack, 'Read', { value: read.join(' ') });
  expect(Object.keys(template().findResources('AWS::SSM::Parameter'))).toStrictEqual([
    'GoldenImagesgoldenImageIdsD95224AE',
    'GoldenImagesgoldenImageStatesC0631573',
    'GoldenImagesgoldenImageCount3F09E8A3',
  ]);
  expect(Object.keys(template().findParameters('*')).filter((id) => id !== 'BootstrapVersion')).toStrictEqual(
    ['ImportedImageIds923C76BA', 'ImportedImageStatesE2C5701B', 'ImportedImageCount30EFE9A1'],
  );
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
  expect(lookUp(EVERYTHING).properties).toStrictEqual({
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
    MaximumAge: '7776000',
    UpdateAvailable: 'false',
    MostRecent: '1',
    MinimumCount: '1',
    MaximumCount: '3',
    Fields: ['CREATED', 'NAME'],
    RefreshKey: '7',
  });
});

test("the provider's resources, and the outputs", () => {
  const template = lookUpStack().template().toJSON() as Record<string, Record<string, unknown>>;
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
