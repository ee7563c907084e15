import type {
  DescribeWorkspaceImagesCommandInput,
  DescribeWorkspaceImagesCommandOutput,
  WorkSpacesPaginationConfiguration,
} from '@aws-sdk/client-workspaces';
import fc from 'fast-check';
import {
  type DescribeWorkspaceImagesClient,
  type DescribeWorkspaceImagesPaginationConfiguration,
  paginateDescribeWorkspaceImages,
} from '../../../lambda/paginator/paginator';
import { imageIds } from '../builders';

type Page = Pick<DescribeWorkspaceImagesCommandOutput, 'Images' | 'NextToken'>;

/** A client that answers by the token, and keeps the input of each call. */
function answering(answer: (token: string | undefined) => Page) {
  const inputs: DescribeWorkspaceImagesCommandInput[] = [];
  const client: DescribeWorkspaceImagesClient = {
    send: ({ input }) => {
      inputs.push(input);
      return inputs.length > 1_000
        ? Promise.reject(new Error('the run does not end'))
        : Promise.resolve({ ...answer(input.NextToken), $metadata: {} });
    },
  };
  return { client, inputs };
}

/** A client of so many pages, each with the number of the next as its token. */
const numbered = (pages: readonly (readonly string[])[]) =>
  answering((token) => {
    const index = Number(token ?? 0);
    return {
      Images: pages[index]?.map((ImageId) => ({ ImageId })),
      NextToken: index + 1 < pages.length ? String(index + 1) : undefined,
    };
  });

/** The pages of a run with a client of these pages, and what was asked for. */
async function run(
  { client, inputs }: ReturnType<typeof answering>,
  input: DescribeWorkspaceImagesCommandInput = {},
  configuration: Omit<DescribeWorkspaceImagesPaginationConfiguration, 'client'> = {},
) {
  const pages: Page[] = [];
  for await (const page of paginateDescribeWorkspaceImages({ client, ...configuration }, input)) {
    pages.push(page);
  }
  const images = pages.map(({ Images }) => (Images ?? []).map(({ ImageId }) => ImageId));
  return { images, inputs, token: pages.at(-1)?.NextToken };
}

test('however the service splits the images into pages, each comes once, in order', async () => {
  const sizes = fc.array(fc.nat(25), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(sizes, async (split) => {
      const rest = imageIds(split.reduce((sum, size) => sum + size, 0));
      const pages = split.map((size) => rest.splice(0, size));
      await expect(run(numbered(pages))).resolves.toMatchObject({ images: pages, token: undefined });
    }),
  );
});

test('each page is asked for with the whole input and the token of the page before', async () => {
  const input = Object.freeze({ ImageType: 'SHARED', MaxResults: 7, ImageIds: ['wsi-000000001'] });
  const { inputs } = await run(numbered([['a'], ['b'], ['c']]), input);
  expect(inputs).toEqual([input, { ...input, NextToken: '1' }, { ...input, NextToken: '2' }]);
});

test('a page without a list of images that has a token is not the last', async () => {
  const client = answering((token) =>
    token === undefined ? { NextToken: 't' } : { Images: [{ ImageId: 'a' }] },
  );
  await expect(run(client)).resolves.toMatchObject({ images: [[], ['a']] });
});

test('an empty token ends a run as none does', async () => {
  const { inputs } = await run(answering(() => ({ Images: [{ ImageId: 'a' }], NextToken: '' })));
  expect(inputs).toHaveLength(1);
});

test('no page is asked for before the one before it was taken', async () => {
  const { client, inputs } = numbered([['a'], ['b']]);
  const pages = paginateDescribeWorkspaceImages({ client }, {});
  expect(inputs).toHaveLength(0);
  await pages.next();
  expect(inputs).toHaveLength(1);
});

test('pages are given as the service gave them', async () => {
  const page = { Images: [{ ImageId: 'a' }], $metadata: { requestId: 'r' } };
  const pages = paginateDescribeWorkspaceImages({ client: { send: () => Promise.resolve(page) } }, {});
  expect((await pages.next()).value).toEqual(page);
  expect(await pages.next()).toEqual({ done: true, value: undefined });
});

test('a call that fails ends the run with its error', async () => {
  const error = new Error('oops');
  const client = { send: () => Promise.reject(error) };
  await expect(paginateDescribeWorkspaceImages({ client }, {}).next()).rejects.toBe(error);
});

describe('pages that go round in a circle end with an error', () => {
  /** A client of some pages that lead into a circle of pages. */
  const circling = (before: number, length: number) =>
    answering((token) => {
      const next = Number(token ?? 0) + 1;
      return { Images: [{ ImageId: 'a' }], NextToken: String(next > before + length ? before + 1 : next) };
    });

  test('of any length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(10), fc.integer({ min: 1, max: 30 }), async (before, length) => {
        const service = circling(before, length);
        await expect(run(service)).rejects.toThrow(
          'DescribeWorkspaceImages gave the same token twice, so its pages never end',
        );
        expect(service.inputs).toHaveLength(before + length + 1);
      }),
      { examples: [[0, 1]] },
    );
  });

  test('back to the token that the run began at', async () => {
    const service = circling(0, 3);
    await expect(run(service, { NextToken: '2' })).rejects.toThrow('the same token twice');
    expect(service.inputs.map(({ NextToken }) => NextToken)).toEqual(['2', '3', '1']);
  });

  test('whereas a second run may have the same tokens', async () => {
    const service = numbered([['a'], ['b']]);
    await run(service);
    await expect(run(service)).resolves.toMatchObject({ images: [['a'], ['b']] });
  });
});

