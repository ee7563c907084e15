/**
 * The synthesis of an app with a function of its own and so many lookups, three outputs each, ours or AwsCustomResources.
 */
import { join } from 'node:path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { WorkspaceImages } from 'cdk-workspace-images';
import { z } from 'zod';
import { projectRoot } from '../../local-aws/project';
import { jobOf, measured } from './measured';

/** A template has at most 200 outputs. */
const LOOKUPS_PER_STACK = 50;

const { kind, lookups } = jobOf(z.object({ kind: z.enum(['ours', 'aws']), lookups: z.number() }));

const define = {
  ours: (stack: Stack, id: string) => {
    new WorkspaceImages(stack, id, { imageNames: [`${id}-*`], mostRecent: 1 });
  },
  aws: (stack: Stack, id: string) => {
    const images = new AwsCustomResource(stack, id, {
      onUpdate: {
        service: 'WorkSpaces',
        action: 'describeWorkspaceImages',
        parameters: { ImageType: 'OWNED' },
        physicalResourceId: PhysicalResourceId.of(id),
        outputPaths: ['Images.0.ImageId', 'Images.0.State', 'Images.0.Name'],
      },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
      installLatestAwsSdk: false,
    });
    for (const field of ['ImageId', 'State', 'Name']) {
      new CfnOutput(stack, `${id}${field}`, { value: images.getResponseField(`Images.0.${field}`) });
    }
  },
};

void measured(() => {
  const app = new App();
  let stack = new Stack(app, 'Stack0');
  new Function(stack, 'Own', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromAsset(join(projectRoot, 'build', 'paginator')),
  });
  for (let index = 0; index < lookups; index++) {
    if (index > 0 && index % LOOKUPS_PER_STACK === 0) {
      stack = new Stack(app, `Stack${index}`);
    }
    define[kind](stack, `Golden${index}`);
  }
  app.synth();
  return Promise.resolve();
});
