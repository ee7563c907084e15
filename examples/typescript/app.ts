import { App, CfnOutput, Duration, Size, Stack } from 'aws-cdk-lib';
import {
  ComputeType,
  ImageGate,
  OperatingSystemType,
  RefreshKey,
  WorkspaceBundle,
  WorkspaceImage,
  WorkspaceImages,
} from 'cdk-workspace-images';

const app = new App();

// Finds the newest golden image, waits until it is AVAILABLE, shares it, and makes a bundle of it.
const images = new Stack(app, 'Images');
const golden = new WorkspaceImage(images, 'Golden', {
  imageNames: ['golden-win11-*'],
  operatingSystems: [OperatingSystemType.WINDOWS],
  maxAge: Duration.days(90),
  gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(3) }),
  refreshKey: RefreshKey.ofCiBuild(),
});
golden.publishParameters('/golden');
new WorkspaceBundle(images, 'Desktop', {
  image: golden,
  computeType: ComputeType.STANDARD,
  rootVolumeSize: Size.gibibytes(80),
  userVolumeSize: Size.gibibytes(50),
});

// Reads the image at each of its deployments.
const desktops = new Stack(app, 'Desktops');
const current = WorkspaceImages.fromParameters(desktops, 'Golden', '/golden');
new CfnOutput(desktops, 'CurrentImage', { value: current.newestImageId });
