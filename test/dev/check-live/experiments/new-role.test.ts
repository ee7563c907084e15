import { asking } from '../../../../dev/check-live/experiment';
import { newRole } from '../../../../dev/check-live/experiments/new-role';
import { fakeLab } from '../fake-lab';

const ask = (script: Parameters<typeof fakeLab>[0]) => asking(newRole).ask(fakeLab(script).lab);
const MADE = { outputs: { Log: 'log' } };
const retry = (time: number, error: string) => ({ time, event: 'retry', error });
const DENIED = 'AccessDeniedException: not authorized';

test.each([
  ['no time', [{ time: 9_000, event: 'looked up' }], 'No time: it was in force at the first call.'],
  [
    'the time since the first denied call',
    [retry(1_000, DENIED), retry(2_000, DENIED), { time: 8_100, event: 'looked up' }],
    '7 s from the first denied call to the answer, with 2 denied.',
  ],
  [
    'no time, if calls were repeated for another reason',
    [retry(1_000, 'ThrottlingException: Rate exceeded'), { time: 8_000, event: 'looked up' }],
    'No time: it was in force at the first call.',
  ],
])('the answer is %s', async (_, log, answer) => {
  await expect(ask({ deployments: [MADE], log })).resolves.toBe(answer);
});

test('the answer is the reason, if the calls were denied to the end', async () => {
  const reason = 'check-first-call/Lookup: DescribeWorkspaceImages was denied (AccessDeniedException: no)';
  await expect(ask({ deployments: [{ succeeded: false, reason }] })).resolves.toBe(
    `Longer than the 30 s for which the handler repeats a denied call, or it is denied for good: ${reason}.`,
  );
});

test('there is no answer if the deployment fails for another reason', async () => {
  const deployments = [{ succeeded: false, reason: 'the account is not bootstrapped' }];
  await expect(ask({ deployments })).rejects.toThrow('the account is not bootstrapped');
});

test('there is no answer if the log has none, or has no name', async () => {
  await expect(ask({ deployments: [MADE] })).rejects.toThrow('has not logged that it looked up');
  await expect(ask({})).rejects.toThrow('the stack has no output that names its log group');
});
