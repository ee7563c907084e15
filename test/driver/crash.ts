/** What Lambda reports of a function that failed. */
export interface Report {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** Thrown by a handler of a test whose function ends without an answer, or cannot be loaded. */
export class CrashError extends Error {
  public override readonly name = 'CrashError';

  constructor(public readonly report: Report) {
    super(report.errorMessage);
  }
}
