import { explained, ExplainedError, OutOfTimeError, textOf } from '../../../lambda/resource/errors';
import { namedError, outOfTime, throttled } from '../builders';

test.each([
  ['the name of a service and its message', throttled(), 'ThrottlingException: Rate exceeded'],
  ['the name alone, where there is no message', namedError('Denied', ''), 'Denied'],
  ['no full stop, since a sentence goes on', namedError('Denied', 'It is denied.'), 'Denied: It is denied'],
  ['no name of an error of ours', outOfTime(), 'the service is throttled'],
  ['no name of an error of Node.js without one', new Error('hang up'), 'hang up'],
  ['the kind of a mistake of ours', new TypeError('oops'), 'TypeError: oops'],
  ['what was thrown, where that is no error', 'oops', 'oops'],
])('the text of an error has %s', (_, error, text) => {
  expect(textOf(error)).toBe(text);
});

test('a final failure is explained by its text', () => {
  class RoleError extends ExplainedError {}
  const cause = throttled();
  const failure = explained(cause, (text) => `no role (${text})`, RoleError);
  expect(failure).toBeInstanceOf(RoleError);
  expect(failure).toMatchObject({ message: 'no role (ThrottlingException: Rate exceeded)', cause });
});

test('running out of time explains itself', () => {
  const error = new OutOfTimeError('no answer in 20 seconds');
  expect(explained(error, (text) => `no role (${text})`)).toBe(error);
});
