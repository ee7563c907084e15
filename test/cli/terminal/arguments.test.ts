import { parseArguments, usageError } from '../../../cli/terminal/arguments';
import { UserError } from '../../../cli/terminal/user-error';

const parse = (...args: string[]) =>
  parseArguments({ args, options: { name: { type: 'string' }, all: { type: 'boolean' } } }, 'usage');

test('what is as the configuration says is read', () => {
  expect(parse('--name', 'a', '--all').values).toEqual({ name: 'a', all: true });
});

test.each([
  [['--other'], "Unknown option '--other'."],
  [['--name'], "Option '--name <value>' argument missing."],
  [['a'], "Unexpected argument 'a'. This command does not take positional arguments."],
])('%j is answered with a sentence and the usage', (args, sentence) => {
  expect(() => parse(...args)).toThrow(UserError);
  expect(() => parse(...args)).toThrow(new UserError(`${sentence}\n\nusage`));
});

test('a reason ends with one full stop', () => {
  expect(usageError('No name', 'usage').message).toBe('No name.\n\nusage');
  expect(usageError('No name.', 'usage').message).toBe('No name.\n\nusage');
});

test('an error that is none of the arguments stays what it is', () => {
  const bug = new TypeError('a bug');
  const config = {
    get args(): string[] {
      throw bug;
    },
  };
  expect(() => parseArguments(config, 'usage')).toThrow(bug);
});
