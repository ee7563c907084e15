import { stepOf, summary } from '../../../dev/check-live/recording';
import { namedError } from '../../lambda/builders';

test('a step has what was answered, or what the error says with the headers of its answer', async () => {
  const $response = { headers: { 'x-amzn-requestid': '1' }, body: 'a stream' };
  const error = namedError('ThrottlingException', 'Rate exceeded', { $metadata: { attempts: 1 }, $response });
  const time = { at: expect.stringMatching(/^\d{4}-.*Z$/) as unknown, ms: expect.any(Number) as unknown };
  await expect(stepOf('one', () => Promise.resolve({ Images: [] }))).resolves.toStrictEqual({
    ...time,
    name: 'one',
    answer: { Images: [] },
  });
  await expect(stepOf('two', () => Promise.reject(error))).resolves.toStrictEqual({
    ...time,
    name: 'two',
    error: {
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { attempts: 1 },
      $response: { headers: $response.headers },
    },
  });
});

test('the summary has a line for each step, for how a scenario ended, and for what is left', () => {
  const step = { at: '2026-01-01T00:00:00.000Z', ms: 1 };
  const steps = [
    { ...step, name: 'list', answer: { $metadata: {}, Images: [{}, {}], NextToken: 'a' } },
    { ...step, name: 'delete', error: { name: 'AccessDenied', message: 'not\n  you' } },
  ];
  const left = [{ what: 'stack a', why: 'AccessDenied: not you', command: 'aws delete a' }];
  const scenarios = [
    { name: 'one', question: 'Is it?', outcome: 'failed' as const, why: 'it broke', steps, left },
  ];
  const recording = { date: '2026-01-01', region: 'eu-west-1', versions: { 'aws-cdk': '2.1' }, scenarios };
  expect(summary(recording)).toBe(`# What an account answered

2026-01-01, eu-west-1, aws-cdk 2.1

## one

Is it?

- list: Images=[2], NextToken="a"
- delete: AccessDenied: not you
- failed: it broke
- left: stack a (AccessDenied: not you); to delete it: aws delete a
`);
});
