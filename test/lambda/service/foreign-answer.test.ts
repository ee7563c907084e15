import { ForeignAnswerError, ofService } from '../../../lambda/service/foreign-answer';

interface Output {
  readonly $metadata: { readonly requestId?: string };
  readonly Images?: readonly string[];
}

test.each<[string, Output]>([
  ['a list', { $metadata: {}, Images: [] }],
  ['the id of a request', { $metadata: { requestId: '4e8b' } }],
])('an answer with %s is passed on', (_, output) => {
  expect(ofService(output, 'Images')).toBe(output);
});

test('an answer with neither is not taken for an empty list', () => {
  const output: Output = { $metadata: {} };
  expect(() => ofService(output, 'Images')).toThrow(ForeignAnswerError);
});
