import fc from 'fast-check';
import { count, duration, elapsed, enumerate, oneLine } from '../../../lambda/resource/sentence';

describe('an enumeration', () => {
  test.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b', 'c'], 'a, b, c'],
  ])('of %j is all of it: %s', (items, expected) => {
    expect(enumerate(items)).toBe(expected);
  });

  test.each([
    [9, 'aa and 2 more'],
    [11, 'aa and 2 more'],
    [12, 'aa, bbbbbb and 1 more'],
    [14, 'aa, bbbbbb and 1 more'],
    [15, 'aa, bbbbbb, c'],
  ])('with room for %i characters is %s', (room, expected) => {
    expect(enumerate(['aa', 'bbbbbb', 'c'], ', ', room)).toBe(expected);
  });

  test('names the first one, however long it is', () => {
    expect(enumerate(['a'.repeat(9), 'b'], ', ', 5)).toBe('aaaaaaaaa and 1 more');
  });

  test('can be of parts that hold commas', () => {
    expect(enumerate(['a, b', 'c'], '; ')).toBe('a, b; c');
  });

  test('leaves room for a reason to go on where nothing else is said', () => {
    const ids = Array.from({ length: 200 }, (_, index) => `wsi-${String(index).padStart(9, '0')}`);
    const told = enumerate(ids);
    expect(told).toBe(`${ids.slice(0, 100).join(', ')} and 100 more`);
    expect(told.length).toBeLessThan(1_520);
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
  [0, '0 images'],
  [1, '1 image'],
  [2, '2 images'],
])('%i is said as %s', (number, expected) => {
  expect(count(number, 'image')).toBe(expected);
});

test.each([
  ['one', 'one'],
  ['one\ntwo', 'one two'],
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
  [60, '1 minute'],
  [61, '61 seconds'],
  [1, '1 second'],
])('%i seconds are said as %s', (seconds, expected) => {
  expect(duration(seconds)).toBe(expected);
});

test.each([
  [0, '0 seconds'],
  [0.4, '0 seconds'],
  [1, '1 second'],
  [45, '45 seconds'],
  [59.5, '1 minute'],
  [60, '1 minute'],
  [61, '1 minute 1 second'],
  [585, '9 minutes 45 seconds'],
  [3_599, '59 minutes 59 seconds'],
  [3_599.5, '1 hour'],
  [3_629, '1 hour'],
  [3_630, '1 hour 1 minute'],
  [7_199, '2 hours'],
  [7_500, '2 hours 5 minutes'],
  [10_817, '3 hours'],
  [43_200, '12 hours'],
])('%d elapsed seconds are said as %s', (seconds, expected) => {
  expect(elapsed(seconds * 1_000)).toBe(expected);
});
