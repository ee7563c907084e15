import { App, Stack } from 'aws-cdk-lib';
import { addStackDependency, dependsOnStack } from '../../../lib/provider/stack-dependency';

const [first, second, third] = (() => {
  const app = new App();
  return [new Stack(app, 'First'), new Stack(app, 'Second'), new Stack(app, 'Third')] as const;
})();

test('the installed CDK adds the dependency', () => {
  addStackDependency(second, first, 'test');
  expect(second.dependencies).toStrictEqual([first]);
});

test('an indirect dependency is one too', () => {
  addStackDependency(third, second, 'test');
  expect([dependsOnStack(third, first), dependsOnStack(first, third)]).toStrictEqual([true, false]);
});

test('an older CDK has another name for it', () => {
  const targets: Stack[] = [];
  const older = { addDependency: (target: Stack) => targets.push(target) };
  addStackDependency(older, first, 'test');
  expect(targets).toStrictEqual([first]);
});
