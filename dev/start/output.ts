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

  /** Whether to print all that the CDK says. */
  readonly isVerbose: boolean;
}

export function outputOn(stream: Stream, environment: NodeJS.ProcessEnv, isVerbose: boolean): Output {
  return {
    line: new LiveLine({ stream, now: () => performance.now(), everyMs: LINE_EVERY_MS }),
    style: styleFor(stream, environment),
    columns: stream.isTTY === true ? columnsOf(stream) : Infinity,
    isVerbose,
  };
}

/** Shows each second what is being done, until it is. `describe` gets the milliseconds since the begin. */
export async function whileTiming<Result>(
  { line }: Output,
  describe: string | ((milliseconds: number) => string),
  work: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  const show = () => {
    const elapsed = performance.now() - startedAt;
    line.show(typeof describe === 'string' ? `${describe}  ${secondsOf(elapsed)}` : describe(elapsed));
  };
  show();
  const ticking = setInterval(show, TICK_MS);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
    line.clear();
  }
}
