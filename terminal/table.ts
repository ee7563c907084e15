import { cutEnd } from './width';

export interface TableOptions {
  /** The width that no line is wider than. @default - as wide as the cells need */
  readonly columns?: number;

  /** Makes a cell of a row stand out, without changing its width. */
  readonly paint?: (cell: string, column: number) => string;
}

const GAP = '  ';

const plainly = (cell: string) => cell;

/** Formats rows of text in aligned columns. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { columns = Infinity, paint = plainly }: TableOptions = {},
): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const layout = widths
    .map((width, column) => ({
      width,
      start: widths.slice(0, column).reduce((start, before) => start + before + GAP.length, 0),
    }))
    .filter(({ start }) => start < columns);
  const line = (row: readonly string[], painted: (cell: string, column: number) => string) =>
    layout
      .map(({ width, start }, column) => {
        const cell = cutEnd(row[column] ?? '', columns - start);
        return painted(cell, column) + ' '.repeat(width - cell.length);
      })
      .join(GAP)
      .trimEnd();
  const dashes = widths.map((width) => '-'.repeat(width));
  return [line(head, plainly), line(dashes, plainly), ...rows.map((row) => line(row, paint))].join('\n');
}
