import { App, CfnOutput, Duration, Fn, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  ImageField,
  ImageGate,
  RefreshKey,
  WorkspaceImages,
  WorkspaceImagesProvider,
} from 'cdk-workspace-images';

const app = new App();

const images = new Stack(app, 'WorkspaceImagesExample');
const newest = new WorkspaceImages(images, 'Newest', {
  mostRecent: 1,
  fields: [ImageField.NAME, ImageField.CREATED],
  gate: ImageGate.waitUntilAvailable({ timeout: Duration.minutes(5) }),
  refreshKey: RefreshKey.ofCiBuild() ?? 'local',
  provider: new WorkspaceImagesProvider(images, 'Provider', { pollInterval: Duration.seconds(5) }),
});
new CfnOutput(images, 'Names', { value: Fn.join(',', newest.values(ImageField.NAME)) });
new CfnOutput(images, 'Created', { value: Fn.join(',', newest.values(ImageField.CREATED)) });

const desktops = new Stack(app, 'DesktopsExample');
const current = new StringParameter(desktops, 'CurrentImage', { stringValue: newest.newestImageId });
new CfnOutput(desktops, 'PinnedImageId', { value: current.stringValue });
new CfnOutput(desktops, 'PinnedImageState', { value: newest.newestImageState });
