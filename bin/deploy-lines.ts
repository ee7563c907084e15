import type { LiveLine } from '../terminal/live-line';
import { readLine, type StackEnded } from './core/cdk-output';
import { secondsOf } from './core/count';
import { endText, liveText } from './core/stack-line';
import { begin, progressAfter, type StackProgress } from './core/stack-progress';

/** Collapses what the CDK's command line prints to a line for each stack. It deploys one after another. */
export class DeployLines {
  private waitsSince: number;
  private progress: StackProgress | undefined;
  private note = '';

  constructor(
    private readonly line: LiveLine,
    private readonly now: () => number,
  ) {
    this.waitsSince = now();
  }

  /** Reads a line of the command line. */
  public read(text: string): void {
    const said = readLine(text);
    switch (said?.kind) {
      case 'begins':
        this.begin(said.stack);
        break;
      case 'event':
        this.progress = progressAfter(this.begin(said.stack), said);
        this.show();
        break;
      case 'ended':
        this.end(said);
        break;
      case undefined:
        break;
    }
  }

  /** Tells what else is known at the moment. */
  public tell(note: string): void {
    this.note = note;
    this.show();
  }

  /** Shows how far it is by now. */
  public show(): void {
    const now = this.now();
    this.line.show(
      this.progress === undefined
        ? `cdk deploy  ${secondsOf(now - this.waitsSince)}`
        : liveText(this.progress, now, this.note),
    );
  }

  private begin(stack: string): StackProgress {
    if (this.progress?.stack === stack) {
      return this.progress;
    }
    this.note = '';
    this.progress = begin(stack, this.now());
    if (!this.line.isTerminal) {
      this.line.say(`${stack}  deploying`);
    }
    return this.progress;
  }

  private end({ stack, how }: StackEnded): void {
    const now = this.now();
    this.line.end(endText(this.begin(stack), how, now));
    this.progress = undefined;
    this.waitsSince = now;
  }
}
