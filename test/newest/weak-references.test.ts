import { App, CfnOutput, Fn, NestedStack, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  ComputeType,
  WorkspaceBundle,
  WorkspaceImage,
  WorkspaceImages,
  type WorkspaceImagesProps,
} from '../../lib';

type Default = 'strong' | 'weak' | 'both' | undefined;

function twoStacks(references: Default, props: WorkspaceImagesProps = {}, isNested = false) {
  const context = references === undefined ? {} : { '@aws-cdk/core:defaultCrossStackReferences': references };
  const app = new App({ context });
  const producer = new Stack(app, 'Producer');
  const consumer = new Stack(app, 'Consumer');
  const scope = isNested ? new NestedStack(producer, 'Nested') : producer;
  const { imageIds, newestImageId } = new WorkspaceImages(scope, 'GoldenImages', props);
  new CfnOutput(consumer, 'All', { value: Fn.join(' ', imageIds) });
  new CfnOutput(consumer, 'Newest', { value: newestImageId });
  app.synth();
  const outputs = (stack: Stack) => JSON.stringify(Template.fromStack(stack).toJSON()['Outputs']);
  return { producer: outputs(producer), consumer: outputs(consumer) };
}

test.each<Default>(['strong', 'weak', 'both', undefined])(
  "a reference from another stack is weak though the app's default is %s, and splits the text in the consumer",
  (references) => {
    const { producer, consumer } = twoStacks(references);
    expect(consumer).toMatch(
      /"Fn::Split":\[",",\{"Fn::GetStackOutput":\{"StackName":"Producer",[^}]*\},"OutputName":"PublishOutput\w+ImageIds\w+"\}\}\]/,
    );
    expect(producer + consumer).not.toMatch(/Fn::ImportValue|"Export"/);
  },
);

test('a reference to a bundle from another stack is weak', () => {
  const app = new App();
  const producer = new Stack(app, 'Producer');
  const { bundleId } = new WorkspaceBundle(producer, 'Desktop', {
    image: WorkspaceImage.fromImageId(producer, 'Golden', 'wsi-0123456789'),
    computeType: ComputeType.STANDARD,
    rootVolumeSize: Size.gibibytes(80),
    userVolumeSize: Size.gibibytes(50),
  });
  const consumer = new Stack(app, 'Consumer');
  new CfnOutput(consumer, 'Bundle', { value: bundleId });
  app.synth();
  expect(JSON.stringify(Template.fromStack(consumer).toJSON()['Outputs'])).toContain(
    '{"Fn::GetStackOutput":{"StackName":"Producer"',
  );
});

test("another query changes the consumer's template, so that the CDK's command line does not skip it", () => {
  expect(twoStacks('weak', { imageNames: ['golden-*'] }).consumer).not.toBe(twoStacks('weak').consumer);
});

describe('a reference to a lookup in a nested stack, which ignores the choice of the lookup,', () => {
  test('fails synthesis if it is strong', () => {
    expect(() => twoStacks('strong', {}, true)).toThrow(
      'another stack refers to Producer/Nested/GoldenImages/Resource by an export of the CDK',
    );
  });

  test('resolves if it is weak', () => {
    expect(twoStacks('weak', {}, true).consumer).toContain('Fn::GetStackOutput');
  });
});
