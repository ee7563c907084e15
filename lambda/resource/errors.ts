/** A failure whose message says it all. It has no name of its own, which a reason would begin with. */
export class ExplainedError extends Error {}

/** The service did not answer in time. It may answer later. */
export class OutOfTimeError extends ExplainedError {}

/**
 * What an error says, for a sentence that goes on: `ThrottlingException: Rate exceeded`. The name of a service's error says
 * more than its message, which may be missing.
 */
export function textOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { name, message } = error;
  return name === 'Error' ? message : [name, message.replace(/\.$/, '')].filter(Boolean).join(': ');
}

/** Explain a final failure by its text. Running out of time explains itself, and is told by its class. */
export function explained(
  error: unknown,
  explain: (text: string) => string,
  Kind: typeof ExplainedError = ExplainedError,
): ExplainedError {
  return error instanceof OutOfTimeError ? error : new Kind(explain(textOf(error)), { cause: error });
}
