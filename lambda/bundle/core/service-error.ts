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
