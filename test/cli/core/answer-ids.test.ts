import { type App, NestedStack, Stack } from 'aws-cdk-lib';
import { answerIds } from '../../../cli/core/answer-ids';
import { WorkspaceImages } from '../../../lib';
import { lookupsIn, only } from '../apps';

const PLACE = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

const idsOf = (scopeOf: (stack: Stack) => Stack, stackId?: string) =>
  answerIds(
    only(
      lookupsIn((app: App) => {
        new WorkspaceImages(scopeOf(new Stack(app, 'Images')), 'Golden');
      }),
    ),
    PLACE,
    stackId,
  );

/** The part of the id that is the name of the stack. */
const nameIn = ({ StackId }: ReturnType<typeof answerIds>) => StackId.split('/')[1];

test('the ids are as long as those of an answer', () => {
  const { StackId, RequestId, PhysicalResourceId, LogicalResourceId } = idsOf((stack) => stack);
  expect(StackId).toMatch(
    /^arn:aws:cloudformation:eu-west-1:123456789012:stack\/Images\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  );
  expect(RequestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(PhysicalResourceId).toMatch(new RegExp(`^${LogicalResourceId}-[0-9a-f]{16}$`));
});

test('a stack that is deployed has its own id', () => {
  expect(idsOf((stack) => stack, 'arn:stack').StackId).toBe('arn:stack');
});

test('a nested stack is named after all stacks around it', () => {
  expect(nameIn(idsOf((stack) => new NestedStack(stack, 'A')))).toMatch(
    /^Images-ANestedStackANestedStackResource[0-9A-F]{8}-0{13}$/,
  );
  const innermost = nameIn(idsOf((stack) => new NestedStack(new NestedStack(stack, 'A'), 'B')));
  expect(innermost).toMatch(/^Images-ANestedStackANestedStackResource[0-9A-F]{8}-0{13}-BNestedStack/);
});

test('a name is cut to what CloudFormation takes', () => {
  const name = nameIn(idsOf((stack) => new NestedStack(stack, 'A'.repeat(60))));
  expect(name).toHaveLength(128);
  expect(name).toMatch(/-0{13}$/);
});
