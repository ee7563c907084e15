import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { DescribeWorkspaceImagesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { HttpResponse } from '@smithy/core/protocols';
import {
  explainRefusal,
  hasNoAddress,
  isBlocked,
  isDenied,
  isRefused,
  isThrottled,
  isTransient,
  isUnanswered,
} from '../../../lambda/service/error-kinds';
import { ForeignAnswerError, NoAnswerError, ofService } from '../../../lambda/service/foreign-answer';
import { denied, errorOf, namedError, serviceError, throttled } from '../builders';

const kindsOf = (error: unknown) =>
  Object.entries({ isThrottled, isTransient, isDenied, isBlocked, hasNoAddress, isRefused })
    .flatMap(([name, is]) => (is(error) ? [name] : []))
    .join();

function answeredBy(statusCode: number, body: string) {
  const response = new HttpResponse({ statusCode, headers: {}, body: Buffer.from(body) });
  return {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { handle: () => Promise.resolve({ response }) },
  };
}

/** What the SDK throws where a service, or a proxy between, answers so. */
const thrownBy = {
  WorkSpaces: (statusCode: number, body: string) =>
    errorOf(
      ofService(
        new WorkSpacesClient(answeredBy(statusCode, body)).send(new DescribeWorkspaceImagesCommand({})),
      ),
    ),
  STS: (statusCode: number, body: string) =>
    errorOf(
      ofService(
        new STSClient(answeredBy(statusCode, body)).send(
          new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::210987654321:role/A', RoleSessionName: 'A' }),
        ),
      ),
    ),
};

const FORBIDDEN = '<html>Forbidden<br></html>';
const says = (__type: string) => JSON.stringify({ __type, message: 'as it happens' });

test.each<[what: string, keyof typeof thrownBy, status: number, body: string, kinds: string]>([
  ['too many calls', 'WorkSpaces', 400, says('ThrottlingException'), 'isThrottled'],
  ['too many calls, by status alone', 'WorkSpaces', 429, '{}', 'isThrottled'],
  ['no permission', 'WorkSpaces', 400, says('AccessDeniedException'), 'isDenied'],
  ['no permission, in the words of other protocols', 'WorkSpaces', 403, says('AccessDenied'), 'isDenied'],
  ['an id that is not taken', 'WorkSpaces', 400, says('ValidationException'), 'isRefused'],
  ['a service that is not well', 'WorkSpaces', 500, says('InternalFailure'), 'isTransient'],
  ['a service that is not there', 'WorkSpaces', 503, says('ServiceUnavailable'), 'isTransient'],
  ["a proxy's page for an error", 'WorkSpaces', 502, '<html>Bad Gateway</html>', 'isTransient'],
  ["a proxy's page for a refusal", 'WorkSpaces', 403, FORBIDDEN, 'isBlocked'],
  ["a proxy's page for an answer", 'WorkSpaces', 200, '<html>Sign in</html>', 'isTransient'],
  [
    'no permission',
    'STS',
    403,
    '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>',
    'isDenied',
  ],
  ["a proxy's page without permission", 'STS', 403, FORBIDDEN, 'isBlocked'],
  ["a proxy's page for an answer", 'STS', 200, '<html>Sign in<br></html>', 'isTransient'],
  ["a proxy's JSON for an answer", 'STS', 200, '{}', 'isTransient'],
])('%s is told by what the SDK makes of it: %s %i %s', async (_, service, status, body, kinds) => {
  expect(kindsOf(await thrownBy[service](status, body))).toEqual(kinds);
});

test.each<[what: string, error: unknown, kinds: string]>([
  ['a call that we cut', new NoAnswerError(), 'isTransient'],
  ['a call that was cut by the clock', namedError('TimeoutError'), 'isTransient'],
  ['a broken connection', namedError('Error', 'hang up', { code: 'ECONNRESET' }), 'isTransient'],
  ['a name without an address', namedError('Error', '', { code: 'ENOTFOUND' }), 'isTransient,hasNoAddress'],
  ['JSON of a proxy', new ForeignAnswerError('a page', { httpStatusCode: 200 }), 'isTransient'],
  ['JSON of a proxy that refuses', new ForeignAnswerError('a page', { httpStatusCode: 407 }), 'isBlocked'],
  ['a fault of our own', new TypeError('undefined is not a function'), ''],
  ['a denial of another service', namedError('AccessDenied'), 'isDenied'],
  ['what is no error', 'ThrottlingException', ''],
  ['nothing', undefined, ''],
  // What is built for other tests is told as what the SDK throws.
  ['throttled()', throttled(), 'isThrottled'],
  ['denied()', denied(), 'isDenied'],
  ['a serviceError() of a client', serviceError('ValidationException', 'no such id'), 'isRefused'],
  ['a serviceError() of the server', serviceError('InternalFailure', 'oops', 500), 'isTransient'],
])('the kinds of %s', (_, error, kinds) => {
  expect(kindsOf(error)).toBe(kinds);
});

test.each([
  [true, 'a call that was cut', namedError('TimeoutError')],
  [true, 'a broken connection', namedError('Error', 'hang up', { code: 'ECONNRESET' })],
  [false, 'the service, which throttled', throttled()],
  [false, 'a proxy', namedError('X', 'oops', { $metadata: { httpStatusCode: 503 } })],
  [false, 'what is not an error', 'oops'],
])('that nothing answered is %s of %s', (expected, _, error) => {
  expect(isUnanswered(error)).toBe(expected);
});

describe('a refusal', () => {
  test.each([
    [undefined, "the function's role"],
    ['the role R', 'the role R'],
  ])('for want of a permission names who needs it: %s', (who, named) => {
    const cause = denied();
    expect(explainRefusal(cause, 'DescribeThings', who)).toEqual(
      new Error(
        `DescribeThings was denied (AccessDeniedException: ${cause.message}): ${named} must allow it, and no ` +
          'service control policy or permissions boundary may deny it',
        { cause },
      ),
    );
  });

  test("by a proxy's page names who may have blocked it", async () => {
    const cause = await thrownBy.WorkSpaces(403, FORBIDDEN);
    expect(explainRefusal(cause, 'DescribeThings')).toEqual(
      new Error(
        'DescribeThings was blocked (an unreadable answer with HTTP status 403): a proxy or a firewall on the way ' +
          'to the service must allow it',
        { cause },
      ),
    );
  });

  test('of another kind is left as it is', () => {
    const error = throttled();
    expect(explainRefusal(error, 'DescribeThings')).toBe(error);
  });
});
