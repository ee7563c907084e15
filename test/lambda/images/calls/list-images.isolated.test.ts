import { Readable } from 'node:stream';
import type * as Sdk from '@aws-sdk/client-workspaces';
import type { DescribeWorkspaceImagesCommandInput, WorkspaceImage } from '@aws-sdk/client-workspaces';
import { HttpResponse } from '@smithy/core/protocols';
import fc from 'fast-check';
import { imageLister } from '../../../../lambda/images/calls/list-images';
import { workspacesClients } from '../../../../lambda/images/calls/workspaces-clients';
import type { Image } from '../../../../lambda/images/core/image';
import type { DescribeWorkspaceImagesClient } from '../../../../lambda/paginator/paginator';
import type { Query } from '../../../../lib/contract/images';
import {
  aBudget,
  aQuietLimiter,
  aRequest,
  denied,
  fakeClock,
  imageId,
  imageIds,
  INHERITED_NAMES,
  namedError,
  NOW,
  outOfTime,
  serviceError,
  throttled,
} from '../../builders';

interface Account {
  readonly owned?: readonly WorkspaceImage[];
  readonly shared?: readonly WorkspaceImage[];

  /** What the service throws instead of an answer. */
  readonly refuse?: (input: DescribeWorkspaceImagesCommandInput) => Error | undefined;
}

/** A service that gives ten images a page, and keeps the input of each call. */
function anAccount({ owned = [], shared = [], refuse }: Account) {
  const inputs: DescribeWorkspaceImagesCommandInput[] = [];
  const client: DescribeWorkspaceImagesClient = {
    send: ({ input }) => {
      inputs.push(input);
      const error = inputs.length > 1_000 ? new Error('the calls do not end') : refuse?.(input);
      if (error !== undefined) {
        return Promise.reject(error);
      }
      const { ImageIds, ImageType, NextToken } = input;
      const found = (ImageType === 'SHARED' ? shared : owned).filter(
        ({ ImageId = '' }) => ImageIds?.includes(ImageId) ?? true,
      );
      const end = Number(NextToken ?? 0) + 10;
      return Promise.resolve({
        Images: found.slice(end - 10, end),
        NextToken: end < found.length ? String(end) : undefined,
        $metadata: {},
      });
    },
  };
  const list = imageLister(() => Promise.resolve(client));
  return {
    inputs,
    list: (query: Partial<Query>) => list(aRequest(query), aBudget()),
  };
}

const withIds = (ids: readonly string[], more: WorkspaceImage = {}) =>
  ids.map((ImageId) => ({ ...more, ImageId }));
const idsOf = (images: readonly Image[]) => images.map(({ ImageId }) => ImageId);
const onlyIds = ({ ImageIds }: DescribeWorkspaceImagesCommandInput) =>
  ImageIds === undefined ? undefined : serviceError('ValidationException', 'no such image');

describe('without ids', () => {
  test('every page of the OWNED is read, with 25 a page asked for', async () => {
    const { inputs, list } = anAccount({ owned: withIds(imageIds(23)), shared: withIds(['wsi-shared000']) });
    expect(idsOf(await list({ imageType: 'OWNED' }))).toEqual(imageIds(23));
    expect(inputs).toEqual([
      { ImageType: 'OWNED', MaxResults: 25 },
      { ImageType: 'OWNED', MaxResults: 25, NextToken: '10' },
      { ImageType: 'OWNED', MaxResults: 25, NextToken: '20' },
    ]);
  });

  test('only the SHARED are read where they are asked for', async () => {
    const { inputs, list } = anAccount({ owned: withIds(imageIds(3)), shared: withIds(['wsi-shared000']) });
    expect(idsOf(await list({ imageType: 'SHARED' }))).toEqual(['wsi-shared000']);
    expect(inputs).toEqual([{ ImageType: 'SHARED', MaxResults: 25 }]);
  });

  test('ALL reads both, and an image of both comes once, as the owned one', async () => {
    const both = [imageId(1), imageId(2), imageId(3)];
    const { list } = anAccount({
      owned: withIds(both.slice(0, 2), { Name: 'owned' }),
      shared: withIds(both.slice(1), { Name: 'shared' }),
    });
    expect((await list({ imageType: 'ALL' })).map(({ ImageId, Name }) => [ImageId, Name])).toEqual([
      [imageId(1), 'owned'],
      [imageId(2), 'owned'],
      [imageId(3), 'shared'],
    ]);
  });

  test('an image that moved to the next page meanwhile comes once', async () => {
    const { list } = anAccount({ owned: withIds([...imageIds(10), imageId(9), imageId(10)]) });
    expect(idsOf(await list({}))).toEqual(imageIds(11));
  });

  test('an account without images gives none', async () => {
    await expect(anAccount({}).list({ imageType: 'ALL' })).resolves.toEqual([]);
  });

  test('an answer without a list of images gives none', async () => {
    const list = imageLister(() => Promise.resolve({ send: () => Promise.resolve({ $metadata: {} }) }));
    await expect(list(aRequest(), aBudget())).resolves.toEqual([]);
  });

  test('all that the service says of an image is kept', async () => {
    const image = {
      ImageId: imageId(1),
      Name: 'golden',
      ErrorMessage: 'as it happens',
      Created: new Date(NOW),
    };
    await expect(anAccount({ owned: [image] }).list({})).resolves.toEqual([image]);
  });

  test('a refusal is not asked around', async () => {
    const error = serviceError('ValidationException', 'no');
    const { inputs, list } = anAccount({ refuse: () => error });
    await expect(list({})).rejects.toBe(error);
    expect(inputs).toHaveLength(1);
  });
});

