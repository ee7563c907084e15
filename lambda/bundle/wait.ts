/** What an event hands to each of its polls, unchanged. Instants are in milliseconds of the epoch. */
export interface Wait {
  readonly startedAt: number;

  /** When the event had ended, and the polls began. */
  readonly pollsFrom: number;
  readonly deadline: number;

  /** Whether the event has asked for all changes of an Update. Otherwise its polls ask. */
  readonly isAsked: boolean;
}
