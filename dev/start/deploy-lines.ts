import type { LiveLine } from '../../cli/terminal/live-line';
import { readLine, type StackEnded } from './core/cdk-output';
import { secondsOf } from './core/count';
import { endText, liveText } from './core/stack-line';
import { begin, progressAfter, type StackProgress } from './core/stack-progress';

/** Collapses what the CDK's command line prints to a line for each stack. It deploys one after another. */
export class DeployLines {
  private waitsSince: number;
  private progress: StackProgress | undefined;

  constructor(
    private readonly line: LiveLine,
    private readonly now: () => number,
    private readonly watch?: { readonly isPending: boolean },
  ) {
    this.waitsSince = now();
  }

  /** Reads a line of the command line. */
  public read(text: string): void {
    const said = readLine(text);
    switch (said?.kind) {
      case 'begins':
        this.progress = this.progressOf(said.stack);
        break;
      case 'event':
        this.progress = progressAfter(this.progressOf(said.stack), said);
        this.show();
        break;
      case 'ended':
        this.end(said);
        break;
      case undefined:
        break;
    }
  }

  /** Shows how far it is by now. */
  public show(): void {
    const now = this.now();
    const note = this.watch?.isPending === true ? 'the image is PENDING' : '';
    this.line.show(
      this.progress === undefined
        ? `cdk deploy  ${secondsOf(now - this.waitsSince)}`
        : liveText(this.progress, now, note),
    );
  }

  private progressOf(stack: string): StackProgress {
    return this.progress?.stack === stack ? this.progress : begin(stack, this.now());
  }

  private end({ stack, how }: StackEnded): void {
    const now = this.now();
    this.line.end(endText(this.progressOf(stack), how, now));
    this.progress = undefined;
    this.waitsSince = now;
  }
}
