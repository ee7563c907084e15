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

test('an answer that has no list is told by the id of its request', () => {
  const output: Output = { $metadata: { requestId: '4e8b' } };
  expect(ofService(output)).toBe(output);
});

test.each<[string, Output, 'Images' | undefined]>([
  ['without its list', { $metadata: {} }, 'Images'],
  ['that has no list to tell it by', { $metadata: {}, Images: [] }, undefined],
])("an answer %s, and without the id of a request, is not the service's", (_, output, list) => {
  expect(() => ofService(output, list)).toThrow(ForeignAnswerError);
});
