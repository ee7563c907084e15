import { EventEmitter } from 'node:events';
import { interruption } from '../../../cli/terminal/interruption';
import { UserError } from '../../../cli/terminal/user-error';

const program = () =>
  Object.assign(new EventEmitter(), { stdout: new EventEmitter(), stderr: new EventEmitter() });

test('a program goes on until something stops it', () => {
  expect(interruption(program()).aborted).toBe(false);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s stops it, and comes a second time without harm', (signal) => {
  const running = program();
  const interrupted = interruption(running);
  running.emit(signal);
  running.emit(signal);
  expect(interrupted.reason).toEqual(new UserError(`Stopped by ${signal}.`));
});

test.each(['stdout', 'stderr'] as const)(
  'so does a reader of %s that is gone, for as long as it prints',
  (name) => {
    const running = program();
    const interrupted = interruption(running);
    running[name].emit('error', new Error('write EPIPE'));
    running[name].emit('error', new Error('write EPIPE'));
    expect(interrupted.reason).toEqual(new UserError('Stopped, since nobody reads what is printed.'));
  },
);
