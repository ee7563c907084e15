import { AccessError } from '../../../cli/core/access-error';
import { explained } from '../../../cli/service/explain';
import { namedError } from '../../lambda/builders';

const answered = { $metadata: { httpStatusCode: 403 } };

test.each([
  [
    'CredentialsProviderError',
    {},
    'sign in, for example with `aws sso login`, name a profile in AWS_PROFILE, or export temporary credentials',
  ],
  [
    'TokenProviderError',
    {},
    'sign in, for example with `aws sso login`, name a profile in AWS_PROFILE, or export temporary credentials',
  ],
  ['ExpiredToken', answered, 'the credentials have expired: sign in again'],
  ['ExpiredTokenException', answered, 'the credentials have expired: sign in again'],
  [
    'UnrecognizedClientException',
    answered,
    'the credentials are not valid there: the account may not have enabled the Region',
  ],
  [
    'InvalidClientTokenId',
    answered,
    'the credentials are not valid there: the account may not have enabled the Region',
  ],
  ['AccessDenied', answered, 'your credentials must allow sts:GetCallerIdentity'],
  ['AccessDeniedException', answered, 'your credentials must allow sts:GetCallerIdentity'],
  [
    'SignatureDoesNotMatch',
    answered,
    'the secret key is not the one of the access key, or the clock of this machine is wrong',
  ],
  [
    'TimeoutError',
    {},
    'it was not reached: look whether the Region exists, and the network; the SDK goes through no proxy by itself',
  ],
])('%s is told with what to do', (name, more, advice) => {
  const error = namedError(name, 'as it happens', more);
  const failure = explained(error, 'sts:GetCallerIdentity', 'eu-west-1');
  expect(failure).toBeInstanceOf(AccessError);
  expect(failure).toMatchObject({
    message: `sts:GetCallerIdentity failed in eu-west-1 (${name}: as it happens): ${advice}`,
    cause: error,
  });
});

test('what is to be done about a denial can be told otherwise', () => {
  const error = namedError('AccessDenied', 'no', answered);
  expect(explained(error, 'Call', 'eu-west-1', 'ask for it').message).toBe(
    'Call failed in eu-west-1 (AccessDenied: no): ask for it',
  );
});

test('a mistake of our own is no matter of the network', () => {
  expect(explained(new TypeError('x is not a function'), 'Call', 'eu-west-1').message).toBe(
    'Call failed in eu-west-1 (TypeError: x is not a function)',
  );
});

test('several lines become one', () => {
  expect(explained(namedError('Oops', 'a\n  b'), 'Call', 'eu-west-1').message).toBe(
    'Call failed in eu-west-1 (Oops: a b)',
  );
});

test('what the service says otherwise is told as it is', () => {
  const error = namedError('InternalFailure', 'oops', { $metadata: { httpStatusCode: 500 } });
  expect(explained(error, 'sts:GetCallerIdentity', 'eu-west-1').message).toBe(
    'sts:GetCallerIdentity failed in eu-west-1 (InternalFailure: oops)',
  );
});
