/** A question that only a real account can answer. */
export interface About {
  /** What it is asked by on the command line. It is part of the names of stacks. */
  readonly name: string;
  readonly question: string;

  /** What is deployed for it. */
  readonly makes: string;
}
