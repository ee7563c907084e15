import { asking } from '../../../../dev/check-live/experiment';
import { emptyValues } from '../../../../dev/check-live/experiments/empty-values';
import { fakeLab } from '../fake-lab';

test('an output is empty, and so is an attribute of a custom resource', async () => {
  const { lab, deployed } = fakeLab({});
  await asking(emptyValues).ask(lab);
  const [output, attribute] = deployed.map(({ template }) => template);
  output?.hasOutput('Empty', { Value: '' });
  attribute?.hasOutput('Empty', { Value: { 'Fn::GetAtt': ['Resource', 'Empty'] } });
});

test.each([
  [
    [{ outputs: { Empty: '' } }, { outputs: { Empty: '' } }],
    "An empty output is taken, and reads ''. An output that is an empty attribute is taken, and reads ''.",
  ],
  [
    [{ outputs: {} }, { succeeded: false, reason: 'it is empty' }],
    'An empty output is taken, and is missing among the outputs. An output that is an empty attribute fails the ' +
      'deployment (it is empty).',
  ],
])('after %j, the answer is: %s', async (deployments, answer) => {
  await expect(asking(emptyValues).ask(fakeLab({ deployments }).lab)).resolves.toBe(answer);
});
