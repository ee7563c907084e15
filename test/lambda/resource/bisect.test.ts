import fc from 'fast-check';
import { bisectLast } from '../../../lambda/resource/bisect';

test.each([
  [10, 7, 7],
  [10, 10, 10],
  [10, 99, 10],
  [10, 0, 0],
  [1, 0, 0],
  [1, 1, 1],
  [0, 5, 0],
])('up to %i, of a condition that holds up to %i, it is %i', (limit, last, expected) => {
  expect(bisectLast(limit, (number) => number <= last)).toBe(expected);
});

test('a condition that never holds gives 0', () => {
  expect(bisectLast(10, () => false)).toBe(0);
});

test('it is the number that counting would find, in few tries', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), (limit, last) => {
      let tries = 0;
      const found = bisectLast(limit, (number) => {
        tries++;
        return number <= last;
      });
      expect(found).toBe(Math.min(limit, last));
      expect(tries).toBeLessThanOrEqual(14);
    }),
  );
});
