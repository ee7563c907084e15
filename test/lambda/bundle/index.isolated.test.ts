import type { CdkCustomResourceEvent } from 'aws-lambda';
import type * as compositionRoot from '../../../lambda/bundle/index';
import { responseUrl } from '../../secrets';
import { errorOf } from '../builders';
import { IDS, PHYSICAL_ID, PROPERTIES } from './account';

const CONTEXT = { functionName: 'Images-Handler', getRemainingTimeInMillis: () => 600_000 };

const EVENT = {
  ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework',
  ResponseURL: responseUrl(IDS.RequestId),
  ...IDS,
  ResourceType: 'Custom::WorkspaceBundle',
  ResourceProperties: { ServiceToken: 'arn:x', ...PROPERTIES },
};

/** The handler as it starts in an environment. */
function handlerIn(environment: Readonly<Record<string, string>>) {
  jest.resetModules();
  // As in test/setup.ts.
  const withoutWarnings = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  jest.replaceProperty(process, 'env', { ...withoutWarnings, ...environment });
  return jest.requireActual<typeof compositionRoot>('../../../lambda/bundle/index').handler;
}

test('the handler begins a Create in any environment, without a call', async () => {
  const creation: CdkCustomResourceEvent = { ...EVENT, RequestType: 'Create' };
  await expect(handlerIn({})(creation, CONTEXT)).resolves.toMatchObject({ PhysicalResourceId: PHYSICAL_ID });
});

test('the handler names its log group in a failure', async () => {
  jest.spyOn(console, 'error').mockImplementation();
  const handler = handlerIn({ AWS_LAMBDA_LOG_GROUP_NAME: 'Images-LogGroup', REQUEST_RATE: '1' });
  const invalid: CdkCustomResourceEvent = {
    ...EVENT,
    RequestType: 'Create',
    ResourceProperties: { ServiceToken: 'arn:x' },
  };
  const { message } = await errorOf(handler(invalid, CONTEXT));
  expect(message).toMatch(/^`computeType` must be .*, got: nothing\. Log group: Images-LogGroup$/);
});

test('the handler takes no event of a stack in another Region', async () => {
  jest.spyOn(console, 'error').mockImplementation();
  const handler = handlerIn({ AWS_REGION: 'us-east-1' });
  await expect(handler({ ...EVENT, RequestType: 'Create' }, CONTEXT)).rejects.toThrow(
    'the stack must be in us-east-1, where this function runs, got: eu-west-1',
  );
});

test.each([
  ['JSON', 'object'],
  ['Text', 'string'],
])('where Lambda logs %s, the handler passes on each entry as %s', async (format, type) => {
  const logged = jest.spyOn(console, 'error').mockImplementation();
  const handler = handlerIn({ AWS_LAMBDA_LOG_FORMAT: format, AWS_REGION: 'us-east-1' });
  await errorOf(handler({ ...EVENT, RequestType: 'Create' }, CONTEXT));
  expect(logged.mock.calls.map(([entry]) => typeof entry)).toStrictEqual([type]);
});
