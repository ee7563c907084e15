import { styleFor } from '../../../../cli/terminal/style';
import { imageTable } from '../../../../dev/start/core/image-table';

const image = (state: string) => ({ imageId: 'wsi-a', name: 'golden', state, created: '2026-01-01' });
const IMAGES = ['AVAILABLE', 'PENDING', 'ERROR', 'COPYING', 'toString'].map(image);
const stateColumn = (text: string) =>
  text
    .split('\n')
    .slice(2)
    .map((line) => line.split(/ {2,}/)[2]);

test('states have colours on a terminal', () => {
  expect(stateColumn(imageTable(IMAGES, styleFor({ isTTY: true }, {}), 80))).toEqual([
    '\u001b[32mAVAILABLE\u001b[0m',
    '\u001b[33mPENDING\u001b[0m',
    '\u001b[31mERROR\u001b[0m',
    'COPYING',
    'toString',
  ]);
});

test('a state that is cut has its colour', () => {
  const [, , available] = imageTable(IMAGES, styleFor({ isTTY: true }, {}), 24).split('\n');
  expect(available).toBe('wsi-a     golden  \u001b[32mAVAIL…\u001b[0m');
});

test('and none elsewhere', () => {
  expect(imageTable([image('ERROR')], styleFor({}, {}), Infinity)).toBe(
    [
      'image id  name    state  created',
      '--------  ------  -----  ----------',
      'wsi-a     golden  ERROR  2026-01-01',
    ].join('\n'),
  );
});

test('the table fits', () => {
  expect(imageTable(IMAGES, styleFor({}, {}), 20).split('\n')[3]).toBe('wsi-a     golden  P…');
});
