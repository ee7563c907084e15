/** Milliseconds between two tries in one event. */
export const RETRY_MS = 5_000;

/** Milliseconds that a poll may wait for an answer. What does not succeed may succeed at the next poll. */
export const POLL_MS = 120_000;

/** How long a denied call may only mean that a new role or policy is not in force yet. */
const IAM_GRACE_MS = 30_000;

/** How long an event may take. Instants are in milliseconds of the epoch. */
export interface TimeBudget {
  /** When to give up on a service that has not answered yet. */
  readonly firstAnswerBy: number;

  /** When to give up on a service that has answered before. */
  readonly deadline: number;

  /** Until when a call that is denied or blocked may only mean that a role, a policy or a network is new. */
  readonly deniedUntil: number;
}

/** The budget of an event that arrived at an instant. */
export function budgetFrom(arrivedAt: number, firstAnswerBy: number, deadline = firstAnswerBy): TimeBudget {
  return { firstAnswerBy, deadline, deniedUntil: arrivedAt + IAM_GRACE_MS };
}
