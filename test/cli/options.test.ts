import { readOptions, USAGE } from '../../cli/options';
import { UserError } from '../../cli/terminal/user-error';

test('the newest app, all of it, for a person', () => {
  expect(readOptions(['preview'])).toEqual({ directory: undefined, stacks: [], json: false, newer: false });
});

test('all that can be asked for', () => {
  const args = ['preview', 'out', '--stack', 'A', '--json', '--stack=B*', '--newer'];
  expect(readOptions(args)).toEqual({ directory: 'out', stacks: ['A', 'B*'], json: true, newer: true });
});

test.each([[['--help']], [['-h']], [['preview', '--help']]])('help: %j', (args) => {
  expect(readOptions(args)).toBeUndefined();
});

test.each([
  [[], 'No command was named.'],
  [['plan'], '`plan` is no command.'],
  [['preview', 'a', 'b'], 'One directory can be named, and 1 more was.'],
  [['preview', 'a', 'b', 'c'], 'One directory can be named, and 2 more were.'],
  [['preview', ''], 'The directory must be named, or left out.'],
  [['preview', '--colour'], "Unknown option '--colour'"],
])('what is not as the usage says is refused with it: %j', (args, reason) => {
  expect(() => readOptions(args)).toThrow(UserError);
  expect(() => readOptions(args)).toThrow(reason);
  expect(() => readOptions(args)).toThrow(USAGE);
});
