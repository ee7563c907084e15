import { App, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { WorkspaceImages, type WorkspaceImagesProps } from '../../lib';

function consumerOutputs(props: WorkspaceImagesProps = {}): string {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  const consumer = new Stack(app, 'Consumer');
  const { imageIds, newestImageId } = new WorkspaceImages(new Stack(app, 'Producer'), 'GoldenImages', props);
  new CfnOutput(consumer, 'All', { value: Fn.join(' ', imageIds) });
  new CfnOutput(consumer, 'Newest', { value: newestImageId });
  app.synth();
  return JSON.stringify(Template.fromStack(consumer).toJSON()['Outputs']);
}

test("a weak reference reads the producer's output, and splits it in the consumer", () => {
  expect(consumerOutputs()).toMatch(
    /"Fn::Split":\[",",\{"Fn::GetStackOutput":\{"StackName":"Producer",[^}]*\},"OutputName":"PublishOutput\w+ImageIds\w+"\}\}\]/,
  );
});

test("another query changes the consumer's template, so that the CDK's command line does not skip it", () => {
  expect(consumerOutputs({ imageNames: ['golden-*'] })).not.toBe(consumerOutputs());
});
