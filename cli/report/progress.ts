import { count } from '../../lambda/resource/sentence';
import { LiveLine } from '../terminal/live-line';
import { cutStart, type Stream } from '../terminal/width';

/** Milliseconds between two lines where a line cannot be written over. */
const LINE_EVERY_MS = 5_000;

/** Tells what is read while it is read. */
export class Progress {
  private readonly line: LiveLine;
  private path = '';
  private pages = 0;
  private images = 0;

  constructor(stream: Stream, now: () => number) {
    // The end of a path tells more than its beginning.
    this.line = new LiveLine({ stream, now, everyMs: LINE_EVERY_MS, cut: cutStart });
  }

  /** Begin with a lookup. */
  public lookup(path: string): void {
    this.path = path;
    this.pages = 0;
    this.images = 0;
    if (this.line.isTerminal) {
      this.show('looking');
    }
  }

  /** Note a page with so many images. */
  public page(images: number): void {
    this.pages++;
    this.images += images;
    this.show(`${count(this.images, 'image')} in ${count(this.pages, 'page')}`);
  }

  /** Leave no line behind that was only meant for the meantime. */
  public end(): void {
    this.line.clear();
  }

  private show(what: string): void {
    this.line.show(`${this.path}: ${what} …`);
  }
}
