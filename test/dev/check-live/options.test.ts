import { UserError } from '../../../cli/terminal/user-error';
import { readOptions } from '../../../dev/check-live/options';

const NAMES = ['one', 'two', 'three'];
const ID = 'wsi-0123456789';

test.each([
  [[], { help: false, scenarios: ['one'], imageIds: [] }],
  [['--deploy'], { scenarios: NAMES }],
  [['--deploy', 'three', 'two', '--image', ID], { scenarios: ['two', 'three'], imageIds: [ID] }],
  [['-h'], { help: true }],
])('reads %j', (args, options) => {
  expect(readOptions(args, NAMES)).toMatchObject(options);
});

test.each([
  [['--deploy', 'six'], 'There is no scenario named six.'],
  [['one'], 'Scenarios and images need --deploy.'],
  [['--image', ID], 'Scenarios and images need --deploy.'],
  [
    ['--deploy', '--image', 'golden'],
    "--image takes the id of an image, such as wsi-0123456789, and got 'golden'.",
  ],
  [['--region', 'eu-west-1'], "Unknown option '--region'"],
])('refuses %j, with the usage', (args, reason) => {
  expect(() => readOptions(args, NAMES)).toThrow(UserError);
  expect(() => readOptions(args, NAMES)).toThrow(reason);
  expect(() => readOptions(args, NAMES)).toThrow('npm run check:live -- --deploy NAME…');
});
