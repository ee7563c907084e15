import { App, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { WorkspaceImages } from '../../lib';
import type { WorkspaceImagesProps } from '../../lib';

const REFERENCES = '@aws-cdk/core:defaultCrossStackReferences';

function twoStacks(references: string | undefined, props: WorkspaceImagesProps = {}) {
  const app = new App({ context: references === undefined ? {} : { [REFERENCES]: references } });
  const producer = new Stack(app, 'Producer');
  const consumer = new Stack(app, 'Consumer');
  const { imageIds, newestImageId, imageCount } = new WorkspaceImages(producer, 'GoldenImages', props);
  new CfnOutput(consumer, 'All', { value: Fn.join(' ', imageIds) });
  new CfnOutput(consumer, 'Newest', { value: newestImageId });
  new CfnOutput(consumer, 'Count', { value: `${imageCount} images` });
  app.synth();
  return { producer: Template.fromStack(producer).toJSON(), consumer: Template.fromStack(consumer).toJSON() };
}

const outputsOf = (template: Record<string, unknown>) => JSON.stringify(template['Outputs']);

test('a strong reference imports the comma string, and splits it in the consumer', () => {
  const { producer, consumer } = twoStacks('strong');
  expect(outputsOf(producer)).toMatch(
    /"Export":\{"Name":"Producer:ExportsOutputFnGetAttGoldenImages\w+ImageIds\w+"\}/,
  );
  expect(outputsOf(consumer)).toMatch(
    /"Fn::Split":\[",",\{"Fn::ImportValue":"Producer:ExportsOutput\w+"\}\]/,
  );
});

test("another query moves a strong reference's name, so that a consumer cannot read the wrong look-up", () => {
  const before = outputsOf(twoStacks('strong').consumer);
  const after = outputsOf(twoStacks('strong', { imageNames: ['golden-*'] }).consumer);
  expect(after).not.toBe(before);
});

test('a reference of the default kind resolves, too', () => {
  expect(outputsOf(twoStacks(undefined).consumer)).toContain('Fn::ImportValue');
});
