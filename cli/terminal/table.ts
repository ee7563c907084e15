import { cutEnd, widthOf } from './width';

export interface TableOptions {
  /** The width that no line is wider than. @default - as wide as the cells need */
  readonly columns?: number;

  /** Chooses how a cell of a row stands out, without changing its width. Gets the whole cell, even if it is cut. */
  readonly paint?: Paint;
}

type Paint = (cell: string, column: number) => (text: string) => string;

const GAP = '  ';

const plainly: Paint = () => (text) => text;

/** Formats rows of text in aligned columns. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { columns = Infinity, paint = plainly }: TableOptions = {},
): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  const layout = widths
    .map((width, column) => ({
      width,
      start: widths.slice(0, column).reduce((start, before) => start + before + GAP.length, 0),
    }))
    .filter(({ start }) => start < columns);
  const line = (row: readonly string[], paintOf: Paint) =>
    layout
      .map(({ width, start }, column) => {
        const whole = row[column] ?? '';
        const cell = cutEnd(whole, columns - start);
        return paintOf(whole, column)(cell) + ' '.repeat(width - widthOf(cell));
      })
      .join(GAP)
      .trimEnd();
  const dashes = widths.map((width) => '-'.repeat(width));
  return [line(head, plainly), line(dashes, plainly), ...rows.map((row) => line(row, paint))].join('\n');
}
