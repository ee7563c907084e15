import fc from 'fast-check';
import { bisectLast } from '../../../lambda/resource/bisect';

/** A condition that holds up to a number. It is asked at most 14 times, since 2 to the power of 14 is above 10,000. */
function holdingUpTo(last: number): (number: number) => boolean {
  let tries = 0;
  return (number) => {
    tries++;
    if (tries > 14) {
      throw new Error('asked too often');
    }
    return number <= last;
  };
}

test.each([
  [10, 7, 7],
  [10, 10, 10],
  [10, 99, 10],
  [10, 0, 0],
  [10, -1, 0],
  [1, 0, 0],
  [1, 1, 1],
  [0, 5, 0],
])('up to %i, of a condition that holds up to %i, it is %i', (limit, last, expected) => {
  expect(bisectLast(limit, holdingUpTo(last))).toBe(expected);
});

test('it is the number that counting would find, in few tries', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), (limit, last) => {
      expect(bisectLast(limit, holdingUpTo(last))).toBe(Math.min(limit, last));
    }),
  );
});
