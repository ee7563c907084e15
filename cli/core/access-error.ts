/** AWS, or the app, does not let a lookup be previewed. Its message says what to do. */
export class AccessError extends Error {
  public override readonly name = 'AccessError';
}
