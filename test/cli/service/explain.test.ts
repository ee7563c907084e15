import { AccessError } from '../../../cli/core/access-error';
import { accessError } from '../../../cli/service/explain';
import { namedError } from '../../lambda/builders';

const SIGN_IN =
  ': sign in, for example with `aws sso login`, name a profile in AWS_PROFILE, or export temporary credentials';
const NOT_VALID = ': the credentials are not valid there: the account may not have enabled the Region';

test.each([
  ['CredentialsProviderError', undefined, SIGN_IN],
  ['TokenProviderError', undefined, SIGN_IN],
  ['ExpiredToken', 403, ': the credentials have expired: sign in again'],
  ['ExpiredTokenException', 403, ': the credentials have expired: sign in again'],
  ['UnrecognizedClientException', 403, NOT_VALID],
  ['InvalidClientTokenId', 403, NOT_VALID],
  ['AccessDenied', 403, ': your credentials must allow sts:GetCallerIdentity'],
  ['AccessDeniedException', 403, ': your credentials must allow sts:GetCallerIdentity'],
  [
    'SignatureDoesNotMatch',
    403,
    ': the secret key is not the one of the access key, or the clock of this machine is wrong',
  ],
  [
    'TimeoutError',
    undefined,
    ': it was not reached: look whether the Region exists, and the network; the SDK goes through no proxy by itself',
  ],
  // A mistake of our own is no matter of the network.
  ['TypeError', undefined, ''],
  ['InternalFailure', 500, ''],
])('%s is told in one line, with what to do', (name, httpStatusCode, advice) => {
  const error = namedError(name, 'as it\n  happens', { $metadata: { httpStatusCode } });
  const failure = accessError(error, 'sts:GetCallerIdentity', 'eu-west-1');
  expect(failure).toBeInstanceOf(AccessError);
  expect(failure).toMatchObject({
    message: `sts:GetCallerIdentity failed in eu-west-1 (${name}: as it happens)${advice}`,
    cause: error,
  });
});

test('what is to be done about a denial can be told otherwise', () => {
  expect(accessError(namedError('AccessDenied'), 'Call', 'eu-west-1', 'ask for it').message).toBe(
    'Call failed in eu-west-1 (AccessDenied: as it happens): ask for it',
  );
});
