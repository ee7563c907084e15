import dns from 'node:dns';
import { parseCatalogue } from '../../dev/local-aws/catalogue';
import {
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
  type WorkspacesEndpointOptions,
} from '../../dev/local-aws/workspaces-endpoint';
import { elapsedSeconds, stopCalendar, WAITER } from '../driver/clock';
import { CloudFormation, type Properties } from '../driver/cloudformation';
import type { CloudFormationResponse } from '../driver/framework';
import { builtHandlerInStoppedTime } from '../driver/handler-asset';
import { catchLog } from '../driver/log';
import {
  always,
  atCall,
  atEverySecondCall,
  type FaultPlan,
  faultsOf,
  forCalls,
  forSeconds,
} from './fault-plans';

/** A call that began in time may be cut later. */
const SETTLED = 5 * 60 + 8;
const FUNCTION_TIMEOUT = 10 * 60;

/** Three pages of AVAILABLE images, newest first. */
const IMAGES = 60;

let endpoint: WorkspacesEndpoint | undefined;

beforeEach(() => {
  stopCalendar();
  jest.spyOn(Math, 'random').mockReturnValue(0.999);
  catchLog();
});

afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
  jest.useRealTimers();
});

const idOf = (index: number) => `wsi-${String(index).padStart(9, '0')}`;

function catalogue(length = IMAGES, more: (index: number) => object = () => ({})) {
  const Images = Array.from({ length }, (_, index) => ({
    ImageId: idOf(index),
    Name: `golden-${index}`,
    State: 'AVAILABLE',
    Created: new Date(Date.parse('2026-01-01') - index * 1000).toISOString(),
    ...more(index),
  }));
  return parseCatalogue(JSON.stringify({ Images }), 'images.json');
}

const onlyIds = () =>
  parseCatalogue(
    JSON.stringify({ Images: Array.from({ length: IMAGES }, (_, index) => ({ ImageId: idOf(index) })) }),
    'images.json',
  );

/** A service with faults. */
async function service(faults: FaultPlan, options: Partial<WorkspacesEndpointOptions> = {}) {
  endpoint = await startWorkspacesEndpoint({
    catalogue: catalogue(),
    faults: faultsOf(faults),
    ...options,
  });
  return endpoint;
}

/** A service whose name has no address, as in a Region without WorkSpaces. */
const NO_ADDRESS = 'http://workspaces.eu-nowhere-1.example';

function withoutAddresses(): void {
  jest.spyOn(dns, 'lookup').mockImplementation((...args: unknown[]) => {
    const callback = args.at(-1);
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    if (typeof callback === 'function') {
      process.nextTick(() => {
        Reflect.apply(callback, undefined, [error]);
      });
    }
  });
}

/** What passes: every image is answered, once and in order. */
const PASSING: readonly (readonly [name: string, faults: FaultPlan])[] = [
  ['throttling for a minute', forSeconds(60, 'throttled')],
  ['throttling of every second call', atEverySecondCall('throttled')],
  ['two answers with status 500', forCalls(2, 'status-500')],
  ['a connection that is reset at the first call', atCall(1, 'reset')],
  ['a connection that is reset before a later page', atCall(2, 'reset')],
  ['a connection that is reset in the middle of a page', atCall(2, 'reset-in-answer')],
  ["a proxy's page with status 200", atCall(2, 'html-200')],
  ["a proxy's page with status 403 for 20 seconds", forSeconds(20, 'html-403')],
  ["a proxy's page with status 500", atCall(3, 'html-500')],
  ["a proxy's page with status 503", atCall(1, 'html-503')],
  ['JSON that ends too early', atCall(2, 'truncated-json')],
  ['JSON of a proxy instead of a later page', atCall(2, 'foreign-json')],
  ['a page without images, and with a new token', atCall(2, 'empty-page')],
  ['pages without images before each page', (call) => (call % 3 === 0 ? undefined : 'empty-page')],
  ['an image on two pages', atCall(2, 'overlapping-page')],
  ['a token that expires in mid-run', atCall(2, 'expired-token')],
  ['a token that expires before the last page', atCall(3, 'expired-token')],
  ['a call that never answers', atCall(2, 'hang')],
  ['a denial of 20 seconds, as of a role that is new', forSeconds(20, 'access-denied')],
];

/** What does not pass: the deployment fails within so many seconds, and says why. */
const LASTING: readonly (readonly [name: string, faults: FaultPlan, seconds: number, reason: RegExp])[] = [
  [
    'throttling without an end',
    always('throttled'),
    FUNCTION_TIMEOUT,
    /ThrottlingException: Rate exceeded; the account's limit for this call, .* is used up: deploy again/,
  ],
  ['status 500 without an end', always('status-500'), FUNCTION_TIMEOUT, /InternalServerException/],
  [
    'connections that are reset',
    always('reset'),
    FUNCTION_TIMEOUT,
    /ECONNRESET.*; it was not reached: a function in a VPC needs a NAT gateway/,
  ],
  [
    'connections that are reset in the middle of each page',
    always('reset-in-answer'),
    FUNCTION_TIMEOUT,
    /did not succeed in .* and \d+ calls, the last with aborted/,
  ],
  [
    "a proxy's page with status 200",
    always('html-200'),
    FUNCTION_TIMEOUT,
    /an unreadable answer with HTTP status 200/,
  ],
  [
    "a proxy's page with status 403",
    always('html-403'),
    35,
    /^DescribeWorkspaceImages was blocked \(an unreadable answer with HTTP status 403\): a proxy or a firewall/,
  ],
  [
    "a proxy's page with status 503",
    always('html-503'),
    FUNCTION_TIMEOUT,
    /an unreadable answer with HTTP status 503/,
  ],
  [
    'JSON that ends too early',
    always('truncated-json'),
    FUNCTION_TIMEOUT,
    /an unreadable answer with HTTP status 200/,
  ],
  [
    'the same token twice in a row',
    atCall(2, 'first-token'),
    5,
    /^DescribeWorkspaceImages gave the same token twice, so its pages never end/,
  ],
  [
    'tokens that repeat after three pages',
    atEverySecondCall('first-token'),
    5,
    /twice, so its pages never end/,
  ],
  [
    'tokens that always expire',
    atEverySecondCall('expired-token'),
    5,
    /^InvalidParameterValuesException: The NextToken has expired/,
  ],
  [
    'calls that never answer',
    always('hang'),
    FUNCTION_TIMEOUT,
    / calls, the last with no answer in time; it was not reached/,
  ],
  [
    'a denial that lasts',
    always('access-denied'),
    35,
    /^DescribeWorkspaceImages was denied .*: the function's role must allow it/,
  ],
  [
    'a Region that the account has not enabled',
    always('unknown-credentials'),
    5,
    /^UnrecognizedClientException: The security token included in the request is invalid/,
  ],
];

