import { readOptions } from '../../../dev/check-live/options';

const NAMES = ['one', 'two', 'three'];

test.each([
  [[], { help: false, scenarios: ['one'], imageIds: [] }],
  [['--deploy'], { scenarios: NAMES }],
  [['--deploy', 'three', 'two', '--image', 'wsi-1'], { scenarios: ['two', 'three'], imageIds: ['wsi-1'] }],
  [['-h'], { help: true }],
])('reads %j', (args, options) => {
  expect(readOptions(args, NAMES)).toMatchObject(options);
});

test.each([
  [['--deploy', 'six'], /There is no scenario named six\.[^]*npm run check:live -- --deploy NAME…/],
  [['one'], 'Scenarios and images need --deploy.'],
  [['--image', 'wsi-1'], 'Scenarios and images need --deploy.'],
])('refuses %j', (args, reason) => {
  expect(() => readOptions(args, NAMES)).toThrow(reason);
});
