import { count } from '../../lambda/resource/sentence';

/** Milliseconds between two lines where a line cannot be written over. */
const LINE_EVERY_MS = 5_000;

const CLEAR_LINE = '\r\u001b[K';

/** The width of a terminal that does not tell it, or tells 0. */
const DEFAULT_COLUMNS = 80;

/** Where progress is written. */
export interface ProgressStream {
  readonly isTTY?: boolean;

  /** The width of a terminal. */
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Tells what is read while it is read: one line that is written over on a terminal, and a line now and then elsewhere. */
export class Progress {
  private path = '';
  private pages = 0;
  private images = 0;
  private saidAt: number;

  constructor(
    private readonly stream: ProgressStream,
    private readonly now: () => number,
  ) {
    this.saidAt = now();
  }

  /** Begin with a lookup. */
  public lookup(path: string): void {
    this.path = path;
    this.pages = 0;
    this.images = 0;
    if (this.stream.isTTY === true) {
      this.say('looking');
    }
  }

  /** Note a page with so many images. */
  public page(images: number): void {
    this.pages++;
    this.images += images;
    if (this.stream.isTTY === true || this.now() - this.saidAt >= LINE_EVERY_MS) {
      this.saidAt = this.now();
      this.say(`${count(this.images, 'image')} in ${count(this.pages, 'page')}`);
    }
  }

  /** Leave no line behind that was only meant for the meantime. */
  public end(): void {
    if (this.stream.isTTY === true) {
      this.stream.write(CLEAR_LINE);
    }
  }

  private say(what: string): void {
    const line = `${this.path}: ${what} …`;
    const { isTTY, columns = 0 } = this.stream;
    // A line that wraps could not be written over.
    const width = columns > 0 ? columns : DEFAULT_COLUMNS;
    this.stream.write(isTTY === true ? CLEAR_LINE + line.slice(-width + 1) : `${line}\n`);
  }
}
