import fc from 'fast-check';
import { duration, elapsed, enumerate, oneLine } from '../../../lambda/resource/sentence';

describe('an enumeration', () => {
  test.each([
    [[], undefined, ''],
    [['a', 'b', 'c'], undefined, 'a, b, c'],
    [['aa', 'bbbbbb', 'c'], 11, 'aa and 2 more'],
    [['aa', 'bbbbbb', 'c'], 12, 'aa, bbbbbb and 1 more'],
    [['aa', 'bbbbbb', 'c'], 14, 'aa, bbbbbb and 1 more'],
    [['aa', 'bbbbbb', 'c'], 15, 'aa, bbbbbb, c'],
    [['aaaaaaaaa', 'b'], 5, 'aaaaaaaaa and 1 more'],
  ])('of %j with room for %s characters is: %s', (items, room, expected) => {
    expect(enumerate(items, ', ', room)).toBe(expected);
  });

  test('can be of parts that hold commas', () => {
    expect(enumerate(['a, b', 'c'], '; ')).toBe('a, b; c');
  });

  test('leaves room for a reason to go on where nothing else is said', () => {
    expect(enumerate(Array<string>(200).fill('wsi-000000000'))).toMatch(
      /^(wsi-0{9}, ){99}wsi-0{9} and 100 more$/,
    );
  });

  test('names the first ones, counts the rest, and forgets none', () => {
    const items = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 9 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(items, fc.integer({ min: 11, max: 60 }), (all, room) => {
        const [, named = '', rest = '0'] =
          /^(.*?)(?: and (\d+) more)?$/.exec(enumerate(all, ', ', room)) ?? [];
        expect(named).toBe(all.slice(0, all.length - Number(rest)).join(', '));
        expect(named.length).toBeLessThanOrEqual(room);
      }),
    );
  });
});

test.each([
  ['one', 'one'],
  ['one\r\n  two\t\tthree', 'one two three'],
  ['\n one\u2028two \n', 'one two'],
  ['one\u0085two\u001c\u0000three\u007f', 'one two three'],
  ['\u001b[31mred\u001b[0m', '[31mred [0m'],
  ['half a letter \ud83d, a whole one 💥', 'half a letter \ufffd, a whole one 💥'],
])('%j becomes one line: %j', (text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

test.each([
  [90 * 86_400, '90 days'],
  [86_400, '1 day'],
  [36 * 3_600, '36 hours'],
  [90 * 60, '90 minutes'],
  [61, '61 seconds'],
  [1, '1 second'],
])('%i seconds are said as %s', (seconds, expected) => {
  expect(duration(seconds)).toBe(expected);
});

test.each([
  [0.4, '0 seconds'],
  [1, '1 second'],
  [59.5, '1 minute'],
  [61, '1 minute 1 second'],
  [585, '9 minutes 45 seconds'],
  [3_599, '59 minutes 59 seconds'],
  [3_599.5, '1 hour'],
  [3_629, '1 hour'],
  [3_630, '1 hour 1 minute'],
  [7_500, '2 hours 5 minutes'],
  [10_817, '3 hours'],
])('%d elapsed seconds are said as %s', (seconds, expected) => {
  expect(elapsed(seconds * 1_000)).toBe(expected);
});
