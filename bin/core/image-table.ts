import type { Style } from '../../terminal/style';
import { table } from '../../terminal/table';
import type { ExampleImage } from './example';

const HEAD = ['image id', 'name', 'state', 'created'];
const STATE = HEAD.indexOf('state');

/** A table of images that is no wider than `columns`. */
export function imageTable(images: readonly ExampleImage[], style: Style, columns: number): string {
  const colours: Readonly<Record<string, Style['red']>> = {
    AVAILABLE: style.green,
    PENDING: style.yellow,
    ERROR: style.red,
  };
  return table(
    HEAD,
    images.map(({ imageId, name, state, created }) => [imageId, name, state, created]),
    { columns, paint: (cell, column) => (column === STATE ? (colours[cell]?.(cell) ?? cell) : cell) },
  );
}
