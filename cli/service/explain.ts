import { textOf } from '../../lambda/resource/errors';
import { oneLine } from '../../lambda/resource/sentence';
import { isDenied, isTransient, isUnanswered } from '../../lambda/service/error-kinds';
import { AccessError } from '../core/access-error';

export const UNREACHED_ADVICE =
  'look whether the Region exists, and the network; the SDK goes through no proxy by itself';

/** What to do, by the names that services and the SDK have for what is wrong with credentials. */
const ADVICE: readonly { readonly names: RegExp; readonly advice: string }[] = [
  {
    names: /^(CredentialsProviderError|TokenProviderError)$/,
    advice:
      'sign in, for example with `aws sso login`, name a profile in AWS_PROFILE, or export temporary credentials',
  },
  { names: /^ExpiredToken/, advice: 'the credentials have expired: sign in again' },
  {
    names: /^(UnrecognizedClientException|InvalidClientTokenId|AuthFailure)$/,
    advice: 'the credentials are not valid there: the account may not have enabled the Region',
  },
  {
    names: /^(InvalidSignatureException|SignatureDoesNotMatch)$/,
    advice: 'the secret key is not the one of the access key, or the clock of this machine is wrong',
  },
];

/**
 * The failure of a call, with what to do about it.
 *
 * @param onDenial What to do if the call is denied
 */
export function accessError(
  error: unknown,
  call: string,
  region: string,
  onDenial = `your credentials must allow ${call}`,
): AccessError {
  const advice = adviceOn(error, onDenial);
  const told = `${call} failed in ${region} (${oneLine(textOf(error))})`;
  return new AccessError(advice === undefined ? told : `${told}: ${advice}`, { cause: error });
}

function adviceOn(error: unknown, onDenial: string): string | undefined {
  const { name } = error instanceof Error ? error : new Error();
  const known = ADVICE.find(({ names }) => names.test(name));
  if (known !== undefined) {
    return known.advice;
  }
  if (isDenied(error)) {
    return onDenial;
  }
  return isTransient(error) && isUnanswered(error) ? `it was not reached: ${UNREACHED_ADVICE}` : undefined;
}
