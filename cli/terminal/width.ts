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

/** Characters that take two columns: emoji, and the scripts of East Asia. */
const WIDE = /[\p{Emoji_Presentation}\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\uff01-\uff60]/u;

const segmenter = new Intl.Segmenter();

/** The width of a terminal. */
export function columnsOf({ columns = 0 }: Pick<Stream, 'columns'>): number {
  return columns > 0 ? columns : DEFAULT_COLUMNS;
}

/** The columns that a text takes. */
export function widthOf(text: string): number {
  return charactersOf(text).reduce((width, character) => width + columnsFor(character), 0);
}

/** Keeps the beginning of a text that is wider than `width`. */
export function cutEnd(text: string, width: number): string {
  return widthOf(text) <= width ? text : fitting(charactersOf(text), width - 1).join('') + cutFor(width);
}

/** Keeps the end of a text that is wider than `width`. */
export function cutStart(text: string, width: number): string {
  return widthOf(text) <= width
    ? text
    : cutFor(width) +
        fitting(charactersOf(text).reverse(), width - 1)
          .reverse()
          .join('');
}

function cutFor(width: number): string {
  return width > 0 ? CUT : '';
}

/** What a reader takes for one character may be several code points. */
function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function columnsFor(character: string): number {
  return WIDE.test(character) ? 2 : 1;
}

/** The first of these characters, which are wider together than there is room for. */
function fitting(characters: readonly string[], room: number): string[] {
  let width = 0;
  return characters.slice(
    0,
    characters.findIndex((character) => (width += columnsFor(character)) > room),
  );
}
