import { App, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { StringListParameter, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { ImageField, WorkspaceImages } from 'cdk-workspace-images';

const app = new App();

const images = new Stack(app, 'WorkspaceImagesExample');
const newest = new WorkspaceImages(images, 'Newest', {
  mostRecent: 10,
  fields: [ImageField.NAME, ImageField.CREATED],
});
new CfnOutput(images, 'Names', { value: Fn.join(',', newest.values(ImageField.NAME)) });
new CfnOutput(images, 'Created', { value: Fn.join(',', newest.values(ImageField.CREATED)) });

const desktops = new Stack(app, 'DesktopsExample');
const allowed = new StringListParameter(desktops, 'AllowedImages', { stringListValue: newest.imageIds });
const current = new StringParameter(desktops, 'CurrentImage', { stringValue: newest.newestImageId });
new CfnOutput(desktops, 'AllowedImageIds', { value: Fn.join(',', allowed.stringListValue) });
new CfnOutput(desktops, 'CurrentImageId', { value: current.stringValue });
