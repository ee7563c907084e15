import { startChild } from './child';
import type { Environment } from './environment';

export interface ProgramOptions {
  readonly env: Environment;
  /** @default - the working directory of this process */
  readonly cwd?: string;
  readonly onLine?: (line: string) => void;
  /** Stops the program. Its promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ProgramResult {
  readonly exitCode: number;
  readonly output: string;
}

const STOP_WITHIN_MS = 2_000;

/** Runs a program for Node.js to its end. */
export async function runProgram(
  file: string,
  args: readonly string[],
  { env, cwd, onLine = () => undefined, signal }: ProgramOptions,
): Promise<ProgramResult> {
  signal?.throwIfAborted();
  const lines: string[] = [];
  const child = startChild(process.execPath, [file, ...args], {
    env,
    cwd,
    onLine: (line) => {
      lines.push(line);
      onLine(line);
    },
  });
  const stop = () => {
    void child.stop(STOP_WITHIN_MS);
  };
  signal?.addEventListener('abort', stop);
  const { exitCode } = await child.ended;
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  return { exitCode, output: lines.join('\n') };
}
