export interface Answer {
  readonly $metadata: {
    readonly requestId?: string | undefined;
    readonly httpStatusCode?: number | undefined;
  };
}

/** A page of a proxy that happens to be JSON. Taken for an answer, it would be an empty list, or the success of a call. */
export class ForeignAnswerError extends Error {
  public override readonly name = 'ForeignAnswerError';

  constructor(public readonly $metadata: Answer['$metadata']) {
    super("an answer without the id of a request, so it is not the service's");
  }
}

/**
 * Return an answer that has what it must have, or at least comes from the service: whether that leaves out an empty list is
 * not known.
 *
 * @param member What the answer must have. @default - nothing
 * @throws ForeignAnswerError for any other
 */
export function ofService<Output extends Answer>(output: Output, member?: keyof Output): Output {
  const hasMember = member !== undefined && output[member] !== undefined;
  if (!hasMember && output.$metadata.requestId === undefined) {
    throw new ForeignAnswerError(output.$metadata);
  }
  return output;
}
