/** An error that the user can fix. Its message is complete, so no stack trace is shown. */
export class UserError extends Error {}
