import { OutOfTimeError } from '../../../lambda/resource/time-budget';

test('a log names the error of a service that did not answer in time', () => {
  expect(String(new OutOfTimeError('no answer in 20 seconds'))).toBe(
    'OutOfTimeError: no answer in 20 seconds',
  );
});
