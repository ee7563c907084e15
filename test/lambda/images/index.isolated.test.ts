import type { CdkCustomResourceEvent } from 'aws-lambda';
import type * as compositionRoot from '../../../lambda/images/index';
import { responseUrl } from '../../secrets';
import { errorOf, someIds } from '../builders';

const CONTEXT = { functionName: 'Images-Handler', getRemainingTimeInMillis: () => 600_000 };

const { StackId, RequestId, LogicalResourceId } = someIds();
const EVENT = {
  ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework',
  ResponseURL: responseUrl(RequestId),
  StackId,
  RequestId,
  LogicalResourceId,
  ResourceType: 'Custom::WorkspaceImages',
  ResourceProperties: {
    ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework',
    MostRecent: '0',
  },
};

/** As in test/setup.ts. */
const WITHOUT_WARNINGS = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/** The handler as it starts in an environment. */
function handlerIn(environment: Readonly<Record<string, string>>) {
  jest.resetModules();
  jest.replaceProperty(process, 'env', { ...WITHOUT_WARNINGS, ...environment });
  return jest.requireActual<typeof compositionRoot>('../../../lambda/images/index').handler;
}

/** How the handler fails and logs an event that it refuses. */
async function refusing(environment: Readonly<Record<string, string>>, properties: object = {}) {
  const logged = jest.spyOn(console, 'error').mockImplementation();
  const handler = handlerIn(environment);
  const ResourceProperties = { ...EVENT.ResourceProperties, ...properties };
  const { message } = await errorOf(
    handler({ ...EVENT, ResourceProperties, RequestType: 'Create' }, CONTEXT),
  );
  return { message, logged: logged.mock.calls };
}

test('the handler answers a Delete, in any environment', async () => {
  const handler = handlerIn({});
  const deletion: CdkCustomResourceEvent = { ...EVENT, RequestType: 'Delete', PhysicalResourceId: 'x' };
  await expect(handler(deletion, CONTEXT)).resolves.toEqual({ PhysicalResourceId: 'x', IsComplete: true });
});

test('the handler names its log group in a failure', async () => {
  const { message } = await refusing({ AWS_LAMBDA_LOG_GROUP_NAME: 'Images-LogGroup' });
  expect(message).toBe('`mostRecent` must be a positive integer, got: 0. Log group: Images-LogGroup');
});

test('the handler names no log group if Lambda names none', async () => {
  expect((await refusing({})).message).toBe('`mostRecent` must be a positive integer, got: 0');
});

test('the handler refuses a Region that its environment does not list', async () => {
  const { message } = await refusing(
    { ALLOWED_REGIONS: 'eu-central-1' },
    { MostRecent: '1', Region: 'us-east-1' },
  );
  expect(message).toBe('`region` must be one that this function was deployed for, got: us-east-1');
});

test.each([
  ['a line of JSON, if Lambda writes text', { AWS_LAMBDA_LOG_FORMAT: 'Text' }, 'string'],
  ['a line of JSON, if Lambda says nothing of its format', {}, 'string'],
  ['an object, if Lambda makes JSON of it', { AWS_LAMBDA_LOG_FORMAT: 'JSON' }, 'object'],
])('the handler logs %s', async (_, environment, type) => {
  const { logged } = await refusing(environment);
  expect(logged.map((values) => values.map((value: unknown) => typeof value))).toEqual([[type]]);
});
