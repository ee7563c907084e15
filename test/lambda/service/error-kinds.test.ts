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
import { NoAnswerError, ofService } from '../../../lambda/service/foreign-answer';
import { denied, namedError, serviceError, throttled } from '../builders';

beforeAll(() => {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
});

const kindsOf = (error: unknown) =>
  Object.entries({ isThrottled, isTransient, isDenied, isBlocked, hasNoAddress, isRefused }).flatMap(
    ([name, is]) => (is(error) ? [name] : []),
  );

/** What the SDK throws where the service, or a proxy between, answers so. */
async function thrownAt(statusCode: number, body: string): Promise<unknown> {
  const client = new WorkSpacesClient(answeredBy(statusCode, body));
  return ofService(client.send(new DescribeWorkspaceImagesCommand({})), 'Images').catch(
    (error: unknown) => error,
  );
}

/** The same for a service that answers in XML. */
async function thrownForXml(statusCode: number, body: string): Promise<unknown> {
  const client = new STSClient(answeredBy(statusCode, body));
  const command = new AssumeRoleCommand({
    RoleArn: 'arn:aws:iam::210987654321:role/A',
    RoleSessionName: 'A',
  });
  return ofService(client.send(command)).catch((error: unknown) => error);
}

function answeredBy(statusCode: number, body: string) {
  const response = new HttpResponse({ statusCode, headers: {}, body: Buffer.from(body) });
  return {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { handle: () => Promise.resolve({ response }) },
  };
}

const says = (__type: string) => JSON.stringify({ __type, message: 'as it happens' });

describe('an answer of the service is told by what the SDK makes of it', () => {
  test.each([
    ['too many calls', 400, says('ThrottlingException'), ['isThrottled']],
    ['too many calls, by status alone', 429, '{}', ['isThrottled']],
    ['no permission', 400, says('AccessDeniedException'), ['isDenied']],
    ['no permission, in the words of other protocols', 403, says('AccessDenied'), ['isDenied']],
    ['an id that is not taken', 400, says('ValidationException'), ['isRefused']],
    ['an id that does not exist', 400, says('ResourceNotFoundException'), ['isRefused']],
    ['a service that is not well', 500, says('InternalFailure'), ['isTransient']],
    ['a service that is not there', 503, says('ServiceUnavailable'), ['isTransient']],
    ["a proxy's page for an error", 502, '<html>Bad Gateway</html>', ['isTransient']],
    ["a proxy's page for a refusal", 403, '<html>Forbidden</html>', ['isBlocked']],
    ["a proxy's page for what is not there", 404, '<html>Not Found</html>', ['isBlocked']],
    ["a proxy's page for an answer", 200, '<html>Sign in</html>', ['isTransient']],
  ])('%s: %i %s', async (_, statusCode, body, kinds) => {
    expect(kindsOf(await thrownAt(statusCode, body))).toEqual(kinds);
  });

  test.each([
    [
      'no permission',
      403,
      '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>',
      ['isDenied'],
    ],
    ["a proxy's page without permission", 403, '<html>Forbidden<br></html>', ['isBlocked']],
    ["a proxy's page for a service that is not there", 503, '<html>Later<br></html>', ['isTransient']],
    ["a proxy's page for an answer", 200, '<html>Sign in<br></html>', ['isTransient']],
    ["a proxy's JSON for an answer", 200, '{}', ['isTransient']],
  ])('in XML, %s: %i %s', async (_, statusCode, body, kinds) => {
    expect(kindsOf(await thrownForXml(statusCode, body))).toEqual(kinds);
  });
});

describe('a failure before any answer', () => {
  test.each<[string, unknown, string[]]>([
    ['of a call that we cut', new NoAnswerError(), ['isTransient']],
    ['of a call that was cut by the clock', namedError('TimeoutError'), ['isTransient']],
    ['of a broken connection', namedError('Error', 'hang up', { code: 'ECONNRESET' }), ['isTransient']],
    ['of a name server', namedError('Error', 'getaddrinfo', { code: 'EAI_AGAIN' }), ['isTransient']],
    [
      'of a name without an address',
      namedError('Error', 'getaddrinfo', { code: 'ENOTFOUND' }),
      ['isTransient', 'hasNoAddress'],
    ],
    ['of our own making', new TypeError('undefined is not a function'), []],
    ['of another service that denies', namedError('AccessDenied'), ['isDenied']],
    ['that is no error', 'ThrottlingException', []],
    ['that is nothing', undefined, []],
  ])('%s', (_, error, kinds) => {
    expect(kindsOf(error)).toEqual(kinds);
  });
});

test('what is built for the other tests is told as what the SDK throws', () => {
  expect(kindsOf(throttled())).toEqual(['isThrottled']);
  expect(kindsOf(denied())).toEqual(['isDenied']);
  expect(kindsOf(serviceError('ValidationException', 'no such id'))).toEqual(['isRefused']);
  expect(kindsOf(serviceError('InternalFailure', 'oops', 500))).toEqual(['isTransient']);
});

describe('nothing answered', () => {
  test.each([
    [true, 'a call that was cut', namedError('TimeoutError')],
    [true, 'a broken connection', namedError('Error', 'hang up', { code: 'ECONNRESET' })],
    [false, 'the service, which throttled', throttled()],
    [false, 'a proxy', namedError('X', 'oops', { $metadata: { httpStatusCode: 503 } })],
    [false, 'what is not an error', 'oops'],
  ])('is %s of %s', (expected, _, error) => {
    expect(isUnanswered(error)).toBe(expected);
  });
});

describe('a refusal', () => {
  test('for want of a permission names who needs it', () => {
    const cause = denied();
    expect(explainRefusal(cause, 'DescribeThings')).toEqual(
      new Error(
        `DescribeThings was denied (AccessDeniedException: ${cause.message}): the function's role must allow it, and no ` +
          'service control policy or permissions boundary may deny it',
        { cause },
      ),
    );
    expect(explainRefusal(cause, 'DescribeThings', 'the role R')).toHaveProperty(
      'message',
      expect.stringContaining(': the role R must allow it'),
    );
  });

  test("by a proxy's page names who may have blocked it", async () => {
    const cause = await thrownAt(403, '<html>Forbidden</html>');
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
