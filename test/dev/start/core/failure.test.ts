import { failureText } from '../../../../dev/start/core/failure';

const event = (status: string, name: string, reason = '') =>
  `Images | 1/27 | 6:47:36 PM | ${status} | Custom::WorkspaceImages | ${name} (${name}AC4C23D4) ${reason}`;
const ofStack = (status: string, reason: string) =>
  `Images | 1/27 | 6:47:36 PM | ${status} | AWS::CloudFormation::Stack | Images ${reason}`;

const CANCELLED = 'Resource creation cancelled';

test.each([
  [
    'the resource, and not the stack or what was cancelled',
    [
      ofStack('ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [B].'),
      ofStack('CREATE_FAILED', 'of the stack'),
      event('CREATE_FAILED', 'A', CANCELLED),
      event('CREATE_FAILED', 'B', 'Error: no image matches'),
    ],
    'Images/B: no image matches',
  ],
  [
    'an update too',
    [event('UPDATE_FAILED', 'A', 'Resource update cancelled'), event('UPDATE_FAILED', 'B', 'it is in ERROR')],
    'Images/B: it is in ERROR',
  ],
  [
    'the first',
    [event('CREATE_FAILED', 'One', 'one'), event('CREATE_FAILED', 'Two', 'two')],
    'Images/One: one',
  ],
  [
    'no deletion that the deployment went on without',
    [
      `Others | 3/3 | 6:47:36 PM | DELETE_FAILED (skipped) | Custom::X | Old (OldA1) (this will take a few minutes to recover)`,
      '✅  Others',
      event('CREATE_FAILED', 'A', 'it is in ERROR'),
    ],
    'Images/A: it is in ERROR',
  ],
  [
    'nothing that the command line says after a reason',
    [
      event('CREATE_FAILED', 'A', 'it is in ERROR'),
      ' 3/27 Currently in progress: OtherA1',
      '',
      ' ⚠️  Some resources failed to delete but were skipped.',
    ],
    'Images/A: it is in ERROR',
  ],
  [
    'all of a reason, without frames and without a log group that does not exist',
    [
      event('CREATE_FAILED', 'A', 'Error: first line'),
      'second line; log group /aws/lambda/real',
      '',
      'Logs: /aws/lambda/made-up',
      '',
      '    at invokeUserFunction (/framework.js:2:6)',
      '    at async /cfn-response.js:1:2898',
      event('DELETE_COMPLETE', 'B'),
    ],
    'Images/A: first line\nsecond line; log group /aws/lambda/real',
  ],
  ['that there is no reason', [event('CREATE_FAILED', 'A')], 'Images/A: CloudFormation gives no reason'],
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
  expect(failureText('exit code 1', lines)).toBe(
    `The deployment failed: cdk deploy ended with exit code 1.\n${expected}`,
  );
});

test('what is printed once more after the events is told once', () => {
  const reason = 'Error: no image matches';
  const lines = [
    event('CREATE_FAILED', 'A', reason),
    '',
    'Failed resources:',
    `Images | 6:47:36 PM | CREATE_FAILED | Custom::WorkspaceImages | A (AAC4C23D4) ${reason}`,
    '❌  Images failed to deploy',
    '‣ DeploymentError: Resource updates failed:',
    `  ${reason}`,
  ];
  expect(failureText('exit code 1', lines)).toBe(
    'The deployment failed: cdk deploy ended with exit code 1.\nImages/A: no image matches',
  );
});

test('a command line that has printed nothing', () => {
  expect(failureText('SIGKILL', [])).toBe('The deployment failed: cdk deploy ended with SIGKILL.');
});
