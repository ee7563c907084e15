import { App, Stack } from 'aws-cdk-lib';
import { WorkspaceImages } from '../../lib';

test('the CDK notes where a lookup was made, and not once more for each output', () => {
  const stack = new Stack(new App(), 'Images');
  const { node } = new WorkspaceImages(stack, 'GoldenImages');
  const traced = node
    .findAll()
    .filter((child) => child.node.metadata.some(({ type }) => type === 'aws:cdk:creationStack'));
  expect(traced).toStrictEqual([node.findChild('Resource')]);
});
