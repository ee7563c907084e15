/** How long an event may take. Instants are in milliseconds of the epoch. */
export interface TimeBudget {
  /** When to give up on a service that has not answered yet. */
  readonly firstAnswerBy: number;

  /** When to give up on a service that has answered before. */
  readonly deadline: number;

  /** Until when a call that is denied or blocked may only mean that a role, a policy or a network is new. */
  readonly deniedUntil: number;
}

/** The service did not answer in time. It may answer later. */
export class OutOfTimeError extends Error {
  public override readonly name = 'OutOfTimeError';
}