describe('with ids', () => {
  test.each([
    ['OWNED', ['OWNED']],
    ['SHARED', ['SHARED']],
    ['ALL', ['OWNED']],
  ] as const)('60 of %s are asked for in calls of 25, 25 and 10, once', async (imageType, types) => {
    const ids = imageIds(60);
    const { inputs, list } = anAccount({ owned: withIds(ids), shared: withIds(ids) });
    expect(idsOf(await list({ imageType, imageIds: ids }))).toEqual(ids);
    const firstPages = inputs.filter(({ NextToken }) => NextToken === undefined);
    expect(firstPages).toEqual(
      types.flatMap((ImageType) =>
        [ids.slice(0, 25), ids.slice(25, 50), ids.slice(50)].map((ImageIds) => ({ ImageType, ImageIds })),
      ),
    );
  });

  test('of ALL, only those that are not owned are asked for among the shared', async () => {
    const { inputs, list } = anAccount({ owned: withIds(imageIds(8)), shared: withIds([imageId(8)]) });
    const asked = imageIds(10);
    expect(idsOf(await list({ imageType: 'ALL', imageIds: asked }))).toEqual(imageIds(9));
    expect(inputs).toEqual([
      { ImageType: 'OWNED', ImageIds: asked },
      { ImageType: 'SHARED', ImageIds: [imageId(8), imageId(9)] },
    ]);
  });

  test('25 take one call', async () => {
    const { inputs, list } = anAccount({});
    await list({ imageIds: imageIds(25) });
    expect(inputs).toHaveLength(1);
  });

  test('every page of every call is read', async () => {
    const { inputs, list } = anAccount({ owned: withIds(imageIds(60)) });
    expect(idsOf(await list({ imageIds: imageIds(60) }))).toEqual(imageIds(60));
    expect(inputs).toHaveLength(3 + 3 + 1);
  });

  test('an id that the service leaves out is left out', async () => {
    const { list } = anAccount({ owned: withIds(imageIds(3)) });
    expect(idsOf(await list({ imageIds: [imageId(1), imageId(9)] }))).toEqual([imageId(1)]);
  });

  test('of ALL, those owned and those shared are joined by id', async () => {
    const { list } = anAccount({ owned: withIds(imageIds(3)), shared: withIds([imageId(2), imageId(4)]) });
    const asked = [imageId(2), imageId(4), imageId(1)];
    expect(idsOf(await list({ imageType: 'ALL', imageIds: asked }))).toEqual([1, 2, 4].map(imageId));
  });

  test('where the service refuses the ids, all of that type are read and those asked for are kept', async () => {
    const { inputs, list } = anAccount({ owned: withIds(imageIds(12)), refuse: onlyIds });
    const asked = [imageId(11), imageId(4), imageId(99)];
    expect(idsOf(await list({ imageType: 'OWNED', imageIds: asked }))).toEqual([imageId(4), imageId(11)]);
    expect(inputs).toEqual([
      { ImageType: 'OWNED', ImageIds: asked },
      { ImageType: 'OWNED', MaxResults: 25 },
      { ImageType: 'OWNED', MaxResults: 25, NextToken: '10' },
    ]);
  });

  test('a refusal of later ids loses none and doubles none', async () => {
    const { list } = anAccount({
      owned: withIds(imageIds(60)),
      refuse: (input) => (input.ImageIds?.includes(imageId(30)) === true ? onlyIds(input) : undefined),
    });
    expect(idsOf(await list({ imageIds: imageIds(40) }))).toEqual(imageIds(40));
  });

  test('a refusal by one type leaves the other as it is', async () => {
    const { inputs, list } = anAccount({
      owned: withIds([imageId(1)]),
      shared: withIds([imageId(2), imageId(3)]),
      refuse: (input) => (input.ImageType === 'SHARED' ? onlyIds(input) : undefined),
    });
    const asked = [imageId(1), imageId(2)];
    expect(idsOf(await list({ imageType: 'ALL', imageIds: asked }))).toEqual(asked);
    expect(inputs).toEqual([
      { ImageType: 'OWNED', ImageIds: asked },
      { ImageType: 'SHARED', ImageIds: [imageId(2)] },
      { ImageType: 'SHARED', MaxResults: 25 },
    ]);
  });

  test.each([
    ['too many calls', throttled()],
    ['a server that is not well', serviceError('InternalFailure', 'oops', 500)],
    ['the end of our time', outOfTime()],
  ])('%s is no refusal of the ids', async (_, error) => {
    const { inputs, list } = anAccount({ refuse: () => error });
    await expect(list({ imageIds: [imageId(1)] })).rejects.toBe(error);
    expect(inputs).toHaveLength(1);
  });
});

