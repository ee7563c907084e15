import {
  DescribeWorkspaceImagesCommand,
  type DescribeWorkspaceImagesCommandInput,
  type DescribeWorkspaceImagesCommandOutput,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { parseCatalogue } from '../../../dev/local-aws/catalogue';
import { generateCatalogue } from '../../../dev/local-aws/generate';
import {
  type Fault,
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
  type WorkspacesEndpointOptions,
} from '../../../dev/local-aws/workspaces-endpoint';

const clients: WorkSpacesClient[] = [];
let endpoint: WorkspacesEndpoint;

afterEach(async () => {
  clients.splice(0).forEach((client) => {
    client.destroy();
  });
  await endpoint.close();
});

const start = async (options: WorkspacesEndpointOptions) => {
  endpoint = await startWorkspacesEndpoint(options);
};

function describeImages(
  input: DescribeWorkspaceImagesCommandInput = {},
): Promise<DescribeWorkspaceImagesCommandOutput> {
  const client = new WorkSpacesClient({
    region: 'eu-central-1',
    endpoint: endpoint.url,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  clients.push(client);
  return client.send(new DescribeWorkspaceImagesCommand(input));
}

async function idsOf(input: DescribeWorkspaceImagesCommandInput = {}): Promise<(string | undefined)[]> {
  return ((await describeImages(input)).Images ?? []).map(({ ImageId }) => ImageId);
}

const catalogueOf = (...images: object[]) =>
  parseCatalogue(JSON.stringify({ Images: images }), 'images.json');

const OWNED = 'wsi-owned0000';
const SHARED = 'wsi-shared000';
const ABSENT = 'wsi-absent000';
const BOTH = catalogueOf({ ImageId: OWNED }, { ImageId: SHARED, Shared: true });

describe('pages', () => {
  const catalogue = generateCatalogue(60);
  const ids = catalogue.images.map(({ ImageId }) => ImageId);

  beforeEach(() => start({ catalogue }));

  test('have 25 images in the order of the catalogue, and the last has no token', async () => {
    const first = await describeImages();
    const second = await describeImages({ NextToken: first.NextToken });
    const third = await describeImages({ NextToken: second.NextToken });
    const pages = [first, second, third].map(({ Images = [] }) => Images.map(({ ImageId }) => ImageId));
    expect(pages).toEqual([ids.slice(0, 25), ids.slice(25, 50), ids.slice(50)]);
    expect(third.NextToken).toBeUndefined();
  });

  test('have MaxResults images, a number that may change between pages', async () => {
    const { NextToken } = await describeImages({ MaxResults: 7 });
    expect(await idsOf({ MaxResults: 3, NextToken })).toEqual(ids.slice(7, 10));
  });

  test('have tokens that belong to their query and to this endpoint', async () => {
    const { NextToken = '' } = await describeImages({ ImageType: 'OWNED' });
    const refused = { name: 'InvalidParameterValuesException' };
    await expect(describeImages({ ImageType: 'OWNED', NextToken })).resolves.toBeDefined();
    await expect(describeImages({ ImageType: 'SHARED', NextToken })).rejects.toMatchObject(refused);
    await expect(describeImages({ NextToken })).rejects.toMatchObject(refused);
    await expect(
      describeImages({ ImageType: 'OWNED', ImageIds: ids.slice(0, 1), NextToken }),
    ).rejects.toMatchObject(refused);
    await expect(describeImages({ ImageType: 'OWNED', NextToken: `${NextToken}x` })).rejects.toMatchObject(
      refused,
    );
    await expect(describeImages({ ImageType: 'OWNED', NextToken: '25' })).rejects.toMatchObject(refused);
    const other = await startWorkspacesEndpoint({ catalogue });
    const first = endpoint;
    endpoint = other;
    await expect(describeImages({ ImageType: 'OWNED', NextToken })).rejects.toMatchObject(refused);
    await first.close();
  });
});

describe('the images', () => {
  test('are the owned ones, unless the input says SHARED', async () => {
    await start({ catalogue: BOTH });
    expect(await idsOf()).toEqual([OWNED]);
    expect(await idsOf({ ImageType: 'OWNED' })).toEqual([OWNED]);
    expect(await idsOf({ ImageType: 'SHARED' })).toEqual([SHARED]);
  });

  test('can refuse unknown ids by name, but not ids of the other type', async () => {
    await start({ catalogue: BOTH, unknownIds: 'refuse' });
    expect(await idsOf({ ImageIds: [SHARED, OWNED] })).toEqual([OWNED]);
    await expect(describeImages({ ImageIds: [OWNED, ABSENT] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: expect.stringContaining(ABSENT) as unknown,
    });
  });
});

describe('an image', () => {
  test('is returned with its members, without those the service does not have', async () => {
    const full = {
      ImageId: OWNED,
      Name: 'golden',
      Description: 'text',
      OperatingSystem: { Type: 'LINUX' },
      State: 'ERROR',
      RequiredTenancy: 'DEFAULT',
      ErrorCode: 'E1',
      ErrorMessage: 'It failed.',
      Created: '2026-03-01T09:30:00.123000+00:00',
      OwnerAccountId: '123456789012',
      Updates: { UpdateAvailable: true, Description: 'text' },
      ErrorDetails: [{ ErrorCode: 'DomainJoined', ErrorMessage: 'Joined.' }],
    };
    const bare = { ImageId: ABSENT, State: 'PENDING', AvailableAfterSeconds: 3_600 };
    await start({ catalogue: catalogueOf({ ...full, Shared: false }, bare) });
    expect(JSON.parse(await (await post('{}')).text())).toStrictEqual({
      Images: [
        { ...full, Created: 1_772_357_400.123 },
        { ImageId: ABSENT, State: 'PENDING' },
      ],
    });
    expect((await describeImages()).Images?.[0]?.Created).toEqual(new Date('2026-03-01T09:30:00.123Z'));
  });

  test('becomes AVAILABLE or ERROR at its second, and shows errors only then', async () => {
    let now = 1_000_000;
    const failing = {
      ImageId: ABSENT,
      State: 'PENDING',
      FailsAfterSeconds: 20,
      ErrorCode: 'E1',
      ErrorMessage: 'It failed.',
    };
    await start({
      catalogue: catalogueOf({ ImageId: OWNED, State: 'PENDING', AvailableAfterSeconds: 10 }, failing),
      now: () => now,
    });
    const at = async (seconds: number) => {
      now = 1_000_000 + seconds * 1_000;
      return ((await describeImages()).Images ?? []).map(({ State, ErrorCode }) => [State, ErrorCode]);
    };
    const pending = ['PENDING', undefined];
    expect(await at(0)).toEqual([pending, pending]);
    expect(await at(9.999)).toEqual([pending, pending]);
    expect(await at(10)).toEqual([['AVAILABLE', undefined], pending]);
    expect(await at(20)).toEqual([
      ['AVAILABLE', undefined],
      ['ERROR', 'E1'],
    ]);
  });
});

test('throttles as the service does, until time passes', async () => {
  let now = 0;
  await start({ catalogue: BOTH, throttle: { ratePerSecond: 2, burst: 2 }, now: () => now });
  await describeImages();
  await describeImages();
  await expect(describeImages()).rejects.toMatchObject({
    name: 'ThrottlingException',
    message: 'Rate exceeded',
    $metadata: { httpStatusCode: 400 },
  });
  now = 500;
  await describeImages();
  expect(endpoint.calls.map(({ time, status, error }) => [time, status, error])).toEqual([
    [0, 200, undefined],
    [0, 200, undefined],
    [0, 400, 'ThrottlingException'],
    [500, 200, undefined],
  ]);
});

test('an answer is under way as long as it is told, and a call counts when it arrives', async () => {
  await start({ catalogue: generateCatalogue(1), latencyMs: 50 });
  const before = performance.now();
  await describeImages();
  expect(performance.now() - before).toBeGreaterThanOrEqual(49);
  expect(endpoint.calls[0]?.time).toBeLessThan(Date.now() - 40);
});

describe('faults', () => {
  test('affect only their calls', async () => {
    const faults = [undefined, 'status-500', 'html-200', 'access-denied'] as const;
    await start({ catalogue: BOTH, faults: (call) => faults[call - 1] });
    await expect(describeImages()).resolves.toBeDefined();
    await expect(describeImages()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    await expect(describeImages()).rejects.toThrow(SyntaxError);
    await expect(describeImages()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(describeImages()).resolves.toBeDefined();
    expect(endpoint.calls.map(({ status }) => status)).toEqual([200, 500, 200, 400, 200]);
  });

  test.each<[Fault, RegExp]>([
    ['reset', /ECONNRESET/],
    ['reset-in-answer', /aborted/],
    ['truncated-json', /JSON/],
    ['throttled', /Rate exceeded/],
    ['expired-token', /NextToken has expired/],
    ['unknown-credentials', /security token .* is invalid/],
  ])('%s fails a call', async (fault, message) => {
    await start({ catalogue: BOTH, faults: () => fault });
    await expect(describeImages()).rejects.toThrow(message);
  });

  test.each<[Fault, number]>([
    ['html-200', 200],
    ['html-403', 403],
    ['html-500', 500],
    ['html-503', 503],
  ])('%s is a page of a proxy', async (fault, httpStatusCode) => {
    await start({ catalogue: BOTH, faults: () => fault });
    await expect(describeImages()).rejects.toMatchObject({
      name: 'SyntaxError',
      $metadata: { httpStatusCode },
    });
  });

  test('may leave a page without images, or without their fields', async () => {
    const faults = ['no-items', 'null-fields'] as const;
    await start({
      catalogue: catalogueOf({ ImageId: OWNED, Name: 'golden' }),
      faults: (call) => faults[call - 1],
    });
    await expect(describeImages()).resolves.not.toHaveProperty('Images');
    const { Images } = await describeImages();
    expect(Images).toStrictEqual([{ ImageId: OWNED }]);
  });

  test('may break the order of pages', async () => {
    const faults = [undefined, 'overlapping-page', 'empty-page', 'empty-page', 'first-token'] as const;
    const catalogue = generateCatalogue(60);
    const ids = catalogue.images.map(({ ImageId }) => ImageId);
    await start({ catalogue, faults: (call) => faults[call - 1] });
    const pages: DescribeWorkspaceImagesCommandOutput[] = [];
    while (pages.length < faults.length) {
      pages.push(await describeImages({ NextToken: pages.at(-1)?.NextToken }));
    }
    expect(pages.map(({ Images = [] }) => Images.map(({ ImageId }) => ImageId))).toStrictEqual([
      ids.slice(0, 25),
      ids.slice(24, 50),
      [],
      [],
      ids.slice(50),
    ]);
    const [first, , empty, emptyToo, last] = pages.map(({ NextToken }) => NextToken);
    expect(last).toBe(first);
    expect(empty).not.toBe(emptyToo);
  });

  test('refuse a signature of another time, until the client has corrected its clock', async () => {
    await start({ catalogue: BOTH, clockAheadMs: 3_600_000 });
    await expect(describeImages()).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { clockSkewCorrected: true },
    });
  });

  test('may affect only one Region', async () => {
    let denied = 'eu-west-1';
    await start({
      catalogue: BOTH,
      faults: (_, region) => (region === denied ? 'access-denied' : undefined),
    });
    await expect(describeImages()).resolves.toBeDefined();
    denied = 'eu-central-1';
    await expect(describeImages()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('that hang end with the endpoint', async () => {
    let arrived: (value?: unknown) => void = () => undefined;
    const arrival = new Promise((resolve) => {
      arrived = resolve;
    });
    await start({
      catalogue: BOTH,
      faults: () => {
        arrived();
        return 'hang';
      },
    });
    const hanging = describeImages();
    await arrival;
    const ended = expect(hanging).rejects.toThrow('socket hang up');
    await endpoint.close();
    await ended;
    expect(endpoint.calls).toMatchObject([{ input: {}, status: undefined }]);
  });
});

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-1/workspaces/aws4_request, ' +
  `SignedHeaders=content-type;host;x-amz-date, Signature=${'0123456789abcdef'.repeat(4)}`;

const UNSIGNED = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'WorkspacesService.DescribeWorkspaceImages',
};
const HEADERS = { ...UNSIGNED, authorization: AUTHORIZATION };

function post(body: string, headers: Record<string, string> = {}, path = '/'): Promise<Response> {
  return fetch(`${endpoint.url}${path}`, { method: 'POST', body, headers: { ...HEADERS, ...headers } });
}

describe('the protocol', () => {
  beforeEach(() => start({ catalogue: BOTH }));

  const typeOf = async (response: Response) => {
    const body: unknown = await response.json();
    expect(body).toEqual({
      __type: expect.stringMatching(/^com\.amazonaws\.workspaces#/) as unknown,
      message: expect.any(String) as unknown,
    });
    return /#(\w+)/.exec(JSON.stringify(body))?.[1];
  };

  test('gives a response its content type and an id', async () => {
    const response = await post('{}');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    [
      'another operation',
      { 'x-amz-target': 'WorkspacesService.DescribeWorkspaceDirectories' },
      'UnknownOperationException',
    ],
    ['another content type', { 'content-type': 'application/json' }, 'UnknownOperationException'],
    ['a signature cut short', { authorization: AUTHORIZATION.slice(0, -1) }, 'IncompleteSignatureException'],
    ['another scheme', { authorization: 'Bearer x' }, 'IncompleteSignatureException'],
    [
      'a scope without a Region',
      { authorization: AUTHORIZATION.replace('/eu-west-1', '') },
      'IncompleteSignatureException',
    ],
    [
      'an unsigned host',
      { authorization: AUTHORIZATION.replace(';host', '') },
      'IncompleteSignatureException',
    ],
    [
      "another service's scope",
      { authorization: AUTHORIZATION.replace('/workspaces/', '/s3/') },
      'InvalidSignatureException',
    ],
  ])('refuses %s', async (_, headers, type) => {
    const response = await post('{}', headers);
    expect(response.ok).toBe(false);
    expect(await typeOf(response)).toBe(type);
    expect(endpoint.calls.at(-1)).toMatchObject({ status: response.status, error: type });
  });

  const ids = (count: number) =>
    Array.from({ length: count }, (_, index) => `wsi-${String(index).padStart(9, '0')}`);

  test.each([
    ['{', 'SerializationException', 'not JSON'],
    ['', 'SerializationException', 'not JSON'],
    ['[]', 'SerializationException', '[]'],
    [{ Imagetype: 'OWNED' }, 'ValidationException', 'NextToken, found "Imagetype"'],
    [{ Filters: [] }, 'ValidationException', 'Filters'],
    [{ ImageIds: [] }, 'ValidationException', 'ImageIds to be a list of 1 to 25 ids, found 0'],
    [{ ImageIds: ids(26) }, 'ValidationException', 'found 26'],
    [{ ImageIds: ['wsi-12345678'] }, 'ValidationException', 'wsi-12345678'],
    [{ ImageIds: [`wsi-${'z'.repeat(64)}`] }, 'ValidationException', 'ImageIds'],
    [{ ImageIds: ['wsi-ABCDEFGHI'] }, 'ValidationException', 'wsi-ABCDEFGHI'],
    [{ ImageIds: OWNED }, 'SerializationException', OWNED],
    [{ ImageIds: [1] }, 'SerializationException', 'ImageIds[0]'],
    [{ ImageType: 'ALL' }, 'ValidationException', 'ImageType to be OWNED or SHARED'],
    [{ ImageType: 1 }, 'SerializationException', 'ImageType'],
    [{ MaxResults: 0 }, 'ValidationException', 'found 0'],
    [{ MaxResults: 26 }, 'ValidationException', 'MaxResults to be 1 to 25, found 26'],
    [{ MaxResults: 1.5 }, 'SerializationException', '1.5'],
    [{ MaxResults: '5' }, 'SerializationException', 'MaxResults'],
    [{ NextToken: '' }, 'ValidationException', 'found 0'],
    [{ NextToken: 'x'.repeat(2_049) }, 'ValidationException', 'found 2049'],
    [{ NextToken: 'x'.repeat(2_048) }, 'InvalidParameterValuesException', 'NextToken'],
    [{ NextToken: 5 }, 'SerializationException', 'NextToken'],
  ])('refuses %j', async (input, type, named) => {
    const response = await post(typeof input === 'string' ? input : JSON.stringify(input));
    expect(response.status).toBe(400);
    expect(await response.clone().json()).toMatchObject({
      message: expect.stringContaining(named) as unknown,
    });
    expect(await typeOf(response)).toBe(type);
  });
});
