import { WorkSpacesServiceException } from '@aws-sdk/client-workspaces';
import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { OutOfTimeError } from '../resource/time-budget';

type SdkError = Parameters<typeof isTransientError>[0];

/** A failure whose message says what to do. It has no name of its own, which a reason would begin with. */
export class ExplainedError extends Error {}

/** The role to look as could not be assumed. */
export class RoleNotAssumedError extends ExplainedError {}

/** The account makes too many calls at the moment. */
export function isThrottled(error: unknown): boolean {
  return isError(error) && isThrottlingError(error);
}

/** The same call may succeed later: a network, a server or a proxy did not answer as the service would. */
export function isTransient(error: unknown): boolean {
  return isError(error) && (isTransientError(error) || isCut(error) || isUnreadable(error));
}

/** Nothing answered: neither the service nor a proxy. */
export function isUnanswered(error: unknown): boolean {
  return isError(error) && error.$metadata?.httpStatusCode === undefined;
}

/** The caller has no permission, or not yet. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('AccessDenied');
}

/** The service understood the call, and refuses what it asks for. */
export function isRefused(error: unknown): boolean {
  return (
    error instanceof WorkSpacesServiceException &&
    error.$fault === 'client' &&
    !isThrottled(error) &&
    !isDenied(error)
  );
}

/** `ThrottlingException: Rate exceeded`. */
export function nameAndMessage(error: unknown): string {
  if (isError(error) && error instanceof SyntaxError) {
    return `an answer that is not JSON, with HTTP status ${error.$metadata?.httpStatusCode ?? 'unknown'}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Explain that a call of ours is denied. */
export function denial(error: unknown, call: string, who = "the function's role"): ExplainedError {
  return new ExplainedError(
    `${call} was denied (${nameAndMessage(error)}): ${who} must allow it, and no service control policy or ` +
      'permissions boundary may deny it',
    { cause: error },
  );
}

/** Explain a final failure. Running out of time explains itself, and is told apart by its class. */
export function withAdvice(error: unknown, explain: (reason: string) => string): unknown {
  return error instanceof OutOfTimeError
    ? error
    : new ExplainedError(explain(nameAndMessage(error)), { cause: error });
}

function isError(error: unknown): error is SdkError {
  return error instanceof Error;
}

function isCut(error: Error): boolean {
  return error.name === 'AbortError';
}

/** The SDK passes on the parser's error for a body that is not JSON, such as a proxy's page. */
function isUnreadable(error: SdkError): boolean {
  const status = error.$metadata?.httpStatusCode ?? 0;
  return error instanceof SyntaxError && !(status >= 400 && status < 500);
}
