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
newest.publishParameters('/workspace-images-example');
new CfnOutput(images, 'Names', { value: Fn.join(',', newest.values(ImageField.NAME)) });
new CfnOutput(images, 'Created', { value: Fn.join(',', newest.values(ImageField.CREATED)) });

const bundle = new WorkspaceBundle(images, 'Desktop', {
  image: new WorkspaceImage(images, 'Available', { states: [ImageState.AVAILABLE], refreshKey }),
  computeType: ComputeType.STANDARD,
  rootVolumeSize: Size.gibibytes(80),
  userVolumeSize: Size.gibibytes(50),
});

const desktops = new Stack(app, 'DesktopsExample');
const pinned = WorkspaceImages.fromParameters(desktops, 'Pinned', '/workspace-images-example');
pinned.node.addDependency(newest);
const current = new StringParameter(desktops, 'CurrentImage', { stringValue: pinned.newestImageId });
new CfnOutput(desktops, 'PinnedImageIds', { value: Fn.join(',', pinned.imageIds) });
new CfnOutput(desktops, 'CurrentImageId', { value: current.stringValue });
// In place of a CfnWorkspace, which the local AWS does not have.
const workspace = new StringParameter(desktops, 'Workspace', { stringValue: bundle.bundleId });
new CfnOutput(desktops, 'BundleOfWorkspace', { value: workspace.stringValue });
