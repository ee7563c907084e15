import { columnsOf, cutEnd, type Stream } from './width';

const CLEAR_LINE = '\r\u001b[K';

export interface LiveLineOptions {
  readonly stream: Stream;

  /** In milliseconds. */
  readonly now: () => number;

  /** Milliseconds between two lines where a line cannot be written over. */
  readonly everyMs: number;

  /** Makes a line fit. @default cutEnd */
  readonly cut?: (text: string, width: number) => string;
}

/** What is true for the moment: one line that is written over on a terminal, and a line now and then elsewhere. */
export class LiveLine {
  private saidAt: number;

  constructor(private readonly options: LiveLineOptions) {
    this.saidAt = options.now();
  }

  /** Whether a line can be written over. */
  public get isTerminal(): boolean {
    return this.options.stream.isTTY === true;
  }

  /** Shows a line until the next one. */
  public show(text: string): void {
    const { stream, now, everyMs } = this.options;
    if (this.isTerminal) {
      stream.write(CLEAR_LINE + this.fit(text));
    } else if (now() - this.saidAt >= everyMs) {
      this.say(text);
    }
  }

  /** Writes what the line says from then on. */
  public end(text: string): void {
    this.say(this.isTerminal ? this.fit(text) : text);
  }

  /** Writes a text that stays, of any length. */
  public say(text: string): void {
    this.clear();
    this.saidAt = this.options.now();
    this.options.stream.write(`${text}\n`);
  }

  /** Leaves nothing behind that was only true for the moment. */
  public clear(): void {
    if (this.isTerminal) {
      this.options.stream.write(CLEAR_LINE);
    }
  }

  /** A line that wraps could not be written over, and a full line may wrap. */
  private fit(text: string): string {
    const { stream, cut = cutEnd } = this.options;
    return cut(text, columnsOf(stream) - 1);
  }
}
