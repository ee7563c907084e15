import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { WorkspaceImages } from '../../lib';
import { Account } from '../driver/account';

function twoStacks(refreshKey: string) {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } });
  const images = new Stack(app, 'Images');
  const desktops = new Stack(app, 'Desktops');
  const { newestImageId } = new WorkspaceImages(images, 'GoldenImages', { refreshKey });
  new CfnOutput(desktops, 'Newest', { value: newestImageId });
  return { images: Template.fromStack(images).toJSON(), desktops: Template.fromStack(desktops).toJSON() };
}

test("a lookup that another stack refers to may find another image, though the app's references are strong", () => {
  const account = new Account();
  const [first, second] = [twoStacks('1'), twoStacks('2')];
  account.deploy('Images', first.images, { ImageIds: 'wsi-a' });
  account.deploy('Desktops', first.desktops);
  account.deploy('Images', second.images, { ImageIds: 'wsi-b' });
  account.deploy('Desktops', second.desktops);
});
