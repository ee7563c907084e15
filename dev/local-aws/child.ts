import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Environment } from './environment';

export interface ChildOptions {
  readonly env: Environment;
  readonly cwd?: string;
  readonly onLine: (line: string) => void;
  /** Whether `send` may be used. Without it, the program's standard input is empty. @default false */
  readonly readsLines?: boolean;
  /** Directories to remove if this process ends before the child. */
  readonly leaves?: readonly string[];
}

export interface Child {
  /** Resolves when the child has ended and all its lines have been passed on. Never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** Writes a line to the program's standard input. */
  send(line: string): void;
  /** Sends SIGTERM, and SIGKILL after `graceMs`. */
  stop(graceMs: number): Promise<ChildEnd>;
}

export interface ChildEnd {
  readonly exitCode: number;
  /** For messages: `exit code 1`, `SIGKILL`, or why the program could not be started. */
  readonly how: string;
}

/** Starts a program in its own process group. The group is killed when the program or this process ends. */
export function startChild(command: string, args: readonly string[], options: ChildOptions): Child {
  const { env, cwd, onLine, readsLines = false, leaves = [] } = options;
  const child = spawn(command, args, { env, cwd, detached: true, stdio: 'pipe' });
  // A program that ends early does not read to the end.
  child.stdin.on('error', () => undefined);
  if (!readsLines) {
    child.stdin.end();
  }
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', onLine);
  }
  const { pid } = child;
  const stopGuarding = pid === undefined ? () => undefined : guard(pid, leaves);
  child.once('exit', () => {
    killGroup(pid);
    stopGuarding();
  });
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('error', (error) => {
      resolve({ exitCode: 127, how: error.message });
    });
    child.once('close', (code, signal) => {
      resolve({ exitCode: code ?? 1, how: signal ?? `exit code ${String(code)}` });
    });
  });
  const stop = async (graceMs: number) => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => {
      killGroup(pid);
    }, graceMs);
    const end = await ended;
    clearTimeout(timer);
    return end;
  };
  const send = (line: string) => {
    child.stdin.write(`${line}\n`);
  };
  return { ended, send, stop };
}

/**
 * Kills the process group once this process has ended. A process cannot handle its own SIGKILL, so a shell does it:
 * its standard input closes when this process ends, whatever the cause.
 */
const GUARD = 'read -r _; kill -9 "-$1"; shift; rm -rf -- "$@"';

function guard(pid: number, leaves: readonly string[]): () => void {
  const shell = spawn('/bin/sh', ['-c', GUARD, 'guard', String(pid), ...leaves], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  return () => {
    shell.kill('SIGKILL');
  };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is empty.
  }
}
