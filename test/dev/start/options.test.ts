import { UserError } from '../../../cli/terminal/user-error';
import { readOptions, USAGE } from '../../../dev/start/options';

const REPO = { env: {}, cwd: '/repo' };
const reading =
  (...args: string[]) =>
  () =>
    readOptions(args, REPO);

test('deploys the sample without a gate if nothing else is asked', () => {
  expect(reading()()).toStrictEqual({
    help: false,
    gate: false,
    keep: false,
    verbose: false,
    catalogueFile: undefined,
  });
});

test.each([
  ['--gate', { gate: true, help: false }],
  ['--keep', { keep: true, gate: false }],
  ['--verbose', { verbose: true, keep: false }],
  ['--help', { gate: false, help: true }],
  ['-h', { gate: false, help: true }],
])('reads %s', (option, flags) => {
  expect(reading(option)()).toMatchObject(flags);
});

test.each([
  ['images.json', {}, '/repo/images.json'],
  ['images.json', { INIT_CWD: '/home/me' }, '/home/me/images.json'],
  ['../images.json', { INIT_CWD: '/home/me' }, '/home/images.json'],
  ['/data/images.json', { INIT_CWD: '/home/me' }, '/data/images.json'],
  ['images.json', { INIT_CWD: '' }, '/repo/images.json'],
])('finds %s of a caller with %j at %s', (name, env, path) => {
  expect(readOptions(['--images', name], { env, cwd: '/repo' }).catalogueFile).toBe(path);
});

test.each([
  // npm keeps "--images" of `npm start --images images.json`.
  [['images.json'], "Unexpected argument 'images.json'. This command does not take positional arguments."],
  [['--wait'], "Unknown option '--wait'."],
  [['-x'], "Unknown option '-x'."],
  [['--images', ''], "Option '--images <value>' argument missing."],
  [['--images='], "Option '--images <value>' argument missing."],
  [['--images'], "Option '--images <value>' argument missing."],
  [['--gate=yes'], "Option '--gate' does not take an argument."],
])('answers %j with a sentence and the usage', (args, sentence) => {
  expect(reading(...args)).toThrow(new UserError(`${sentence}\n\n${USAGE}`));
  expect(reading(...args)).toThrow(UserError);
});

test('the usage names every option, and where they stand', () => {
  for (const option of ['--gate', '--images FILE', '--keep', '--verbose', '--help', '-h']) {
    expect(USAGE).toContain(option);
  }
  expect(USAGE).toContain('Options stand after the "--".');
});
