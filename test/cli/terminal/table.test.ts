import fc from 'fast-check';
import { table } from '../../../cli/terminal/table';
import { anyText, knownWidth } from './characters';

const HEAD = ['id', 'state', 'name'];
const ROWS = [
  ['wsi-1', 'PENDING', 'golden'],
  ['wsi-22', '', 'sandbox-linux'],
  ['wsi-3', 'ERROR'],
];

test('columns are aligned, and a line has no spaces at its end', () => {
  expect(table(HEAD, ROWS).split('\n')).toEqual([
    'id      state    name',
    '------  -------  -------------',
    'wsi-1   PENDING  golden',
    'wsi-22           sandbox-linux',
    'wsi-3   ERROR',
  ]);
});

test('where there is no room, cells are cut, and columns left out', () => {
  expect(table(HEAD, ROWS, { columns: 22 }).split('\n')).toEqual([
    'id      state    name',
    '------  -------  ----…',
    'wsi-1   PENDING  gold…',
    'wsi-22           sand…',
    'wsi-3   ERROR',
  ]);
  expect(table(HEAD, ROWS, { columns: 8 }).split('\n')).toEqual(['id', '------', 'wsi-1', 'wsi-22', 'wsi-3']);
});

test('cells of rows are painted, and neither the head nor the space between', () => {
  const paint = (cell: string, column: number) => (text: string) =>
    column === 1 && cell === 'ERROR' ? `<${text}>` : text;
  expect(table(HEAD, [['wsi-1', 'ERROR', 'golden']], { paint }).split('\n')).toEqual([
    'id     state  name',
    '-----  -----  ------',
    'wsi-1  <ERROR>  golden',
  ]);
  expect(table(HEAD, [['wsi-1', 'ERROR']], { paint, columns: 10 }).split('\n')[2]).toBe('wsi-1  <ER…>');
});

test('no line is wider than what there is room for', () => {
  const cells = fc.array(anyText, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(cells), fc.integer({ min: 1, max: 40 }), (rows, columns) => {
      for (const line of table(HEAD, rows, { columns }).split('\n')) {
        expect(knownWidth(line)).toBeLessThanOrEqual(columns);
      }
    }),
  );
});
