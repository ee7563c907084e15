import { readEvents, readLine } from '../../../../dev/start/core/cdk-output';

const EVENT = {
  kind: 'event',
  stack: 'Images',
  total: 27,
  status: 'CREATE_COMPLETE',
  logicalId: 'Newest63B80A6D',
  name: 'Newest',
  reason: '',
  isOfStack: false,
};

test.each([
  ['Images: creating CloudFormation changeset...', { kind: 'begins', stack: 'Images' }],
  ['Images: deploying... [1/2]', { kind: 'begins', stack: 'Images' }],
  ['✅  Images', { kind: 'ended', stack: 'Images', how: 'deployed' }],
  ['✅  Images (no changes)', { kind: 'ended', stack: 'Images', how: 'unchanged' }],
  ['❌  Images failed to deploy', { kind: 'ended', stack: 'Images', how: 'failed' }],
  ['❌  Images failed: ValidationError: no', { kind: 'ended', stack: 'Images', how: 'failed' }],
  ['Images', undefined],
  ['', undefined],
  ['✨  Deployment time: 15.4s', undefined],
  ['Images: start: Building Images Template', undefined],
  ['Images.NewestImageIds = wsi-a,wsi-b', undefined],
  // Printed once more after the events.
  ['Images | 6:46:11 PM | CREATE_FAILED | Custom::X | Newest (Newest63B80A6D) Error: no', undefined],
])('%j tells %j', (line, expected) => {
  expect(readLine(line)).toEqual(expected);
});

test.each([
  [
    'Images |  3/27 | 6:46:11 PM | CREATE_COMPLETE         | Custom::WorkspaceImages          | Newest (Newest63B80A6D) ',
    {},
  ],
  ['Images | 26/6 | 6:46:11 PM | CREATE_COMPLETE | Custom::X | Newest (Newest63B80A6D) ', { total: 6 }],
  [
    'Images |   3 | 6:46:11 PM | CREATE_COMPLETE | Custom::X | Newest (Newest63B80A6D) ',
    { total: undefined },
  ],
  ['Images | 0/27 | 下午6:46:11 | CREATE_COMPLETE | Custom::X | Newest (Newest63B80A6D) ', {}],
  [
    'Images | 0/27 | 6:46:11 PM | DELETE_FAILED (skipped) | Custom::X | Newest (Newest63B80A6D) (this will take a few minutes to recover)',
    { status: 'DELETE_SKIPPED', reason: '(this will take a few minutes to recover)' },
  ],
  [
    'Images | 0/27 | 6:46:11 PM | CREATE_FAILED | Custom::X | A b/C (Newest63B80A6D) Error: a | b (c) d',
    { status: 'CREATE_FAILED', name: 'A b/C', reason: 'Error: a | b (c) d' },
  ],
  ['Images | 0/27 | 6:46:11 PM | CREATE_COMPLETE | Custom::X | Newest63B80A6D ', { name: 'Newest63B80A6D' }],
  [
    'Images | 0/27 | 6:46:11 PM | ROLLBACK_IN_PROGRESS | AWS::CloudFormation::Stack | Images The resource(s) failed (Newest) there',
    {
      status: 'ROLLBACK_IN_PROGRESS',
      logicalId: 'Images',
      name: 'Images',
      reason: 'The resource(s) failed (Newest) there',
      isOfStack: true,
    },
  ],
  [
    'Images | 0/27 | 6:46:11 PM | CREATE_COMPLETE | AWS::CloudFormation::Stack | Images',
    { logicalId: 'Images', name: 'Images', isOfStack: true },
  ],
  [
    'Images | 0/27 | 6:46:11 PM | CREATE_COMPLETE | AWS::CloudFormation::Stack | Nested.NestedStack (NestedA1) ',
    { logicalId: 'NestedA1', name: 'Nested.NestedStack' },
  ],
])('an event: %s', (line, members) => {
  expect(readLine(line)).toEqual({ ...EVENT, ...members });
});

test('the lines after an event are its reason, until another event or the end of all', () => {
  const event = (status: string, reason: string) =>
    `Images | 1/2 | 6:46:11 PM | ${status} | Custom::X | Newest (Newest63B80A6D) ${reason}`;
  const lines = [
    'Images: deploying... [1/2]',
    event('CREATE_IN_PROGRESS', ''),
    event('CREATE_FAILED', 'one'),
    '',
    'two',
    event('DELETE_COMPLETE', ''),
    'Failed resources:',
    'Images | 6:46:11 PM | CREATE_FAILED | Custom::X | Newest (Newest63B80A6D) one',
    '❌  Images failed to deploy',
  ];
  expect(readEvents(lines).map(({ status, reason }) => [status, reason])).toEqual([
    ['CREATE_IN_PROGRESS', ''],
    ['CREATE_FAILED', 'one\n\ntwo'],
    ['DELETE_COMPLETE', ''],
  ]);
});
