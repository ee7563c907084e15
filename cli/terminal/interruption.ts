import { UserError } from './user-error';

/** A running program. */
interface Program extends NodeJS.EventEmitter {
  readonly stdout: NodeJS.EventEmitter;
  readonly stderr: NodeJS.EventEmitter;
}

/** Aborts when the program is told to stop, its terminal is closed, or nobody reads any more what it prints. */
export function interruption(program: Program): AbortSignal {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // More than once: npm forwards the signal that a terminal sends to this process too.
    program.on(signal, () => {
      interrupted.abort(new UserError(`Stopped by ${signal}.`));
    });
  }
  for (const stream of [program.stdout, program.stderr]) {
    // Without a listener, the next line would end the program before it has cleaned up.
    stream.on('error', () => {
      interrupted.abort(new UserError('Stopped, since nobody reads what is printed.'));
    });
  }
  return interrupted.signal;
}