const WAITS: Properties = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: 3_600 };

describe.each<[string, Properties]>([
  ['a lookup', {}],
  ['a lookup that waits', WAITS],
])('%s', (_, properties) => {
  const waits = properties['Gate'] !== undefined;
  const create = (url: string | undefined): Promise<CloudFormationResponse> =>
    new CloudFormation(builtHandlerInStoppedTime(url), 'Golden', waits ? WAITER : undefined).create(
      properties,
    );

  test.each(PASSING)('answers with every image, once and in order, after %s', async (_name, faults) => {
    const { url } = await service(faults);
    const { Status, Data } = await create(url);
    expect(Status).toBe('SUCCESS');
    expect(String(Data?.['ImageIds']).split(',')).toStrictEqual(
      Array.from({ length: IMAGES }, (_item, index) => idOf(index)),
    );
  });

  test.each(LASTING)('fails with its reason at %s', async (_name, faults, seconds, reason) => {
    const { url } = await service(faults);
    const { Status, Reason } = await create(url);
    expect([Status, Reason]).toStrictEqual(['FAILED', expect.stringMatching(reason)]);
    expect(Reason.split('\n')[0]).toMatch(/\. Log group: /);
    expect(elapsedSeconds()).toBeLessThan(waits ? Math.min(seconds, SETTLED) : seconds);
  });

  test('fails within 35 seconds where the service has no address', async () => {
    withoutAddresses();
    const { Status, Reason } = await create(NO_ADDRESS);
    expect([Status, Reason]).toStrictEqual([
      'FAILED',
      expect.stringMatching(
        /ENOTFOUND; the service may not be offered in this Region, or the network resolves no public names/,
      ),
    ]);
    expect(elapsedSeconds()).toBeLessThan(35);
  });

  test.each([
    ['behind', -2],
    ['ahead of', 2],
  ])('corrects a clock that is hours %s the service', async (_name, hours) => {
    const { url, calls } = await service(() => undefined, { clockAheadMs: hours * 3_600_000 });
    await expect(create(url)).resolves.toMatchObject({ Status: 'SUCCESS', Data: { ImageCount: '60' } });
    expect(calls.filter(({ status }) => status !== 200)).toHaveLength(1);
  });

  test('answers with the images that are left where one vanishes between two pages', async () => {
    const { url } = await service((call) => {
      if (call === 2) {
        endpoint?.setCatalogue(catalogue(IMAGES - 1));
      }
      return undefined;
    });
    await expect(create(url)).resolves.toMatchObject({ Status: 'SUCCESS', Data: { ImageCount: '59' } });
  });
});

test('a lookup that waits settles while pages come, until the function ends', async () => {
  const { url } = await service(always('empty-page'));
  const handler = builtHandlerInStoppedTime(url);
  const { Status, Reason } = await new CloudFormation(handler, 'Golden', WAITER).create(WAITS);
  expect([Status, Reason]).toStrictEqual([
    'FAILED',
    expect.stringMatching(
      /^no time was left for page \d+ of DescribeWorkspaceImages: .*there are too many pages/,
    ),
  ]);
  expect(elapsedSeconds()).toBeLessThan(FUNCTION_TIMEOUT);
});

test.each([
  ['null', always('null-fields'), catalogue()],
  ['missing', () => undefined, onlyIds()],
])('a lookup takes images whose every field but the id is %s', async (_, faults, images) => {
  const { url } = await service(faults, { catalogue: images });
  const response = await new CloudFormation(builtHandlerInStoppedTime(url)).create({ Fields: ['NAME'] });
  const none = Array.from({ length: IMAGES }, () => '-').join(',');
  expect(response).toMatchObject({
    Status: 'SUCCESS',
    Data: { ImageCount: '60', ImageStates: none, ImageNames: none },
  });
});

test('a lookup answers with an image as it was read, though it changes between two pages', async () => {
  const { url } = await service((call) => {
    if (call === 2) {
      endpoint?.setCatalogue(catalogue(IMAGES, () => ({ State: 'ERROR' })));
    }
    return call === 2 ? 'overlapping-page' : undefined;
  });
  const { Data } = await new CloudFormation(builtHandlerInStoppedTime(url)).create({});
  expect(String(Data?.['ImageStates']).split(',')).toStrictEqual(
    Array.from({ length: IMAGES }, (_, index) => (index < 25 ? 'AVAILABLE' : 'ERROR')),
  );
});

test('an answer without a list of images is one without images', async () => {
  const { url } = await service(always('no-items'));
  const { Reason } = await new CloudFormation(builtHandlerInStoppedTime(url)).create({});
  expect(Reason).toMatch(/^0 of 0 images match/);
});
