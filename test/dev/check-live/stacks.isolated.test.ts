import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CfnOutput } from 'aws-cdk-lib';
import { Stacks } from '../../../dev/check-live/stacks';
import { outputOn } from '../../../dev/start/output';
import { writing } from '../../cli/terminal/streams';
import { namedError } from '../../lambda/builders';

/** What CloudFormation has been asked, and what it answers: the last answer again and again. */
const mockAws: { asked: string[]; answers: Record<string, (object | Error)[]>; exitCode: number } = {
  asked: [],
  answers: {},
  exitCode: 0,
};

jest.mock('@aws-sdk/client-cloudformation', () => ({
  ...jest.requireActual<object>('@aws-sdk/client-cloudformation'),
  CloudFormationClient: class {
    public readonly config = {};

    public send({ constructor, input }: { constructor: { name: string }; input: { StackName: string } }) {
      mockAws.asked.push(`${constructor.name.replace('Command', '')} ${input.StackName}`);
      const answers = mockAws.answers[constructor.name.replace('Command', '')] ?? [];
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? {});
    }
  },
}));
jest.mock('../../../dev/start/run-deploy', () => ({
  runDeploy: (args: readonly string[]) => {
    mockAws.asked.push(`deploy ${args.filter((arg) => !arg.includes('/')).join(' ')}`);
    return Promise.resolve({ exitCode: mockAws.exitCode, how: '', printed: ['it went wrong'] });
  },
}));
jest.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const ABSENT = namedError('ValidationError', 'Stack does not exist');
const REFUSED = namedError('ValidationError', 'it is in UPDATE_IN_PROGRESS state');
const PROTECTED = namedError('ValidationError', 'TerminationProtection is enabled');
const DENIED = namedError('AccessDenied', 'no');
const inStatus = (StackStatus: string, Outputs?: object[]) => ({ Stacks: [{ StackStatus, Outputs }] });

const output = outputOn(writing().stream, {}, false);

beforeEach(() => {
  Object.assign(mockAws, { asked: [], answers: {}, exitCode: 0 });
});

function newStacks(): Stacks {
  return new Stacks({
    cloudFormation: new CloudFormationClient({}),
    prefix: 'check',
    tagValue: 'abc',
    directory: process.env['TMPDIR'] ?? '/tmp',
    deploy: { env: {}, cwd: '', output, signal: new AbortController().signal },
  });
}

async function deployed(...roles: readonly string[]): Promise<Stacks> {
  const stacks = newStacks();
  for (const role of roles) {
    await stacks.deploy(role, () => undefined);
  }
  mockAws.asked = [];
  return stacks;
}

test('a deployment tells how it ended, and what the stack is then', async () => {
  mockAws.answers['DescribeStacks'] = [
    inStatus('CREATE_COMPLETE', [{ OutputKey: 'A', OutputValue: 'one' }, { OutputKey: 'B' }]),
  ];
  const define = (stack: ConstructorParameters<typeof CfnOutput>[0]) => {
    new CfnOutput(stack, 'A', { value: 'one' });
  };
  await expect(newStacks().deploy('one', define, ['--force'])).resolves.toStrictEqual({
    stackName: 'check-one',
    succeeded: true,
    reason: '',
    status: 'CREATE_COMPLETE',
    outputs: { A: 'one', B: undefined },
  });
  expect(mockAws.asked).toStrictEqual(['deploy check-one --app --force', 'DescribeStacks check-one']);
});

test('a deployment that fails before there is a stack is told with its reason', async () => {
  mockAws.exitCode = 1;
  mockAws.answers['DescribeStacks'] = [ABSENT];
  await expect(newStacks().deploy('one', () => undefined)).resolves.toMatchObject({
    succeeded: false,
    reason: 'it went wrong',
    status: '',
    outputs: {},
  });
});

test('stacks are deleted once each, the last one first', async () => {
  const stacks = await deployed('one', 'two', 'one');
  mockAws.answers['DescribeStacks'] = [ABSENT];
  await expect(stacks.deleteAll(output)).resolves.toStrictEqual([]);
  expect(mockAws.asked.filter((call) => call.startsWith('Delete'))).toStrictEqual([
    'DeleteStack check-two',
    'DeleteStack check-one',
  ]);
});

test('a stack that is still being updated is deleted when that has ended', async () => {
  const stacks = await deployed('one');
  mockAws.answers = { DeleteStack: [REFUSED, REFUSED, {}], DescribeStacks: [ABSENT] };
  await expect(stacks.deleteAll(output)).resolves.toStrictEqual([]);
  expect(mockAws.asked.filter((call) => call.startsWith('Delete'))).toHaveLength(3);
});

test.each([
  ['that may not be deleted', { DeleteStack: [PROTECTED] }, /^ValidationError: TerminationProtection/],
  ['whose deletion fails', { DescribeStacks: [inStatus('DELETE_FAILED')] }, /^DELETE_FAILED$/],
  ['of which nothing is told', { DeleteStack: [DENIED], DescribeStacks: [DENIED] }, /^AccessDenied: no$/],
])('a stack %s is left, and stops no other', async (_, answers, why) => {
  const stacks = await deployed('one', 'two');
  mockAws.answers = { ...answers };
  await expect(stacks.deleteAll(output)).resolves.toStrictEqual([
    { stackName: 'check-two', why: expect.stringMatching(why) as string },
    { stackName: 'check-one', why: expect.stringMatching(why) as string },
  ]);
});