describe('a denial', () => {
  const error = denied();

  test.each([
    ['of a listing', {}, 1, () => error],
    ['of ids, which is no refusal of them', { imageIds: [imageId(1)] }, 1, () => error],
    [
      'of the listing that takes the place of refused ids',
      { imageIds: [imageId(1)] },
      2,
      (input: DescribeWorkspaceImagesCommandInput) => onlyIds(input) ?? error,
    ],
  ])('%s is explained: who must allow the call, and who may not deny it', async (_, query, calls, refuse) => {
    const { inputs, list } = anAccount({ refuse });
    await expect(list(query)).rejects.toMatchObject({
      message:
        "DescribeWorkspaceImages was denied (AccessDeniedException: not authorized): the function's role must allow it, " +
        'and no service control policy or permissions boundary may deny it',
      cause: error,
    });
    expect(inputs).toHaveLength(calls);
  });
});

test.each([
  [{ Name: 'golden' }, 'the service listed an image without an id, named: golden'],
  [{}, 'the service listed an image without an id, named: nothing'],
])('an image without an id, %j, is no image', async (image, message) => {
  await expect(anAccount({ owned: [image] }).list({})).rejects.toThrow(message);
});

test('the client of a listing knows where it looks, and how much time there is', async () => {
  const asked: unknown[] = [];
  const list = imageLister((...made) => {
    asked.push(made);
    return Promise.resolve({ send: () => Promise.resolve({ $metadata: {} }) });
  });
  const request = aRequest({ imageType: 'ALL', imageIds: imageIds(60) });
  await list(request, aBudget({ deadline: NOW }));
  expect(asked).toEqual([[request, aBudget({ deadline: NOW })]]);
});

test('a client that cannot be had is the failure of the listing, as it is', async () => {
  const error = denied();
  const list = imageLister(() => Promise.reject(error));
  await expect(list(aRequest(), aBudget())).rejects.toBe(error);
});

test('a role that is denied is named, since it is not ours to allow it', async () => {
  const assumedRoleArn = 'arn:aws:iam::210987654321:role/LookUp';
  await expect(anAccount({ refuse: denied }).list({ assumedRoleArn })).rejects.toThrow(
    `(AccessDeniedException: not authorized): the role ${assumedRoleArn} must allow it, and no`,
  );
});

/** A request on the wire, and what cuts it. */
interface Sent {
  readonly input: DescribeWorkspaceImagesCommandInput;
  readonly abortSignal: AbortSignal | undefined;
}

const mockWire: { answer: (sent: Sent) => Promise<HttpResponse> } = {
  answer: () => Promise.reject(new Error('nobody answers')),
};

/** The SDK's own client, whose requests end here instead of in the network. */
jest.mock('@aws-sdk/client-workspaces', () => {
  const sdk = jest.requireActual<typeof Sdk>('@aws-sdk/client-workspaces');
  return {
    ...sdk,
    WorkSpacesClient: class extends sdk.WorkSpacesClient {
      constructor(config: object) {
        super({
          ...config,
          credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
          requestHandler: {
            handle: async (
              { body }: { body: Uint8Array },
              { abortSignal }: { abortSignal?: AbortSignal } = {},
            ) => {
              const input = JSON.parse(new TextDecoder().decode(body)) as DescribeWorkspaceImagesCommandInput;
              return { response: await mockWire.answer({ input, abortSignal }) };
            },
          },
        });
      }
    },
  };
});