describe('a run of at most so many images', () => {
  const PAGES = [['a', 'b', 'c'], ['d', 'e'], [], ['f']];
  const json = (token: string | undefined) => Buffer.from(token ?? '', 'base64').toString();

  test.each([
    [0, [[]], '{"NextToken": null, "boto_truncate_amount": 0}'],
    [2, [['a', 'b']], '{"NextToken": null, "boto_truncate_amount": 2}'],
    [3, PAGES.slice(0, 1), '{"NextToken": "1"}'],
    [4, [['a', 'b', 'c'], ['d']], '{"NextToken": "1", "boto_truncate_amount": 1}'],
    [5, PAGES.slice(0, 2), '{"NextToken": "2"}'],
    [6, PAGES, ''],
    [7, PAGES, ''],
  ])('%i: it ends where it is cut, with a token that tells where', async (maxItems, images, token) => {
    const cut = await run(numbered(PAGES), {}, { maxItems });
    expect(cut.images).toStrictEqual(images);
    expect(json(cut.token)).toBe(token);
    expect(cut.inputs).toHaveLength(images.length);
  });

  test('counts from the page on in which it was cut before', async () => {
    const startingToken = Buffer.from('{"NextToken": "1", "boto_truncate_amount": 1}').toString('base64');
    const { images, token } = await run(numbered(PAGES), {}, { startingToken, maxItems: 1 });
    expect(images).toStrictEqual([['e']]);
    expect(json(token)).toBe('{"NextToken": "2"}');
  });

  test('skips images of its first page only', async () => {
    const { images } = await run(numbered(PAGES), {}, { startingToken: 'None___2' });
    expect(images).toStrictEqual([['c'], ['d', 'e'], [], ['f']]);
  });

  test.each([
    [{ maxItems: -1 }, '`maxItems` must be an integer of 0 or more, got: -1'],
    [{ maxItems: 1.5 }, '`maxItems` must be an integer of 0 or more, got: 1.5'],
    [{ pageSize: 0 }, '`pageSize` must be an integer of 1 or more, got: 0'],
    [{ pageSize: NaN }, '`pageSize` must be an integer of 1 or more, got: NaN'],
    [{ startingToken: '' }, '`startingToken` must not be empty'],
  ])('is refused where that means nothing, before any call: %j', async (configuration, message) => {
    const service = numbered(PAGES);
    await expect(run(service, {}, configuration)).rejects.toThrow(message);
    expect(service.inputs).toEqual([]);
  });

  test.each([
    ['page size and token come before those of its input', { pageSize: 7, startingToken: '3' }, 7, ['3']],
    // botocore takes None for nothing, and a program without a type checker may say so.
    [
      'null is nothing',
      JSON.parse('{ "maxItems": null, "startingToken": null, "pageSize": null }') as object,
      3,
      ['1', '2', '3'],
    ],
  ])('of its configuration, %s', async (_, configuration, MaxResults, tokens) => {
    const { inputs } = await run(numbered(PAGES), { MaxResults: 3, NextToken: '1' }, configuration);
    expect(inputs).toStrictEqual(tokens.map((NextToken) => ({ MaxResults, NextToken })));
  });
});

test('further arguments go to the send of the client, so that a signal ends a run', async () => {
  const controller = new AbortController();
  const sent: unknown[] = [];
  const client: DescribeWorkspaceImagesClient = {
    send: (_, options) => {
      sent.push(options);
      options?.abortSignal?.throwIfAborted();
      return Promise.resolve({ Images: [], NextToken: String(sent.length), $metadata: {} });
    },
  };
  const run = paginateDescribeWorkspaceImages({ client }, {}, { abortSignal: controller.signal });
  await run.next();
  controller.abort(new Error('enough'));
  await expect(run.next()).rejects.toThrow('enough');
  expect(sent).toStrictEqual([{ abortSignal: controller.signal }, { abortSignal: controller.signal }]);
});

test("a configuration of the SDK's paginators is one of ours, and ours is theirs but for the client", () => {
  type Configuration = DescribeWorkspaceImagesPaginationConfiguration;
  const ours = (theirs: WorkSpacesPaginationConfiguration): Configuration => theirs;
  const theirs = (configuration: Configuration): Omit<WorkSpacesPaginationConfiguration, 'client'> =>
    configuration;
  const { client } = numbered([]);
  expect(theirs({ client, startingToken: null, maxItems: null })).toMatchObject({ startingToken: null });
  expect(ours).toBeDefined();
});
