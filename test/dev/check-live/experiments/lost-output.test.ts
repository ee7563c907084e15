import { asking } from '../../../../dev/check-live/experiment';
import { lostOutput } from '../../../../dev/check-live/experiments/lost-output';
import { failsOnPurpose, fakeLab } from '../fake-lab';

const script = (status?: string) => ({ deployments: [{}, {}, {}, failsOnPurpose('consumer', status)] });

test('the output that the consumer read is gone before the consumer fails', async () => {
  const { lab, deployed } = fakeLab(script());
  await asking(lostOutput).ask(lab);
  const [before, reader, after, failing] = deployed.map(({ template }) => template);
  expect(Object.keys(before?.findOutputs('*') ?? {})).toStrictEqual(['FirstImageIds']);
  expect(JSON.stringify(reader?.toJSON())).toContain('"OutputName":"FirstImageIds"');
  expect(Object.keys(after?.findOutputs('*') ?? {})).toStrictEqual(['SecondImageIds']);
  expect(JSON.stringify(failing?.toJSON())).toContain('"OutputName":"SecondImageIds"');
  failing?.hasResource('AWS::CloudFormation::WaitCondition', {
    DependsOn: Object.keys(failing.findResources('AWS::SSM::Parameter')),
  });
});

test.each([
  ['UPDATE_ROLLBACK_COMPLETE', /^It does: the stack is in UPDATE_ROLLBACK_COMPLETE\.$/],
  ['UPDATE_ROLLBACK_FAILED', /^It does not: the stack is in UPDATE_ROLLBACK_FAILED \(.*WaitCondition/],
])('a stack in %s is the answer', async (status, answer) => {
  await expect(asking(lostOutput).ask(fakeLab(script(status)).lab)).resolves.toMatch(answer);
});
