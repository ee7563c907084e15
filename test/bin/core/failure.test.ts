import { failureOf } from '../../../bin/core/failure';

const event = (time: string, status: string, name: string, reason = '') =>
  `Images | 1/27 | ${time} | ${status} | Custom::WorkspaceImages | ${name} (${name}AC4C23D4) ${reason}`;
const ofStack = (time: string, status: string, reason: string) =>
  `Images | 1/27 | ${time} | ${status} | AWS::CloudFormation::Stack | Images ${reason}`;

const CANCELLED = 'Resource creation cancelled';

test.each([
  [
    'the resource, and not the stack or what was cancelled',
    [
      ofStack('6:47:36 PM', 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [B].'),
      ofStack('6:47:36 PM', 'CREATE_FAILED', 'of the stack'),
      event('6:47:36 PM', 'CREATE_FAILED', 'A', CANCELLED),
      event('6:47:36 PM', 'CREATE_FAILED', 'B', 'Error: no image matches'),
    ],
    'Images/B: no image matches',
  ],
  [
    'an update too',
    [
      event('6:47:36 PM', 'UPDATE_FAILED', 'A', 'Resource update cancelled'),
      event('6:47:36 PM', 'UPDATE_FAILED', 'B', 'it is in ERROR'),
    ],
    'Images/B: it is in ERROR',
  ],
  [
    'the first by the clock, however the lines come',
    [
      event('6:47:37 PM', 'CREATE_FAILED', 'Late', 'late'),
      event('6:47:36 PM', 'CREATE_FAILED', 'Early', 'early'),
    ],
    'Images/Early: early',
  ],
  [
    'the first line of the same second',
    [event('6:47:36 PM', 'CREATE_FAILED', 'One', 'one'), event('6:47:36 PM', 'CREATE_FAILED', 'Two', 'two')],
    'Images/One: one',
  ],
  [
    'the first across midnight',
    [
      event('11:59:58 PM', 'CREATE_IN_PROGRESS', 'Early'),
      event('12:00:01 AM', 'CREATE_FAILED', 'Late', 'late'),
      event('11:59:59 PM', 'CREATE_FAILED', 'Early', 'early'),
    ],
    'Images/Early: early',
  ],
  [
    'the first line where the clock cannot be read',
    [event('18h', 'CREATE_FAILED', 'One', 'one'), event('17h', 'CREATE_FAILED', 'Two', 'two')],
    'Images/One: one',
  ],
  [
    'all of a reason, without frames and without a log group that does not exist',
    [
      event('6:47:36 PM', 'CREATE_FAILED', 'A', 'Error: first line'),
      'second line; log group /aws/lambda/real',
      '',
      'Logs: /aws/lambda/made-up',
      '',
      '    at invokeUserFunction (/framework.js:2:6)',
      '    at async /cfn-response.js:1:2898',
      event('6:47:36 PM', 'DELETE_COMPLETE', 'B'),
    ],
    'Images/A: first line\nsecond line; log group /aws/lambda/real',
  ],
  [
    'that there is no reason',
    [event('6:47:36 PM', 'CREATE_FAILED', 'A')],
    'Images/A: CloudFormation gives no reason',
  ],
  [
    'the last words of the command line if no resource has failed',
    [
      'Images: creating CloudFormation changeset...',
      '❌  Images failed: ValidationError: no template',
      '  at deploy',
      '',
    ],
    '❌  Images failed: ValidationError: no template\n  at deploy',
  ],
  [
    'the last 20 lines otherwise',
    Array.from({ length: 30 }, (_, line) => `line ${line}`),
    Array.from({ length: 20 }, (_, line) => `line ${line + 10}`).join('\n'),
  ],
])('tells %s', (_, lines, expected) => {
  expect(failureOf(lines)).toBe(expected);
});

test('what is printed once more after the events is told once', () => {
  const reason = 'Error: no image matches';
  const lines = [
    event('6:47:36 PM', 'CREATE_FAILED', 'A', reason),
    '',
    'Failed resources:',
    `Images | 6:47:36 PM | CREATE_FAILED | Custom::WorkspaceImages | A (AAC4C23D4) ${reason}`,
    '❌  Images failed to deploy',
    '‣ DeploymentError: Resource updates failed:',
    `  ${reason}`,
  ];
  expect(failureOf(lines)).toBe('Images/A: no image matches');
});
