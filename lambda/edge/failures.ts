import { WorkSpacesServiceException } from '@aws-sdk/client-workspaces';
import { isThrottlingError, isTransientError } from '@smithy/core/retry';

type SdkError = Parameters<typeof isTransientError>[0];

/** The account's calls are too many at the moment. */
export function isThrottled(error: unknown): boolean {
  return isError(error) && isThrottlingError(error);
}

/** The same call may succeed later: a network, a server or a proxy between did not answer as the service would. */
export function isTransient(error: unknown): boolean {
  return isError(error) && (isTransientError(error) || isCut(error) || isUnreadable(error));
}

/** Nothing answered: no service, and no proxy in between. */
export function isUnanswered(error: unknown): boolean {
  return isError(error) && error.$metadata?.httpStatusCode === undefined;
}

/** The caller has no permission, or not yet. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('AccessDenied');
}

/** The service understood the call and does not take what it asks for. */
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
    return `an answer that is no JSON, with HTTP status ${error.$metadata?.httpStatusCode ?? 'unknown'}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function isError(error: unknown): error is SdkError {
  return error instanceof Error;
}

function isCut(error: Error): boolean {
  return error.name === 'AbortError';
}

/** A body that is no JSON, such as a proxy's page, reaches the caller as the parser's own error. */
function isUnreadable(error: SdkError): boolean {
  const status = error.$metadata?.httpStatusCode ?? 0;
  return error instanceof SyntaxError && !(status >= 400 && status < 500);
}
