import { answerIds } from '../../../cli/core/answer-ids';
import { lookupsOf } from '../../../cli/core/lookups';
import type { SynthesizedStack } from '../../../cli/core/stack';
import { aStack, only } from '../apps';

const PLACE = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

const LOOKUP = { Resources: { Golden: { Type: 'Custom::WorkspaceImages' } } };

const idsOf = (stack: SynthesizedStack, stackId?: string) =>
  answerIds(only(lookupsOf(stack)), PLACE, stackId);

const nestedIn = (stack: SynthesizedStack, logicalId: string) =>
  aStack(LOOKUP, { nestedIn: { stack, logicalId, parameters: {} } });

/** The part of the id that is the name of the stack. */
const nameIn = ({ StackId }: ReturnType<typeof answerIds>) => StackId.split('/')[1];

test('the ids are as long as those of an answer', () => {
  const { StackId, RequestId, PhysicalResourceId, LogicalResourceId } = idsOf(aStack(LOOKUP));
  expect(StackId).toMatch(
    /^arn:aws:cloudformation:eu-west-1:123456789012:stack\/Images\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  );
  expect(RequestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(PhysicalResourceId).toMatch(new RegExp(`^${LogicalResourceId}-[0-9a-f]{16}$`));
});

test('a stack that is deployed has its own id', () => {
  expect(idsOf(aStack(LOOKUP), 'arn:stack').StackId).toBe('arn:stack');
});

test('a nested stack is named after all stacks around it, and its name cut to what CloudFormation takes', () => {
  const inner = nestedIn(aStack({}), 'A');
  expect(nameIn(idsOf(inner))).toBe('Images-A-0000000000000');
  expect(nameIn(idsOf(nestedIn(inner, 'B')))).toBe('Images-A-0000000000000-B-0000000000000');
  const name = nameIn(idsOf(nestedIn(aStack({}), 'A'.repeat(120))));
  expect(name).toBe(`Images-${'A'.repeat(107)}-0000000000000`);
  expect(name).toHaveLength(128);
});
