import { App, CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { createNamedOutputs } from '../../../lib/provider/named-output';

const named = (scope: Construct, id: string) => {
  createNamedOutputs(new Construct(scope, id), ['Ids'], () => ({ value: '-' }));
};

const others = (scope: Construct, number: number) => {
  for (let index = 0; index < number; index++) {
    new CfnOutput(scope, `Other${index}`, { value: '-' });
  }
};

test('200 outputs of a stack pass, also beside those of a nested stack', () => {
  const app = new App();
  const stack = new Stack(app, 'Images');
  named(stack, 'Golden');
  others(stack, 199);
  others(new NestedStack(stack, 'Nested'), 10);
  expect(() => app.synth()).not.toThrow();
});

test('201 outputs fail synthesis, which says what to do', () => {
  const app = new App();
  const stack = new Stack(app, 'Images');
  named(stack, 'Golden');
  others(stack, 200);
  expect(() => app.synth()).toThrow(
    '[Images] CloudFormation takes 200 outputs of a stack, got: 201; set `outputs` to false where nothing reads them, or ' +
      'move some constructs to another stack',
  );
});

test('a name of 255 characters passes, and a longer one fails synthesis, which says what to do', () => {
  const synth = (idLength: number) => {
    const app = new App();
    named(new Stack(app, 'Images'), 'G'.repeat(idLength));
    app.synth();
  };
  expect(() => {
    synth(252);
  }).not.toThrow();
  expect(() => {
    synth(253);
  }).toThrow(
    /`outputs` of Images\/G+ must have names of at most 255 characters: give the construct a shorter id, or set `outputs` to false, got: 256 characters/,
  );
});

const TAKEN =
  'must have free names: rename the construct, or set `outputs` to false, got: GoldenIds, which is the name of another ' +
  'output';

test('two named outputs of one name are refused', () => {
  const app = new App();
  const stack = new Stack(app, 'Images');
  named(stack, 'Golden');
  named(stack, 'Silver');
  named(new Construct(stack, 'Team'), 'Golden');
  const lines = `Validation failed with the following errors:\n  [Images] \`outputs\` of Images/Team/Golden ${TAKEN}`;
  expect(() => app.synth()).toThrow(new Error(lines));
});

test('a name is free again when its construct is removed, or its output renamed', () => {
  const app = new App();
  const stack = new Stack(app, 'Images');
  named(stack, 'Golden');
  stack.node.tryRemoveChild('Golden');
  named(stack, 'Golden');
  expect(() => app.synth()).not.toThrow();
});

test.each(['before', 'after'])("a name of the app's own, made %s, fails synthesis", (order) => {
  const app = new App();
  const stack = new Stack(app, 'Images');
  const makers = [
    () => new CfnOutput(stack, 'GoldenIds', { value: '-' }),
    () => {
      named(stack, 'Golden');
    },
  ];
  for (const make of order === 'before' ? makers : makers.reverse()) {
    make();
  }
  expect(() => app.synth()).toThrow(`\`outputs\` of Images/Golden ${TAKEN}`);
});
