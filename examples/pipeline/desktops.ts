import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnWorkspace } from 'aws-cdk-lib/aws-workspaces';
import { WorkspaceImages } from 'cdk-workspace-images';

// The app of a team that uses golden images. Each of its deployments reads what the other app has published.
const desktops = new Stack(new App(), 'Desktops');

const bundleId = StringParameter.valueForStringParameter(desktops, '/golden/bundle-id');
for (const userName of ['ada', 'grace']) {
  new CfnWorkspace(desktops, userName, { bundleId, directoryId: 'd-0123456789', userName });
}

const golden = WorkspaceImages.fromParameters(desktops, 'Golden', '/golden');
new CfnOutput(desktops, 'CurrentImage', { value: golden.newestImageId });
