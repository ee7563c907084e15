import { UserError } from '../../../cli/terminal/user-error';
import { readOptions, USAGE } from '../../../dev/start/options';

const NOTHING = { help: false, gate: false, keep: false, verbose: false, catalogueFile: undefined };

test.each([
  [[], {}],
  [['--gate'], { gate: true }],
  [['--keep'], { keep: true }],
  [['--verbose'], { verbose: true }],
  [['--help'], { help: true }],
  [['-h'], { help: true }],
  [['--images', 'images.json'], { catalogueFile: '/home/me/images.json' }],
  [['--images', '/data/images.json'], { catalogueFile: '/data/images.json' }],
])('%j is read as %j', (args, options) => {
  expect(readOptions(args, '/home/me')).toStrictEqual({ ...NOTHING, ...options });
});

test.each([
  // npm keeps "--images" of `npm start --images images.json`.
  [['images.json'], "Unexpected argument 'images.json'. This command does not take positional arguments."],
  [['--wait'], "Unknown option '--wait'."],
  [['--images='], "Option '--images <value>' argument missing."],
  [['--images'], "Option '--images <value>' argument missing."],
])('%j is answered with a sentence and the usage', (args, sentence) => {
  expect(() => readOptions(args, '/')).toThrow(new UserError(`${sentence}\n\n${USAGE}`));
});

test.each(['--gate', '--images FILE', '--keep', '--verbose', '--help', '-h'])(
  'the usage has %s',
  (option) => {
    expect(USAGE).toContain(option);
  },
);
