import { positiveNumber } from '../../../lambda/resource/positive-number';

test.each([
  ['1.8', 1.8],
  ['300', 300],
  [undefined, 7],
  ['', 7],
  ['0', 7],
  ['-1', 7],
  ['fast', 7],
  ['Infinity', 7],
])('%s is read as %d, where 7 is the default', (text, expected) => {
  expect(positiveNumber(text, 7)).toBe(expected);
});
