import { WorkSpacesServiceException } from '@aws-sdk/client-workspaces';
import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { OutOfTimeError } from '../resource/time-budget';
import { ForeignAnswerError } from './foreign-answer';

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
  return (
    isError(error) &&
    (isTransientError(error) || isCut(error) || (isForeign(error) && !isClientStatus(error)))
  );
}

/** Nothing answered: neither the service nor a proxy. */
export function isUnanswered(error: unknown): boolean {
  return isError(error) && error.$metadata?.httpStatusCode === undefined;
}

/** No name server knows an address of the service. */
export function hasNoAddress(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOTFOUND';
}

/** A proxy or a firewall refuses the call, and shows a page for people. */
export function isBlocked(error: unknown): boolean {
  return isForeign(error) && isClientStatus(error);
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

/** `ThrottlingException: Rate exceeded`, or what is said of a failure that has no such words. */
export function nameAndMessage(error: unknown): string {
  if (error instanceof ForeignAnswerError) {
    return error.message;
  }
  if (isPage(error)) {
    return `an unreadable answer with HTTP status ${error.$metadata?.httpStatusCode ?? 'unknown'}`;
  }
  if (isError(error) && isCut(error)) {
    return 'no answer in time';
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Explain a call of ours that is denied or blocked. Another failure is left as it is. */
export function explainRefusal(error: unknown, call: string, who = "the function's role"): unknown {
  if (isDenied(error)) {
    return new ExplainedError(
      `${call} was denied (${nameAndMessage(error)}): ${who} must allow it, and no service control policy or ` +
        'permissions boundary may deny it',
      { cause: error },
    );
  }
  if (isBlocked(error)) {
    return new ExplainedError(
      `${call} was blocked (${nameAndMessage(error)}): a proxy or a firewall on the way to the service must allow it`,
      { cause: error },
    );
  }
  return error;
}

/** Explain a final failure of a call. Running out of time explains itself, and what is blocked did not get that far. */
export function withAdvice(
  error: unknown,
  call: string,
  advise: (reason: string) => ExplainedError,
): unknown {
  if (error instanceof OutOfTimeError) {
    return error;
  }
  return isBlocked(error) ? explainRefusal(error, call) : advise(nameAndMessage(error));
}

function isError(error: unknown): error is SdkError {
  return error instanceof Error;
}

/** The SDK names only those calls so that we cut. It gives broken connections another name, TimeoutError. */
function isCut(error: Error): boolean {
  return error.name === 'AbortError';
}

/** Something answered that is not the service. */
function isForeign(error: unknown): error is SdkError {
  return error instanceof ForeignAnswerError || isPage(error);
}

/** The SDK passes on the parser's error for a body that is not the JSON or XML of the service, such as a proxy's page. */
function isPage(error: unknown): error is SdkError {
  return (
    isError(error) && (error instanceof SyntaxError || error.message.startsWith('@aws-sdk XML parse error'))
  );
}

function isClientStatus({ $metadata }: SdkError): boolean {
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500;
}
