import { count, countsOf, secondsOf } from '../../../../dev/start/core/count';

test.each([
  [0, '0 images'],
  [1, '1 image'],
  [2, '2 images'],
])('%i of a noun', (number, text) => {
  expect(count(number, 'image')).toBe(text);
});

test('states are counted in the order in which they come', () => {
  expect(countsOf(['PENDING', 'AVAILABLE', 'PENDING'])).toBe('2 PENDING, 1 AVAILABLE');
  expect(countsOf([])).toBe('');
});

test('a time is told in whole seconds', () => {
  expect(secondsOf(1_499)).toBe('1 s');
  expect(secondsOf(61_500)).toBe('62 s');
});
