import { App, CfnOutput, Fn, Size, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  ComputeType,
  ImageField,
  ImageState,
  RefreshKey,
  WorkspaceBundle,
  WorkspaceImage,
  WorkspaceImages,
} from 'cdk-workspace-images';

const app = new App();

/** Looks again with each build. `npm start` has no CI system, and tells the build by the context. */
const build: unknown = app.node.tryGetContext('build');
const refreshKey = typeof build === 'string' ? build : RefreshKey.ofCiBuild();

const images = new Stack(app, 'WorkspaceImagesExample');
const newest = new WorkspaceImages(images, 'Newest', {
  mostRecent: 10,
  refreshKey,
  fields: [ImageField.NAME, ImageField.CREATED],
});
new CfnOutput(images, 'Names', { value: Fn.join(',', newest.values(ImageField.NAME)) });
new CfnOutput(images, 'Created', { value: Fn.join(',', newest.values(ImageField.CREATED)) });

// The newest image may be PENDING. What others pin must be AVAILABLE.
const available = new WorkspaceImage(images, 'Available', { states: [ImageState.AVAILABLE], refreshKey });
available.publishParameters('/workspace-images-example');

const bundle = new WorkspaceBundle(images, 'Desktop', {
  image: available,
  computeType: ComputeType.STANDARD,
  rootVolumeSize: Size.gibibytes(80),
  userVolumeSize: Size.gibibytes(50),
});

const desktops = new Stack(app, 'DesktopsExample');
const pinned = WorkspaceImages.fromParameters(desktops, 'Pinned', '/workspace-images-example').newestImage;
const current = new StringParameter(desktops, 'CurrentImage', { stringValue: pinned.imageId });
new CfnOutput(desktops, 'PinnedImageId', { value: current.stringValue });
new CfnOutput(desktops, 'PinnedImageState', { value: pinned.imageState });
// In place of a CfnWorkspace, which the local AWS does not have.
const workspace = new StringParameter(desktops, 'Workspace', { stringValue: bundle.bundleId });
new CfnOutput(desktops, 'BundleOfWorkspace', { value: workspace.stringValue });
