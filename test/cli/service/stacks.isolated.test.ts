import { stackFinder } from '../../../cli/service/stacks';
import { namedError } from '../../lambda/builders';

interface Command {
  readonly input: { readonly StackName: string; readonly LogicalResourceId?: string };
}

interface Sdk {
  regions: string[];
  sent: [name: string, input: Command['input']][];
  stack: object | Error;
  resources: readonly { readonly LogicalResourceId: string; readonly ResourceStatus: string }[];
}

/** What CloudFormation has, and what it is asked. */
const mockSdk: Sdk = { regions: [], sent: [], stack: {}, resources: [] };
const MOST = 100;

jest.mock('@aws-sdk/client-cloudformation', () => ({
  ...jest.requireActual<object>('@aws-sdk/client-cloudformation'),
  CloudFormationClient: class {
    constructor({ region }: { readonly region: string }) {
      mockSdk.regions.push(region);
    }

    public send(command: Command): Promise<object> {
      const { name } = command.constructor;
      const { input } = command;
      mockSdk.sent.push([name, input]);
      if (name === 'DescribeStacksCommand') {
        return mockSdk.stack instanceof Error
          ? Promise.reject(mockSdk.stack)
          : Promise.resolve({ Stacks: [mockSdk.stack] });
      }
      const wanted = mockSdk.resources.filter(
        ({ LogicalResourceId }) =>
          input.LogicalResourceId === undefined || LogicalResourceId === input.LogicalResourceId,
      );
      return wanted.length === 0 && input.LogicalResourceId !== undefined
        ? Promise.reject(absent())
        : Promise.resolve({
            StackResources: wanted.slice(0, MOST).map((found) => ({
              ...found,
              PhysicalResourceId: found.LogicalResourceId === 'Coming' ? undefined : 'physical',
            })),
          });
    }
  },
}));

function absent(): Error {
  return namedError('ValidationError', 'Stack with id Images does not exist', {
    $metadata: { httpStatusCode: 400 },
  });
}

const STACK = {
  StackId: 'arn:stack',
  StackStatus: 'UPDATE_COMPLETE',
  Outputs: [
    { OutputKey: 'GoldenImageIds', OutputValue: 'wsi-123456789', ExportName: 'golden-image-ids' },
    { OutputKey: 'Other', OutputValue: 'other' },
  ],
};

const resource = (LogicalResourceId: string, ResourceStatus = 'CREATE_COMPLETE') => ({
  LogicalResourceId,
  ResourceStatus,
});

beforeEach(() => {
  mockSdk.regions = [];
  mockSdk.sent = [];
  mockSdk.stack = STACK;
  mockSdk.resources = [];
});

test('a stack has its id, its outputs, and the resources that exist', async () => {
  mockSdk.resources = [
    resource('Made'),
    resource('Changed', 'UPDATE_FAILED'),
    resource('Failed', 'CREATE_FAILED'),
    resource('Deleted', 'DELETE_COMPLETE'),
    resource('Undeletable', 'DELETE_FAILED'),
    resource('Skipped', 'DELETE_SKIPPED'),
    resource('Going', 'DELETE_IN_PROGRESS'),
    resource('Coming', 'CREATE_IN_PROGRESS'),
  ];
  await expect(stackFinder()('Images', 'eu-west-1', ['Golden'])).resolves.toEqual({
    stackId: 'arn:stack',
    outputs: new Map([
      ['GoldenImageIds', 'wsi-123456789'],
      ['Other', 'other'],
    ]),
    exports: new Set(['golden-image-ids']),
    resources: new Map([
      ['Made', 'physical'],
      ['Changed', 'physical'],
      ['Undeletable', 'physical'],
    ]),
    hasAllResources: true,
  });
  expect(mockSdk.sent).toEqual([
    ['DescribeStacksCommand', { StackName: 'Images' }],
    ['DescribeStackResourcesCommand', { StackName: 'arn:stack', LogicalResourceId: undefined }],
  ]);
});

test('a stack of many resources is asked for those that are wanted and were not told', async () => {
  mockSdk.resources = [
    ...Array.from({ length: MOST }, (_, index) => resource(`Resource${index}`)),
    resource('Golden'),
  ];
  const found = await stackFinder()('Images', 'eu-west-1', ['Golden', 'Resource1', 'Absent']);
  expect(found?.hasAllResources).toBe(false);
  expect(found?.resources.has('Golden')).toBe(true);
  expect(found?.resources.has('Absent')).toBe(false);
  expect(mockSdk.sent.slice(2).map(([, { LogicalResourceId }]) => LogicalResourceId)).toEqual([
    'Golden',
    'Absent',
  ]);
});

test.each([
  'REVIEW_IN_PROGRESS',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'DELETE_IN_PROGRESS',
  'DELETE_COMPLETE',
])('a stack in %s is not deployed', async (StackStatus) => {
  mockSdk.stack = { ...STACK, StackStatus };
  await expect(stackFinder()('Images', 'eu-west-1', [])).resolves.toBeUndefined();
});

test.each(['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'])(
  'a stack in %s is of two deployments',
  async (StackStatus) => {
    mockSdk.stack = { ...STACK, StackStatus };
    await expect(stackFinder()('Images', 'eu-west-1', [])).rejects.toThrow(
      `the stack Images is being deployed (${StackStatus}): preview again when that has ended`,
    );
  },
);

test.each(['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'])(
  'a stack in %s is deployed',
  async (StackStatus) => {
    mockSdk.stack = { ...STACK, StackStatus };
    await expect(stackFinder()('Images', 'eu-west-1', [])).resolves.toMatchObject({ stackId: 'arn:stack' });
  },
);

test.each(['UPDATE_FAILED', 'CREATE_FAILED', 'UPDATE_ROLLBACK_FAILED'])(
  'a stack in %s has the outputs of the deployment before, of which the exports count',
  async (StackStatus) => {
    mockSdk.stack = { ...STACK, StackStatus };
    mockSdk.resources = [resource('Made')];
    await expect(stackFinder()('Images', 'eu-west-1', [])).resolves.toMatchObject({
      outputs: new Map(),
      exports: new Set(['golden-image-ids']),
      resources: new Map([['Made', 'physical']]),
    });
  },
);

test('a stack that does not exist is not deployed', async () => {
  mockSdk.stack = absent();
  await expect(stackFinder()('Images', 'eu-west-1', [])).resolves.toBeUndefined();
});

test('a denial is told', async () => {
  mockSdk.stack = namedError('AccessDenied', 'no', { $metadata: { httpStatusCode: 403 } });
  await expect(stackFinder()('Images', 'eu-west-1', [])).rejects.toThrow(
    'cloudformation:DescribeStacks failed in eu-west-1 (AccessDenied: no): your credentials must allow ' +
      'cloudformation:DescribeStacks',
  );
});

test('each Region has one client', async () => {
  const find = stackFinder();
  await find('Images', 'eu-west-1', []);
  await find('Images', 'us-east-1', []);
  await find('Other', 'eu-west-1', []);
  expect(mockSdk.regions).toEqual(['eu-west-1', 'us-east-1']);
});
