import { App, CfnOutput, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type IWorkspaceImages, WorkspaceImages } from '../../../lib';

const REFERENCES = '@aws-cdk/core:defaultCrossStackReferences';
const CHOICE = 'applyCrossStackReferenceStrength';

/** An app in which one stack uses the images of another. */
function twoStacks(producerOf: (stack: Stack) => Stack = (stack) => stack, use = useImages) {
  const app = new App({ context: { [REFERENCES]: 'strong' } });
  const producer = new Stack(app, 'Producer');
  const images = new WorkspaceImages(producerOf(producer), 'GoldenImages');
  use(new Stack(app, 'Consumer'), images);
  return { app, producer, images };
}

function useImages(consumer: Stack, { imageIds, newestImageId, imageCount }: IWorkspaceImages): void {
  new CfnOutput(consumer, 'All', { value: Fn.join(' ', imageIds) });
  new CfnOutput(consumer, 'Newest', { value: newestImageId });
  new CfnOutput(consumer, 'Count', { value: `${imageCount} images` });
}

const messages = (app: App): string => {
  try {
    app.synth();
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('where the CDK makes an export for a reference, synthesis fails and names the ways out', () => {
  const descriptor = Object.getOwnPropertyDescriptor(CfnResource.prototype, CHOICE);

  // The oldest peers do not let a resource choose the strength of references to it.
  beforeEach(() => Reflect.deleteProperty(CfnResource.prototype, CHOICE));
  afterEach(() => {
    if (descriptor !== undefined) {
      Object.defineProperty(CfnResource.prototype, CHOICE, descriptor);
    }
  });

  test('with an older CDK', () => {
    expect(messages(twoStacks().app)).toContain(
      'another stack refers to Producer/GoldenImages/Resource by an export of the CDK, which would lock it: share the ' +
        'images by publishParameters() and fromParameters(), or by `exportPrefix` and fromExports(), or set the context ' +
        '@aws-cdk/core:defaultCrossStackReferences to weak',
    );
  });

  test('with a producer in a nested stack, and in one nested in that', () => {
    const nested = twoStacks((stack) => new NestedStack(stack, 'Nested'));
    expect(messages(nested.app)).toContain('another stack refers to Producer/Nested/GoldenImages/Resource');
    const deeper = twoStacks((stack) => new NestedStack(new NestedStack(stack, 'Outer'), 'Inner'));
    expect(messages(deeper.app)).toContain(
      'another stack refers to Producer/Outer/Inner/GoldenImages/Resource',
    );
  });

  test('with an older CDK, to another Region too', () => {
    const app = new App({ context: { [REFERENCES]: 'strong' } });
    const producer = new Stack(app, 'Producer', {
      env: { account: '123456789012', region: 'eu-west-1' },
      crossRegionReferences: true,
    });
    const images = new WorkspaceImages(producer, 'GoldenImages');
    const consumer = new Stack(app, 'Consumer', {
      env: { account: '123456789012', region: 'us-east-1' },
      crossRegionReferences: true,
    });
    new CfnOutput(consumer, 'Newest', { value: images.newestImageId });
    expect(messages(app)).toContain('another stack refers to Producer/GoldenImages/Resource');
  });

  test('but not for an export with a name of its own, which locks on purpose', () => {
    const { app, producer } = twoStacks(undefined, (_, images) => {
      Stack.of(images).exportValue(images.newestImageId, { name: 'newest-golden' });
    });
    expect(messages(app)).toBe('');
    Template.fromStack(producer).hasOutput('*', { Export: { Name: 'newest-golden' } });
  });

  test('but not for the exports of other resources, or a nested stack of the same parent', () => {
    const { app } = twoStacks(
      (stack) => new NestedStack(stack, 'Nested'),
      (consumer, images) => {
        const parent = Stack.of(images).nestedStackParent ?? consumer;
        const other = new CfnResource(parent, 'Other', { type: 'AWS::Test::Other' });
        new CfnOutput(consumer, 'Other', { value: other.getAtt('Arn').toString() });
        useImages(new NestedStack(parent, 'Sibling'), images);
      },
    );
    expect(messages(app)).toBe('');
  });
});

test("a lookup's own outputs and exports are no references of other stacks", () => {
  const app = new App();
  new WorkspaceImages(new Stack(app, 'Images'), 'GoldenImages', { exportPrefix: 'golden' });
  expect(messages(app)).toBe('');
});
