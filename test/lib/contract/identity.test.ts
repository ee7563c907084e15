import { hashedText } from '../../../lib/contract/identity';

test('keys are sorted at every depth, and lists keep their order', () => {
  expect(hashedText({ b: [{ d: 1, c: 2 }, 'x', 'a'], a: null })).toBe(
    '{"a":null,"b":[{"c":2,"d":1},"x","a"]}',
  );
});

test('the service timeout does not count, and the service token does', () => {
  expect(hashedText({ ServiceTimeout: '900', ServiceToken: 'arn' })).toBe('{"ServiceToken":"arn"}');
});
