import { stackFinder } from '../../../cli/service/stacks';
import { namedError } from '../../lambda/builders';

interface Command {
  readonly input: { readonly StackName: string; readonly LogicalResourceId?: string };
}

interface Sdk {
  regions: string[];
  sent: [name: string, input: Command['input']][];
  stack: object | Error;
  resources: { readonly LogicalResourceId: string; readonly ResourceStatus: string }[];
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
  Outputs: [{ OutputKey: 'GoldenImageIds', OutputValue: 'wsi-123456789', ExportName: 'golden-image-ids' }],
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
    ...['CREATE_COMPLETE', 'UPDATE_FAILED', 'DELETE_FAILED'],
    ...['CREATE_FAILED', 'DELETE_COMPLETE', 'DELETE_SKIPPED', 'DELETE_IN_PROGRESS'],
  ].map((status) => resource(status, status));
  mockSdk.resources.push(resource('Coming', 'CREATE_IN_PROGRESS'));
  await expect(stackFinder()('Images', 'eu-west-1', ['Golden'])).resolves.toEqual({
    stackId: 'arn:stack',
    outputs: new Map([['GoldenImageIds', 'wsi-123456789']]),
    exports: new Set(['golden-image-ids']),
    resources: new Map([
      ['CREATE_COMPLETE', 'physical'],
      ['UPDATE_FAILED', 'physical'],
      ['DELETE_FAILED', 'physical'],
    ]),
    hasAllResources: true,
  });
  expect(mockSdk.sent).toEqual([
    ['DescribeStacksCommand', { StackName: 'Images' }],
    ['DescribeStackResourcesCommand', { StackName: 'arn:stack', LogicalResourceId: undefined }],
  ]);
});

test('a stack of many resources is asked for those that are wanted and were not told', async () => {
  const many = Array.from({ length: MOST }, (_, index) => resource(`Resource${index}`));
  mockSdk.resources = [...many, resource('Golden')];
  const found = await stackFinder()('Images', 'eu-west-1', ['Golden', 'Resource1', 'Absent']);
  expect(found).toMatchObject({ hasAllResources: false });
  expect(['Golden', 'Absent'].map((id) => found?.resources.has(id))).toEqual([true, false]);
  const wanted = mockSdk.sent.slice(2).map(([, { LogicalResourceId }]) => LogicalResourceId);
  expect(wanted).toEqual(['Golden', 'Absent']);
});

const findIn = (StackStatus: string) => {
  mockSdk.stack = { ...STACK, StackStatus };
  mockSdk.resources = [resource('Made')];
  return stackFinder()('Images', 'eu-west-1', []);
};

test.each([
  ...['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'],
  ...['DELETE_IN_PROGRESS', 'DELETE_COMPLETE'],
])('a stack in %s is not deployed', async (status) => {
  await expect(findIn(status)).resolves.toBeUndefined();
});

test.each(['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'])(
  'a stack in %s is of two deployments',
  async (status) => {
    await expect(findIn(status)).rejects.toThrow(
      `the stack Images is being deployed (${status}): preview again when that has ended`,
    );
  },
);

test.each([
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', ['wsi-123456789']],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', ['wsi-123456789']],
  ['UPDATE_FAILED', []],
  ['CREATE_FAILED', []],
  ['UPDATE_ROLLBACK_FAILED', []],
])('a stack in %s is deployed, of which these outputs count: %j', async (status, outputs) => {
  const found = await findIn(status);
  expect([...(found?.outputs.values() ?? [])]).toEqual(outputs);
  expect(found).toMatchObject({
    exports: new Set(['golden-image-ids']),
    resources: new Map([['Made', 'physical']]),
  });
});

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
