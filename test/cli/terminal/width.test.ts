import fc from 'fast-check';
import { columnsOf, cutEnd, cutStart, widthOf } from '../../../cli/terminal/width';
import { anyText, knownWidth } from './characters';

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
  ['abcd', 0, '', ''],
  ['', 0, '', ''],
  ['ab😀cd', 6, 'ab😀cd', 'ab😀cd'],
  ['ab😀cd', 5, 'ab😀…', '…😀cd'],
  ['ab😀cd', 4, 'ab…', '…cd'],
  ['画面', 3, '画…', '…面'],
  ['e\u0301e\u0301e\u0301', 2, 'e\u0301…', '…e\u0301'],
])('%s is cut to %i columns', (text, width, end, start) => {
  expect(cutEnd(text, width)).toBe(end);
  expect(cutStart(text, width)).toBe(start);
});

test('a cut text fits, with no half of a character, and one that fits is whole', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, width) => {
      expect(widthOf(text)).toBe(knownWidth(text));
      const [end, start] = [cutEnd(text, width), cutStart(text, width)];
      for (const cut of [end, start]) {
        expect(knownWidth(cut)).toBeLessThanOrEqual(width);
        expect(cut === text).toBe(knownWidth(text) <= width);
      }
      expect(text.startsWith(end.replace('…', ''))).toBe(true);
      expect(text.endsWith(start.replace('…', ''))).toBe(true);
    }),
  );
});
