import { canonicalJson } from '../../../lib/contract/canonical-json';

test('sorts keys at every depth, and keeps the order of lists', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2, e: 3 }, 'x', 'a'], a: null, c: {} })).toBe(
    '{"a":null,"b":[{"c":2,"d":1,"e":3},"x","a"],"c":{}}',
  );
});
