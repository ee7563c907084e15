import {
  type Activity,
  activityOf,
  endText,
  firstFailure,
  liveText,
} from '../../../../dev/start/core/deployment';

const STACK_ID = 'arn:aws:cloudformation:eu-west-1:000000000000:stack/Images/0f4d';

/** A message of the CDK's toolkit library, as it is. */
const message = (ResourceStatus: string, LogicalResourceId: string, ResourceStatusReason?: string) => ({
  code: 'CDK_TOOLKIT_I5502',
  data: {
    deployment: '1',
    event: {
      StackName: 'Images',
      StackId: STACK_ID,
      LogicalResourceId,
      PhysicalResourceId: LogicalResourceId === 'Images' ? STACK_ID : undefined,
      ResourceStatus,
      ResourceStatusReason,
      Timestamp: new Date(0),
    },
    metadata: LogicalResourceId === 'A1' ? { constructPath: '/Images/Newest/A' } : undefined,
    progress: { completed: 3, total: 27, formatted: '3/27' },
  },
});

const activities = (...messages: ReturnType<typeof message>[]): Activity[] => messages.flatMap(activityOf);
const [of] = activities(message('CREATE_IN_PROGRESS', 'A1'));

test('the line of a stack tells the time, how far it is, and what is under way', () => {
  expect(liveText(undefined, 4_000)).toBe('deploying  4 s');
  expect(liveText(of, 12_400)).toBe('Images  12 s, 3 of 27 resources, Newest/A');
});

test('the local AWS may do more than is expected', () => {
  const more = of && { ...of, progress: { completed: 28, total: 27 } };
  expect(liveText(more, 0)).toBe('Images  0 s, 28 of 28 resources, Newest/A');
});

test.each(['CREATE_FAILED', 'ROLLBACK_IN_PROGRESS'])('after %s the stack is rolling back', (status) => {
  expect(liveText(activities(message(status, 'A1'))[0], 1_000)).toBe('Images  1 s, rolling back');
});

test.each([
  [false, 'Images  deployed in 9 s'],
  [true, 'Images  no changes'],
])('the line of a stack ends: %s, %s', (noOp, text) => {
  expect(endText({ code: 'CDK_TOOLKIT_I5900', data: { noOp, stackArn: STACK_ID } }, 9_000)).toBe(text);
});

test('other messages are passed over', () => {
  const other = { code: 'CDK_TOOLKIT_I5100', data: {} };
  expect(activityOf(other)).toEqual([]);
  expect(endText(other, 0)).toBeUndefined();
});

test('the first failure of a resource is the reason, without frames and what was cancelled', () => {
  expect(
    firstFailure(
      activities(
        message('CREATE_FAILED', 'Images', 'The following resource(s) failed to create: [A1].'),
        message('CREATE_FAILED', 'B', 'Resource creation cancelled'),
        message(
          'CREATE_FAILED',
          'A1',
          'Error: no image matches\n\n    at handler (x.js:1:1)\nLogs: /aws/lambda/x\n',
        ),
        message('CREATE_FAILED', 'C', 'another'),
      ),
    ),
  ).toBe('Images/Newest/A: no image matches');
});

test('a resource whose app does not tell where it is has its logical id', () => {
  expect(firstFailure(activities(message('UPDATE_FAILED', 'B')))).toBe(
    'Images/B: CloudFormation gives no reason',
  );
});

test('where no resource failed, there is no reason', () => {
  expect(firstFailure(activities(message('DELETE_COMPLETE', 'B')))).toBeUndefined();
});
