import { LiveLine } from '../../cli/terminal/live-line';
import { type Style, styleFor } from '../../cli/terminal/style';
import { columnsOf, type Stream } from '../../cli/terminal/width';
import { secondsOf } from './core/count';

/** Milliseconds between two lines about a wait where a line cannot be written over. */
const LINE_EVERY_MS = 15_000;

const TICK_MS = 1_000;

/** Where the demonstration speaks. */
export interface Output {
  readonly line: LiveLine;
  readonly style: Style;

  /** The width of tables. Infinity where nothing wraps. */
  readonly columns: number;

  /** Whether to print all that the CDK's command line prints. */
  readonly isVerbose: boolean;
  readonly now: () => number;
}

export function outputOn(stream: Stream, environment: NodeJS.ProcessEnv, isVerbose: boolean): Output {
  const now = () => performance.now();
  return {
    line: new LiveLine({ stream, now, everyMs: LINE_EVERY_MS }),
    style: styleFor(stream, environment),
    columns: stream.isTTY === true ? columnsOf(stream) : Infinity,
    isVerbose,
    now,
  };
}

/** Calls `show` each second until the work is done. What it has shown does not stay. */
export async function whileShowing<Result>(
  line: LiveLine,
  show: () => void,
  work: () => Promise<Result>,
): Promise<Result> {
  show();
  const ticking = setInterval(show, TICK_MS);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
    line.clear();
  }
}

/** Shows what is being done, and for how long. */
export function whileTiming<Result>(
  { line, now }: Output,
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const startedAt = now();
  return whileShowing(
    line,
    () => {
      line.show(`${what}  ${secondsOf(now() - startedAt)}`);
    },
    work,
  );
}
