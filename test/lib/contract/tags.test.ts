import fc from 'fast-check';
import { readTags, validateTags } from '../../../lib/contract/tags';

const RULES = { reservedPrefix: 'ours:', most: 3, isToken: (text: string) => text.startsWith('${') };

test('tags are read by key, and none are there without the property', () => {
  expect([...readTags([{ Key: 'a', Value: '1' }])]).toStrictEqual([['a', '1']]);
  expect(readTags(undefined).size).toBe(0);
});

test('any tags are read as they were written', () => {
  const entries = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), {
    selector: ([key]) => key,
  });
  fc.assert(
    fc.property(entries, (tags) => {
      const written: unknown = JSON.parse(JSON.stringify(tags.map(([Key, Value]) => ({ Key, Value }))));
      expect([...readTags(written)]).toStrictEqual(tags);
    }),
  );
});

test('any JSON is read, or refused with the error for it', () => {
  const likeTags = fc.array(fc.record({ Key: fc.jsonValue(), Value: fc.jsonValue() }, { requiredKeys: [] }));
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), likeTags), (received) => {
      try {
        expect([...readTags(received).keys()].every((key) => typeof key === 'string')).toBe(true);
      } catch (error) {
        expect(error).toHaveProperty('message', expect.stringMatching(/^`tags` must be a list of /));
      }
    }),
  );
});

test.each([
  ['a text'],
  [{ a: '1' }],
  [[{ Key: 'a' }]],
  [[{ Value: '1' }]],
  [['a']],
  [[null]],
  [[{ Key: 1, Value: '1' }]],
  [[{ Key: 'a', Value: 1 }]],
  [[{ Key: 'a', Value: '1' }, null]],
])('%j is refused', (received) => {
  expect(() => readTags(received)).toThrow(/^`tags` must be a list of \{ Key, Value \}, got: /);
});

test.each([
  ['', '1', '`tags` must hold a tag key: 1 to 127 characters, which do not begin with aws:, got: ""'],
  ['k'.repeat(128), '1', 'got: kkk'],
  ['AWS:x', '1', 'got: AWS:x'],
  ['a', 'v'.repeat(256), '`tags` must hold a tag value: up to 255 characters, got: vvv'],
  ['ours:x', '1', '`tags` must hold no key that begins with ours:, got: ours:x'],
])('key %j with value %j is refused', (key, value, message) => {
  expect(() => {
    validateTags(new Map([[key, value]]), RULES);
  }).toThrow(message);
});

test('texts at the limits, and tokens, pass', () => {
  const tags = new Map([
    ['k'.repeat(127), 'v'.repeat(255)],
    ['a', ''],
    ['b', '${' + 'x'.repeat(300)],
  ]);
  expect(() => {
    validateTags(tags, RULES);
  }).not.toThrow();
});

test('too many are refused', () => {
  const tags = new Map(['a', 'b', 'c', 'd'].map((key) => [key, '1']));
  expect(() => {
    validateTags(tags, RULES);
  }).toThrow('`tags` must be at most 3, got: 4');
});