describe('through the client, the limiter and the paginator', () => {
  const answered = (statusCode: number, body: string | Readable) =>
    Promise.resolve(
      new HttpResponse({
        statusCode,
        headers: {},
        body: typeof body === 'string' ? Buffer.from(body) : body,
      }),
    );
  const refused = (type: string, statusCode = 400) =>
    answered(statusCode, JSON.stringify({ __type: type, message: 'as it happens' }));
  const broken = (code: string) => Promise.reject(namedError('Error', 'it broke', { code }));

  /** What may come in place of an answer, and pass. */
  const PASSING: Readonly<Record<string, (page: string, sent: Sent) => Promise<HttpResponse>>> = {
    throttled: () => refused('ThrottlingException'),
    'throttled by status alone': () => answered(429, '{}'),
    'not well': () => refused('InternalFailure', 500),
    'not there': () => answered(503, ''),
    "a proxy's page for an error": () => answered(502, '<html>Bad Gateway</html>'),
    "a proxy's page for an answer": () => answered(200, '<html>Sign in</html>'),
    reset: () => broken('ECONNRESET'),
    'no name': () => broken('EAI_AGAIN'),
    'cut in the first half': (page) => answered(200, page.slice(0, page.length / 2)),
    'cut before the last byte': (page) => answered(200, page.slice(0, -1)),
    'reset within the body': (page) =>
      answered(
        200,
        Readable.from(
          (function* () {
            yield Buffer.from(page.slice(0, 9));
            throw namedError('Error', 'aborted', { code: 'ECONNRESET' });
          })(),
        ),
      ),
    'no answer until it is cut': (_, { abortSignal }) =>
      new Promise((_, reject) => {
        const cut = () => {
          reject(namedError('AbortError', 'Request aborted'));
        };
        // Signing may take longer than the time that the call has.
        if (abortSignal?.aborted === true) {
          cut();
        }
        abortSignal?.addEventListener('abort', cut);
      }),
    'denied, since the role is new': () => refused('AccessDeniedException'),
  };

  /** What will not pass. */
  const FINAL: Readonly<Record<string, () => Promise<HttpResponse>>> = {
    'a refusal': () => refused('ValidationException'),
    'keys that are not known': () => refused('UnrecognizedClientException'),
    "a proxy's page for a refusal": () => answered(403, '<html>Forbidden</html>'),
    'an image without an id': () => answered(200, JSON.stringify({ Images: [{ Name: 'golden' }] })),
    'a certificate that is not trusted': () => broken('CERT_HAS_EXPIRED'),
    'a service that is throttled to the end': () => refused('ThrottlingException'),
    'a service that never answers': () => broken('ECONNRESET'),
  };

  /** Numbers of images by page. One may be on two pages, and a page may have none. */
  const anyPages = fc.array(fc.array(fc.nat(30), { maxLength: 5 }), { minLength: 1, maxLength: 6 });
  const anyFaults = fc.array(fc.array(fc.constantFrom(...Object.keys(PASSING)), { maxLength: 3 }), {
    maxLength: 14,
  });
  const anyImageType = fc.constantFrom('OWNED' as const, 'SHARED' as const, 'ALL' as const);
  /** The token of a page, as the service makes up what it likes. */
  const tokenOf = (page: number) => `${INHERITED_NAMES[page] ?? 'page'} ${page}`.replace(/ [0-4]$/, '');

  interface Plan {
    readonly owned: readonly (readonly number[])[];
    readonly shared: readonly (readonly number[])[];

    /** What comes before each answer. */
    readonly faults?: readonly (readonly string[])[];

    /** What comes from an answer on, for ever. */
    readonly final?: { readonly from: number; readonly what: string };

    /** The page that follows the last. */
    readonly back?: number;

    /** Numbers of the images that are asked for by id. */
    readonly asked?: readonly number[];

    /** Whether the service refuses to be asked by id. */
    readonly refusesIds?: boolean;
  }

  /** List from a service that answers by a plan. */
  async function listed(imageType: Query['imageType'], plan: Plan) {
    const { owned, shared, faults = [], final, back, asked = [], refusesIds = false } = plan;
    const queues = faults.map((some) => [...some]);
    let answers = 0;
    let calls = 0;
    mockWire.answer = (sent) => {
      calls++;
      const { ImageType, NextToken, ImageIds } = sent.input;
      const all = ImageType === 'SHARED' ? shared : owned;
      const pages =
        ImageIds === undefined ? all : [all.flat().filter((number) => ImageIds.includes(imageId(number)))];
      const at = NextToken === undefined ? 0 : pages.findIndex((_, index) => tokenOf(index) === NextToken);
      const next = at + 1 < pages.length ? at + 1 : back;
      const page = JSON.stringify({
        Images: pages[at]?.map((number) => ({ ImageId: imageId(number), Name: ImageType })),
        NextToken: next === undefined ? undefined : tokenOf(next),
      });
      const fault = PASSING[queues[answers]?.shift() ?? ''];
      if (final !== undefined && answers >= final.from) {
        return (FINAL[final.what] ?? (() => broken('ECONNRESET')))();
      }
      if (fault !== undefined) {
        return fault(page, sent);
      }
      answers++;
      return refusesIds && ImageIds !== undefined ? refused('ValidationException') : answered(200, page);
    };
    const clock = fakeClock();
    const limiter = aQuietLimiter(clock);
    const clients = workspacesClients({ ofPlace: () => limiter, sts: limiter }, 'wait a while');
    const until = NOW + (final === undefined ? 600_000 : 10_000);
    const budget = aBudget({ deniedUntil: until, deadline: until, firstAnswerBy: until });
    const request = aRequest({ imageType, imageIds: asked.map(imageId) });
    const result = await imageLister(clients)(request, budget).then(
      (all) => ({ all }),
      (error: unknown) => ({ error }),
    );
    return { result, calls };
  }

  const pagesOf = (imageType: Query['imageType'], { owned, shared }: Plan) => [
    ...(imageType === 'SHARED' ? [] : owned),
    ...(imageType === 'OWNED' ? [] : shared),
  ];

  test('any run of faults that pass gives each image once, in the order of the service', async () => {
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        anyImageType,
        fc.record({ owned: anyPages, shared: anyPages, faults: anyFaults }),
        async (imageType, plan) => {
          const { result } = await listed(imageType, plan);
          const expected = [...new Set(pagesOf(imageType, plan).flat())].map(imageId);
          expect('all' in result ? idsOf(result.all) : result.error).toEqual(expected);
          for (const fault of plan.faults.slice(0, pagesOf(imageType, plan).length).flat()) {
            met.add(fault);
          }
        },
      ),
      { numRuns: 25 },
    );
    expect([...met].sort()).toEqual(Object.keys(PASSING).sort());
  });

  test('any ids give those that are there, once, whether or not the service refuses to be asked for them', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyImageType,
        fc.record({
          owned: anyPages,
          shared: anyPages,
          faults: anyFaults,
          asked: fc.uniqueArray(fc.nat(40), { minLength: 1 }),
          refusesIds: fc.boolean(),
        }),
        async (imageType, plan) => {
          const { result } = await listed(imageType, plan);
          const there = new Set(pagesOf(imageType, plan).flat());
          const expected = plan.asked.filter((number) => there.has(number)).map(imageId);
          expect('all' in result ? idsOf(result.all).sort() : result.error).toEqual(expected.sort());
        },
      ),
      {
        numRuns: 25,
        examples: [
          [
            'ALL',
            {
              owned: [[0, 24, 25]],
              shared: [[25, 30]],
              faults: [],
              asked: Array.from({ length: 31 }, (_, number) => number),
              refusesIds: false,
            },
          ],
        ],
      },
    );
  });

  test('a fault that does not pass fails, wherever it comes, and gives no part of a list', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyImageType,
        fc.record({ owned: anyPages, shared: anyPages, faults: anyFaults }),
        fc.nat(),
        fc.constantFrom(...Object.keys(FINAL)),
        async (imageType, plan, where, what) => {
          const from = where % pagesOf(imageType, plan).length;
          const { result } = await listed(imageType, { ...plan, final: { from, what } });
          expect(result).toEqual({ error: expect.any(Error) as unknown });
        },
      ),
      { numRuns: 15 },
    );
  });

  test('pages that go round in a circle of any length end with an error, whatever the faults between', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyImageType,
        fc.record({ owned: anyPages, shared: anyPages, faults: anyFaults }),
        fc.nat(),
        async (imageType, plan, where) => {
          const pages = imageType === 'SHARED' ? plan.shared : plan.owned;
          const back = where % pages.length;
          const { result, calls } = await listed(imageType, { ...plan, back });
          expect(result).toMatchObject({
            error: { message: expect.stringMatching(/ twice, so its pages never end$/) as unknown },
          });
          expect(calls).toBeLessThanOrEqual(pages.length + 1 + plan.faults.flat().length);
        },
      ),
      { numRuns: 15 },
    );
  });
});
