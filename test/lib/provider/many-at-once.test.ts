import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ImageGate, WorkspaceImage, WorkspaceImages } from '../../../lib';
import { warnings } from '../stacks';

const lookupsIn = (scope: Construct, number: number) =>
  Array.from(
    { length: number },
    (_, index) => new WorkspaceImages(scope, `Images${index}`, { outputs: false }),
  );

/** How many lookups are deployed at once, as the warnings say. */
const atOnce = (stack: Stack) =>
  warnings(stack).flatMap((text) => /(\d+) lookups are deployed at once/.exec(text)?.[1] ?? []);

const newStack = () => new Stack(new App(), 'Images');

test('more than four draw one warning, which says what to do', () => {
  const stack = newStack();
  lookupsIn(stack, 4);
  expect(atOnce(stack)).toStrictEqual([]);

  const busy = newStack();
  lookupsIn(busy, 7);
  expect(atOnce(busy)).toStrictEqual(['7']);
  expect(warnings(busy).join()).toContain(
    'some fail with TooManyRequestsException. Make each lookup depend on the one four before it, or raise the quota',
  );
});

test('each that depends on the one four before it draws none', () => {
  const stack = newStack();
  const lookups = lookupsIn(stack, 12);
  lookups.slice(4).forEach((lookup, index) => {
    lookup.node.addDependency(...lookups.slice(index, index + 1));
  });
  expect(atOnce(stack)).toStrictEqual([]);
});

test('all that depend on one run at once after it', () => {
  const stack = newStack();
  const lookups = lookupsIn(stack, 12);
  for (const other of lookups.slice(1)) {
    other.node.addDependency(...lookups.slice(0, 1));
  }
  expect(atOnce(stack)).toStrictEqual(['11']);
});

test('groups that depend on groups run one after another', () => {
  const stack = newStack();
  const groups = ['One', 'Two', 'Three'].map((id) => new Construct(stack, id));
  for (const group of groups) {
    lookupsIn(group, 4);
  }
  groups.slice(1).forEach((group, index) => {
    group.node.addDependency(...groups.slice(index, index + 1));
  });
  expect(atOnce(stack)).toStrictEqual([]);
});

test('what depends on the image of a lookup comes after it', () => {
  const stack = newStack();
  const image = new WorkspaceImages(stack, 'Golden', { outputs: false }).newestImage;
  for (const lookup of lookupsIn(stack, 4)) {
    lookup.node.addDependency(image);
  }
  expect(atOnce(stack)).toStrictEqual([]);
  new WorkspaceImage(stack, 'Fifth').node.addDependency(image);
  expect(atOnce(stack)).toStrictEqual(['5']);
});

test('a dependency on something else counts for nothing', () => {
  const stack = newStack();
  const parameter = new CfnParameter(stack, 'Parameter');
  for (const lookup of lookupsIn(stack, 5)) {
    lookup.node.addDependency(parameter);
  }
  expect(atOnce(stack)).toStrictEqual(['5']);
});

test('the links of one wait are one lookup', () => {
  const stack = newStack();
  const gate = ImageGate.waitUntilAvailable({ timeout: Duration.hours(12) });
  new WorkspaceImages(stack, 'Images', { gate });
  lookupsIn(stack, 3);
  expect(atOnce(stack)).toStrictEqual([]);
});
