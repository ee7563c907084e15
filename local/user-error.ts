/** What the person who started this can mend: its message says it all, and no stack trace is worth showing. */
export class UserError extends Error {
  public override readonly name = 'UserError';
}
