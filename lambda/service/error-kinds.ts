import { WorkSpacesServiceException } from '@aws-sdk/client-workspaces';
import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { ExplainedError, textOf } from '../resource/errors';
import { ForeignAnswerError, NoAnswerError } from './foreign-answer';

type SdkError = Parameters<typeof isTransientError>[0];

/** The account makes too many calls at the moment. */
export function isThrottled(error: unknown): boolean {
  return isError(error) && isThrottlingError(error);
}

/** The same call may succeed later: a network, a server or a proxy did not answer as the service would. */
export function isTransient(error: unknown): boolean {
  return (
    error instanceof NoAnswerError ||
    (error instanceof ForeignAnswerError && !isClientStatus(error)) ||
    (isError(error) && isTransientError(error))
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
  return error instanceof ForeignAnswerError && isClientStatus(error);
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

/** Explain a call of ours that is denied or blocked. Another failure is left as it is. */
export function explainRefusal(error: unknown, call: string, who = "the function's role"): unknown {
  if (isDenied(error)) {
    return new ExplainedError(
      `${call} was denied (${textOf(error)}): ${who} must allow it, and no service control policy or ` +
        'permissions boundary may deny it',
      { cause: error },
    );
  }
  if (isBlocked(error)) {
    return new ExplainedError(
      `${call} was blocked (${textOf(error)}): a proxy or a firewall on the way to the service must allow it`,
      { cause: error },
    );
  }
  return error;
}

function isError(error: unknown): error is SdkError {
  return error instanceof Error;
}

function isClientStatus({ $metadata: { httpStatusCode = 0 } }: ForeignAnswerError): boolean {
  return httpStatusCode >= 400 && httpStatusCode < 500;
}
