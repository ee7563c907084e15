interface Answer {
  readonly $metadata: {
    readonly requestId?: string | undefined;
    readonly httpStatusCode?: number | undefined;
  };
}

/** A page of a proxy that happens to be JSON. Taken for an answer, it would be an empty list. */
export class ForeignAnswerError extends Error {
  public override readonly name = 'ForeignAnswerError';

  constructor(public readonly $metadata: Answer['$metadata']) {
    super("an answer that has neither a list nor the id of a request, so it is not the service's");
  }
}

/**
 * Return an answer that has its list, or at least comes from the service: whether that leaves out an empty list is not known.
 *
 * @throws ForeignAnswerError for any other
 */
export function ofService<Output extends Answer>(output: Output, list: keyof Output): Output {
  if (output[list] === undefined && output.$metadata.requestId === undefined) {
    throw new ForeignAnswerError(output.$metadata);
  }
  return output;
}
