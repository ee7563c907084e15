import { ExplainedError } from '../resource/errors';

export interface Answer {
  readonly $metadata: {
    readonly requestId?: string | undefined;
    readonly httpStatusCode?: number | undefined;
  };
}

/** Something answered that is not the service, such as a proxy. */
export class ForeignAnswerError extends ExplainedError {
  constructor(
    message: string,
    public readonly $metadata: Answer['$metadata'] = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** We have cut the call, since nothing answered. */
export class NoAnswerError extends ExplainedError {
  constructor(options?: ErrorOptions) {
    super('no answer in time', options);
  }
}

/**
 * Return an answer that has what it must have, or at least comes from the service: whether that leaves out an empty list is
 * not known. A page of a proxy may be JSON. Taken for an answer, it would be an empty list, or the success of a call.
 *
 * @param member What the answer must have. @default - nothing
 * @throws ForeignAnswerError for any other, NoAnswerError if the call was cut, the error of the service as it is
 */
export async function ofService<Output extends Answer>(
  sent: Promise<Output>,
  member?: keyof Output,
): Promise<Output> {
  const output = await sent.catch((error: unknown) => {
    throw readable(error);
  });
  const hasMember = member !== undefined && output[member] !== undefined;
  if (!hasMember && output.$metadata.requestId === undefined) {
    throw new ForeignAnswerError(
      "an answer without the id of a request, so it is not the service's",
      output.$metadata,
    );
  }
  return output;
}

/** The SDK passes on the parser's error for a body that is not the JSON or XML of the service, such as a proxy's page. */
function readable(error: unknown): unknown {
  // The SDK names only those calls so that we cut. It gives broken connections another name, TimeoutError.
  if (error instanceof Error && error.name === 'AbortError') {
    return new NoAnswerError({ cause: error });
  }
  if (isPage(error)) {
    const status = error.$metadata?.httpStatusCode ?? 'unknown';
    return new ForeignAnswerError(`an unreadable answer with HTTP status ${status}`, error.$metadata, {
      cause: error,
    });
  }
  return error;
}

function isPage(error: unknown): error is Error & Partial<Answer> {
  return (
    error instanceof SyntaxError ||
    (error instanceof Error && error.message.startsWith('@aws-sdk XML parse error'))
  );
}
