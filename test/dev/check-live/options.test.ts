import { UserError } from '../../../cli/terminal/user-error';
import { readOptions } from '../../../dev/check-live/options';

const NAMES = ['one', 'two', 'three', 'four', 'five'];
const reading = (...args: string[]) => readOptions(args, NAMES);

test('deploys nothing unless it is asked to', () => {
  expect(reading()).toStrictEqual({ help: false, questions: undefined, imageIds: [] });
});

test('--deploy asks everything', () => {
  expect(reading('--deploy')).toMatchObject({ questions: NAMES });
});

test('--deploy with names asks those, in the order of the list', () => {
  expect(reading('--deploy', 'four', 'two')).toMatchObject({ questions: ['two', 'four'] });
});

test('takes images for bundles', () => {
  const ids = ['wsi-0123456789', 'wsi-abcdefghi'];
  expect(reading('--deploy', ...ids.map((id) => `--image=${id}`))).toMatchObject({ imageIds: ids });
});

test.each(['--help', '-h'])('reads %s', (option) => {
  expect(reading(option)).toMatchObject({ help: true });
});

test.each([
  [['--deploy', 'six'], 'There is no question named six.'],
  [['one'], 'Questions are answered by deployments, which need --deploy.'],
  [['--image', 'wsi-0123456789'], 'Questions are answered by deployments, which need --deploy.'],
  [
    ['--deploy', '--image', 'golden'],
    "--image takes the id of an image, such as wsi-0123456789, and got 'golden'.",
  ],
  [['--region', 'eu-west-1'], /^Unknown option '--region'/],
])('refuses %j, with the usage', (args, reason) => {
  const refused = () => reading(...args);
  expect(refused).toThrow(UserError);
  expect(refused).toThrow(reason);
  expect(refused).toThrow('npm run check:live -- --deploy NAME…    only some of: one, two, three, four,');
});
