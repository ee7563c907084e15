import { startChild } from './child';
import type { Environment } from './environment';

export interface ProgramOptions {
  readonly env: Environment;
  /** @default - the working directory of this process */
  readonly cwd?: string;
  readonly onLine?: (line: string) => void;
  /** Stops the program. Its promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface ProgramResult {
  readonly exitCode: number;
  /** For messages: `exit code 1`, `SIGKILL`, or why the program could not be started. */
  readonly how: string;
  readonly output: string;
}

const STOP_WITHIN_MS = 2_000;

/** Runs a program for Node.js to its end. */
export function runNode(
  file: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  return runProgram(process.execPath, [file, ...args], options);
}

/** Runs a program to its end. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { env, cwd, onLine = () => undefined, signal }: ProgramOptions,
): Promise<ProgramResult> {
  signal?.throwIfAborted();
  const lines: string[] = [];
  const child = startChild(command, args, {
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
  const { exitCode, how } = await child.ended;
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  return { exitCode, how, output: lines.join('\n') };
}
