import { median } from '../../../dev/bench/turns';

test.each([
  [[3, 1, 2], 2],
  [[10, 1, 2, 3], 2.5],
  [[7], 7],
])('the median of %j is %d', (figures, expected) => {
  expect(median(figures)).toBe(expected);
});

test('figures that are missing make no median', () => {
  expect(median([])).toBeNaN();
});
