/** Where a command writes. */
export interface Stream {
  readonly isTTY?: boolean;

  /** The width of a terminal. */
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** The width of a terminal that does not tell it, or tells 0. */
const DEFAULT_COLUMNS = 80;

const CUT = '…';

/** The width of a terminal. */
export function columnsOf({ columns = 0 }: Pick<Stream, 'columns'>): number {
  return columns > 0 ? columns : DEFAULT_COLUMNS;
}

/** Keeps the beginning of a text that is wider than `width`. */
export function cutEnd(text: string, width: number): string {
  return text.length <= width ? text : text.slice(0, Math.max(0, width - 1)) + CUT;
}

/** Keeps the end of a text that is wider than `width`. */
export function cutStart(text: string, width: number): string {
  return text.length <= width ? text : CUT + text.slice(text.length - Math.max(0, width - 1));
}
