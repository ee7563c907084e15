import { leftLines } from '../../../../dev/check-live/core/left';

test('says that nothing is left', () => {
  expect(leftLines([], 'eu-west-1')).toStrictEqual(['Nothing is left: all stacks are deleted.']);
});

test('names what is left, why, and the command that removes it', () => {
  expect(leftLines([{ stackName: 'check-live-abc-one', why: 'it is in use' }], 'eu-west-1')).toStrictEqual([
    'Left: the stack check-live-abc-one (it is in use)',
    'Look what its events say, and delete it:',
    'aws cloudformation delete-stack --region eu-west-1 --stack-name check-live-abc-one',
  ]);
});
