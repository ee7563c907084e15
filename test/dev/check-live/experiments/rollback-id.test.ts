import { asking } from '../../../../dev/check-live/experiment';
import { rollbackId } from '../../../../dev/check-live/experiments/rollback-id';
import { failsOnPurpose, fakeLab } from '../fake-lab';

const entry = (event: string, resource = 'LookupABC') => ({ time: 0, event, resource });
const LOOK = entry('looked up');
const MADE = { outputs: { Log: 'log' } };

const ask = (log: ReturnType<typeof entry>[], second = failsOnPurpose('rolled-back')) =>
  asking(rollbackId).ask(fakeLab({ deployments: [MADE, second], log }).lab);

test('the lookup gets an Update, and the resource that fails waits for it', async () => {
  const { lab, deployed } = fakeLab({
    deployments: [MADE, failsOnPurpose('rolled-back')],
    log: [LOOK, LOOK],
  });
  await asking(rollbackId).ask(lab);
  const [first, second] = deployed.map(({ template }) => template);
  const lookup = Object.keys(first?.findResources('Custom::WorkspaceImages') ?? {});
  expect(Object.keys(second?.findResources('Custom::WorkspaceImages') ?? {})).toStrictEqual(lookup);
  expect(first?.findResources('AWS::SSM::Parameter')).not.toEqual(
    second?.findResources('AWS::SSM::Parameter'),
  );
  second?.hasResource('AWS::CloudFormation::WaitCondition', {
    Properties: { Count: 1, Timeout: '1' },
    DependsOn: lookup,
  });
  first?.resourceCountIs('AWS::CloudFormation::WaitCondition', 0);
});

test.each([
  ['the first id', [LOOK, LOOK, LOOK, entry('rolled back')], /^The first id/],
  ['the new id', [LOOK, LOOK, LOOK], /^The new id/],
  ['none, since there is no Update', [LOOK, LOOK], /^No Update back is sent/],
  [
    'none, whatever others have logged',
    [LOOK, LOOK, entry('looked up', 'Other'), entry('rolled back', 'Other')],
    /^No Update back is sent/,
  ],
])('the answer is %s', async (_, log, answer) => {
  await expect(ask(log)).resolves.toMatch(answer);
});

test('there is no answer if the log has not even the Update', async () => {
  await expect(ask([LOOK])).rejects.toThrow('the lookup has logged 1 events');
});

test.each([
  ['nothing failed', {}, 'the deployment succeeded, though FailsOnPurpose is made to fail'],
  [
    'something else failed',
    { succeeded: false, reason: 'check-rolled-back/Lookup: denied' },
    'Lookup: denied',
  ],
])('there is no answer if %s', async (_, second, reason) => {
  await expect(ask([LOOK, LOOK, LOOK], second as ReturnType<typeof failsOnPurpose>)).rejects.toThrow(reason);
});
