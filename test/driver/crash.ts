/** What Lambda reports of a function that failed. */
export interface Report {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What Lambda reports of a function that ended without an answer. */
export const KILLED: Report = {
  errorType: 'Runtime.ExitError',
  errorMessage:
    'RequestId: 8f5a2c1e-1d7b-4d5e-9c56-0a1b2c3d4e5f Error: Runtime exited with error: signal: killed',
};

/** Thrown by a handler of a test whose function ends without an answer, or cannot be loaded. */
export class CrashError extends Error {
  public override readonly name = 'CrashError';

  constructor(public readonly report: Report) {
    super(report.errorMessage);
  }
}
