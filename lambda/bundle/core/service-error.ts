import { OutOfTimeError } from '../../resource/time-budget';

/** The service's refusals that mean something to the handler, by their names in its model. */
const ALREADY_EXISTS = 'ResourceAlreadyExistsException';
const ASSOCIATED = 'ResourceAssociatedException';
const LIMIT_EXCEEDED = 'ResourceLimitExceededException';
const NOT_FOUND = 'ResourceNotFoundException';
const UNAVAILABLE = 'ResourceUnavailableException';

const isNamed =
  (name: string) =>
  (error: unknown): boolean =>
    error instanceof Error && error.name === name;

export const isAlreadyExists = isNamed(ALREADY_EXISTS);

/** WorkSpaces, or a pool, use the bundle. */
export const isAssociated = isNamed(ASSOCIATED);
export const isLimitExceeded = isNamed(LIMIT_EXCEEDED);
export const isNotFound = isNamed(NOT_FOUND);

/** The service has refused the call, for any reason but a lack of permission, which is told by an error of ours. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name.endsWith('Exception');
}

/** The image or the bundle is being made or changed. */
export const isUnavailable = isNamed(UNAVAILABLE);

/** Explain a final failure. Running out of time explains itself, and is told apart by its class. */
export function explained(error: unknown, explain: (told: string) => string): Error {
  return error instanceof OutOfTimeError ? error : new Error(explain(told(error)), { cause: error });
}

/** `ResourceNotFoundException: The image does not exist`, so that a sentence can go on. Our own errors have no name. */
export function told(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const message = error.message.replace(/\.$/, '');
  return error.name === 'Error' ? message : `${error.name}: ${message}`;
}
