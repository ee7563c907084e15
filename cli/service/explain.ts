import { isDenied, isUnanswered, nameAndMessage } from '../../lambda/service/error-kinds';
import { AccessError } from '../core/access-error';

export const UNREACHED_ADVICE = 'look for a proxy, or whether the Region exists';

/** Names that services have for credentials that are not valid, or not in this Region. */
const INVALID = /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|AuthFailure)$/;

/** Say what to do about a failure of a call. */
export function explained(error: unknown, call: string, region: string): AccessError {
  return new AccessError(`${call} failed in ${region} (${nameAndMessage(error)})${adviceOn(error, call)}`, {
    cause: error,
  });
}

function adviceOn(error: unknown, call: string): string {
  const { name } = error instanceof Error ? error : new Error();
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return ': sign in, for example with `aws sso login`, or name a profile in AWS_PROFILE';
  }
  if (name.startsWith('ExpiredToken')) {
    return ': the credentials have expired: sign in again';
  }
  if (INVALID.test(name)) {
    return ': the credentials are not valid there: the account may not have enabled the Region';
  }
  if (isDenied(error)) {
    return `: your credentials must allow ${call}`;
  }
  return isUnanswered(error) ? `: it was not reached: ${UNREACHED_ADVICE}` : '';
}
