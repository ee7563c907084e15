import fc from 'fast-check';
import { columnsOf, cutEnd, cutStart } from '../../terminal/width';

test.each([
  [100, 100],
  [0, 80],
  [undefined, 80],
])('a terminal that tells %s columns has %i', (columns, expected) => {
  expect(columnsOf({ columns })).toBe(expected);
});

test.each([
  ['abc', 3, 'abc', 'abc'],
  ['abcd', 3, 'ab…', '…cd'],
  ['abcd', 1, '…', '…'],
])('%s is cut to %i columns', (text, width, end, start) => {
  expect(cutEnd(text, width)).toBe(end);
  expect(cutStart(text, width)).toBe(start);
});

test('a cut text is as wide as it may be, and one that fits is whole', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (text, width) => {
      for (const cut of [cutEnd(text, width), cutStart(text, width)]) {
        expect(cut).toHaveLength(Math.min(text.length, width));
        expect(cut.includes('…') || cut === text).toBe(true);
      }
    }),
  );
});
