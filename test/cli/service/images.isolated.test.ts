import { AccessError, RoleError } from '../../../cli/core/access-error';
import { callersImages } from '../../../cli/service/images';
import { systemClock } from '../../../lambda/service/clock';
import { aRequest, denied, errorOf, imageId, namedError, serviceError } from '../../lambda/builders';

interface Sdk {
  regions: unknown[];
  pages: (object | Error)[];
  assumeRole: object | Error;
}

/** What the services answer in turn, and where they are asked. */
const mockSdk: Sdk = { regions: [], pages: [], assumeRole: {} };

const mockAnswer = (answer: object | Error | undefined) =>
  answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);

jest.mock('@aws-sdk/client-workspaces', () => ({
  ...jest.requireActual<object>('@aws-sdk/client-workspaces'),
  WorkSpacesClient: class {
    constructor({ region }: { readonly region: string }) {
      mockSdk.regions.push(region);
    }

    public send() {
      return mockAnswer(mockSdk.pages.shift());
    }
  },
}));
jest.mock('@aws-sdk/client-sts', () => ({
  ...jest.requireActual<object>('@aws-sdk/client-sts'),
  STSClient: class {
    public send() {
      return mockAnswer(mockSdk.assumeRole);
    }

    public destroy() {
      return undefined;
    }
  },
}));

const ROLE = 'arn:aws:iam::210987654321:role/Look';

beforeEach(() => {
  mockSdk.regions = [];
  mockSdk.assumeRole = { Credentials: {} };
});

test('images are listed in the Region of the stack, and each page is told', async () => {
  mockSdk.pages = [
    { Images: [{ ImageId: imageId(1) }, { ImageId: imageId(2) }], NextToken: 'next' },
    { Images: [{ ImageId: imageId(3) }] },
  ];
  const pages: number[] = [];
  const list = callersImages((images) => pages.push(images));
  await expect(list(aRequest())).resolves.toEqual([1, 2, 3].map((number) => ({ ImageId: imageId(number) })));
  expect(pages).toEqual([2, 1]);
  expect(mockSdk.regions).toEqual(['eu-west-1']);
});

/** How a listing fails. */
const failureOf = (query: Parameters<typeof aRequest>[0] = {}) =>
  errorOf(callersImages(() => undefined)(aRequest(query)));

test.each([
  [
    denied(),
    {},
    'DescribeWorkspaceImages was denied (AccessDeniedException: not authorized): your credentials must allow it, and no ' +
      'service control policy or permissions boundary may deny it',
  ],
  [
    serviceError('UnrecognizedClientException', 'not valid'),
    { region: 'ap-east-1' },
    'workspaces:DescribeWorkspaceImages failed in ap-east-1 (UnrecognizedClientException: not valid): the credentials are ' +
      'not valid there: the account may not have enabled the Region',
  ],
  [denied(), { assumedRoleArn: ROLE }, `: the role ${ROLE} must allow it`],
])('%s is told at once, with who must be allowed what: %j', async (error, query, message) => {
  mockSdk.pages = [error];
  const failure = await failureOf(query);
  expect(failure).toBeInstanceOf(AccessError);
  expect(failure).not.toBeInstanceOf(RoleError);
  expect(failure.message).toContain(message);
});

test('a role that may not be assumed is told, and that its function might', async () => {
  mockSdk.assumeRole = denied();
  const error = await failureOf({ assumedRoleArn: ROLE });
  expect(error).toBeInstanceOf(RoleError);
  expect(error.message).toBe(
    `the role ${ROLE} could not be assumed (AccessDeniedException: not authorized): it must trust this account; a preview ` +
      'assumes the role with your credentials, a deployment with those of its function',
  );
});

test.each([
  [
    serviceError('ThrottlingException', 'Rate exceeded'),
    "; the account's limit for this call, 2 a second unless AWS has raised it, is used up: preview again when other callers are done",
  ],
  [
    namedError('TimeoutError'),
    '; it was not reached: look whether the Region exists, and the network; the SDK goes through no proxy by itself',
  ],
])('%s to the end is told with what to do', async (error, advice) => {
  jest.spyOn(systemClock, 'sleep').mockResolvedValue(undefined);
  let now = Date.now();
  jest.spyOn(systemClock, 'now').mockImplementation(() => (now += 5_000));
  mockSdk.pages = Array<Error>(100).fill(error);
  const failure = await failureOf();
  expect(failure).toBeInstanceOf(AccessError);
  expect(failure.message).toMatch(/^DescribeWorkspaceImages did not succeed in/);
  expect(failure.message.endsWith(advice)).toBe(true);
});
