import type { Style } from '../../../cli/terminal/style';
import { table } from '../../../cli/terminal/table';
import type { ExampleImage } from './example';

const HEAD = ['image id', 'name', 'state', 'created'];
const STATE = HEAD.indexOf('state');

/** A table of images that is no wider than `columns`. */
export function imageTable(images: readonly ExampleImage[], style: Style, columns: number): string {
  const paints = new Map([
    ['AVAILABLE', style.green],
    ['PENDING', style.yellow],
    ['ERROR', style.red],
  ]);
  const plainly = (text: string) => text;
  return table(
    HEAD,
    images.map(({ imageId, name, state, created }) => [imageId, name, state, created]),
    { columns, paint: (cell, column) => (column === STATE ? (paints.get(cell) ?? plainly) : plainly) },
  );
}
