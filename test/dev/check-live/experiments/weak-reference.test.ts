import { asking } from '../../../../dev/check-live/experiment';
import { weakReference } from '../../../../dev/check-live/experiments/weak-reference';
import { fakeLab } from '../fake-lab';

const OLD = { outputs: { Read: 'wsi-old000000' } };
const NEW = { outputs: { Read: 'wsi-new000000' } };

test('the consumer is deployed unchanged, without and with --force', async () => {
  const { lab, deployed } = fakeLab({ deployments: [{}, OLD, {}, OLD, OLD] });
  await asking(weakReference).ask(lab);
  const consumer = deployed[1]?.template.toJSON();
  expect(deployed.map(({ role, args }) => [role, ...args])).toStrictEqual([
    ['producer'],
    ['consumer'],
    ['producer'],
    ['consumer'],
    ['consumer', '--force'],
  ]);
  expect(deployed[3]?.template.toJSON()).toStrictEqual(consumer);
  expect(deployed[4]?.template.toJSON()).toStrictEqual(consumer);
  expect(JSON.stringify(consumer)).toContain(
    '"Fn::GetStackOutput":{"StackName":"check-producer","OutputName":"GoldenImageIds"}',
  );
  deployed[0]?.template.hasOutput('GoldenImageIds', { Value: 'wsi-old000000' });
  deployed[2]?.template.hasOutput('GoldenImageIds', { Value: 'wsi-new000000' });
});

test.each([
  [OLD, OLD, 'Without `--force`, it keeps the old value. With `--force`, it keeps the old value.'],
  [OLD, NEW, 'Without `--force`, it keeps the old value. With `--force`, it has the new value.'],
  [NEW, NEW, 'Without `--force`, it has the new value. With `--force`, it has the new value.'],
])('after %j and %j, the answer is: %s', async (unforced, forced, answer) => {
  const { lab } = fakeLab({ deployments: [{}, OLD, {}, unforced, forced] });
  await expect(asking(weakReference).ask(lab)).resolves.toBe(answer);
});

test('there is no answer if the consumer has not read the output at all', async () => {
  await expect(asking(weakReference).ask(fakeLab({}).lab)).rejects.toThrow('has nothing');
});
