import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  ComputeType,
  ImageGate,
  OperatingSystemType,
  RefreshKey,
  WorkspaceBundle,
  WorkspaceImage,
} from 'cdk-workspace-images';

// The app of the team that builds golden images. Each of its builds takes the newest one.
const images = new Stack(new App(), 'Images');

const golden = new WorkspaceImage(images, 'Golden', {
  imageNames: ['golden-win11-*'],
  operatingSystems: [OperatingSystemType.WINDOWS],
  maxAge: Duration.days(90),
  gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(3) }),
  refreshKey: RefreshKey.ofCiBuild(),
});
golden.publishParameters('/golden');

const bundle = new WorkspaceBundle(images, 'Desktop', {
  image: golden,
  computeType: ComputeType.STANDARD,
  rootVolumeSize: Size.gibibytes(80),
  userVolumeSize: Size.gibibytes(50),
});
new StringParameter(images, 'BundleId', {
  parameterName: '/golden/bundle-id',
  stringValue: bundle.bundleId,
});
