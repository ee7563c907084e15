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

async function idsOf(client: DescribeWorkspaceImagesClient, input: DescribeWorkspaceImagesCommandInput = {}) {
  const ids: (string | undefined)[] = [];
  for await (const page of paginateDescribeWorkspaceImages({ client }, input)) {
    ids.push(...(page.Images ?? []).map(({ ImageId }) => ImageId));
  }
  return ids;
}

test('however the service splits the images into pages, each comes once, in order', async () => {
  const sizes = fc.array(fc.nat(25), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(sizes, async (split) => {
      const all = imageIds(split.reduce((sum, size) => sum + size, 0));
      const rest = [...all];
      const { client, inputs } = numbered(split.map((size) => rest.splice(0, size)));
      expect(await idsOf(client)).toEqual(all);
      expect(inputs).toHaveLength(split.length);
    }),
  );
});

test('each page is asked for with the whole input and the token of the page before', async () => {
  const { client, inputs } = numbered([['a'], ['b'], ['c']]);
  const input = { ImageType: 'SHARED', MaxResults: 7, ImageIds: ['wsi-000000001'] } as const;
  await idsOf(client, { ...input, ImageIds: [...input.ImageIds] });
  expect(inputs).toEqual([{ ...input }, { ...input, NextToken: '1' }, { ...input, NextToken: '2' }]);
});

test('the input is never changed', async () => {
  const { client } = numbered([['a'], ['b']]);
  const input = Object.freeze<DescribeWorkspaceImagesCommandInput>({ ImageType: 'OWNED' });
  expect(await idsOf(client, input)).toEqual(['a', 'b']);
  expect(input).toStrictEqual({ ImageType: 'OWNED' });
});

test('a run begins at the token of its input', async () => {
  const { client, inputs } = numbered([['a'], ['b'], ['c']]);
  expect(await idsOf(client, { NextToken: '1' })).toEqual(['b', 'c']);
  expect(inputs.map(({ NextToken }) => NextToken)).toEqual(['1', '2']);
});

test('a page without images that has a token is not the last', async () => {
  const { client } = numbered([[], [], ['a'], [], ['b']]);
  expect(await idsOf(client)).toEqual(['a', 'b']);
});

test('a page without a list of images that has a token is not the last', async () => {
  const { client } = answering((token) =>
    token === undefined ? { NextToken: 't' } : { Images: [{ ImageId: 'a' }] },
  );
  expect(await idsOf(client)).toEqual(['a']);
});

test('an empty token ends a run as none does', async () => {
  const { client, inputs } = answering(() => ({ Images: [{ ImageId: 'a' }], NextToken: '' }));
  expect(await idsOf(client)).toEqual(['a']);
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
  await expect(idsOf({ send: () => Promise.reject(error) })).rejects.toBe(error);
});

describe('pages that go round in a circle end with an error', () => {
  /** A client of some pages that lead into a circle of pages. */
  const circling = (before: number, length: number) =>
    answering((token) => {
      const next = Number(token ?? 0) + 1;
      return { Images: [{ ImageId: 'a' }], NextToken: String(next > before + length ? before + 1 : next) };
    });

  test.each([
    ['of one page, at once', 0, 1],
    ['of two pages, which is more than a token twice in a row', 0, 2],
    ['of one page, after others', 3, 1],
    ['of five pages, after others', 2, 5],
  ])('%s', async (_, before, length) => {
    const { client, inputs } = circling(before, length);
    await expect(idsOf(client)).rejects.toThrow(
      'DescribeWorkspaceImages gave the same token twice, so its pages never end',
    );
    expect(inputs).toHaveLength(before + length + 1);
  });

  test('of any length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(10), fc.integer({ min: 1, max: 30 }), async (before, length) => {
        await expect(idsOf(circling(before, length).client)).rejects.toThrow('the same token twice');
      }),
    );
  });

  test('back to the token that the run began at', async () => {
    const { client, inputs } = circling(0, 3);
    await expect(idsOf(client, { NextToken: '2' })).rejects.toThrow('the same token twice');
    expect(inputs.map(({ NextToken }) => NextToken)).toEqual(['2', '3', '1']);
  });

  test('whereas a second run may have the same tokens', async () => {
    const { client } = numbered([['a'], ['b']]);
    expect(await idsOf(client)).toEqual(['a', 'b']);
    expect(await idsOf(client)).toEqual(['a', 'b']);
  });
});

describe('a run of at most so many images', () => {
  const PAGES = [['a', 'b', 'c'], ['d', 'e'], [], ['f']];
  const json = (token: string | undefined) => Buffer.from(token ?? '', 'base64').toString();

  async function pagesOf(configuration: { maxItems?: number; startingToken?: string; pageSize?: number }) {
    const { client, inputs } = numbered(PAGES);
    const pages: Page[] = [];
    for await (const page of paginateDescribeWorkspaceImages({ client, ...configuration }, {})) {
      pages.push(page);
    }
    return { pages, inputs, images: pages.map(({ Images }) => (Images ?? []).map(({ ImageId }) => ImageId)) };
  }

  test.each([
    [0, [[]], '{"NextToken": null, "boto_truncate_amount": 0}'],
    [2, [['a', 'b']], '{"NextToken": null, "boto_truncate_amount": 2}'],
    [3, [['a', 'b', 'c']], '{"NextToken": "1"}'],
    [4, [['a', 'b', 'c'], ['d']], '{"NextToken": "1", "boto_truncate_amount": 1}'],
    [
      5,
      [
        ['a', 'b', 'c'],
        ['d', 'e'],
      ],
      '{"NextToken": "2"}',
    ],
    [6, [['a', 'b', 'c'], ['d', 'e'], [], ['f']], ''],
    [7, [['a', 'b', 'c'], ['d', 'e'], [], ['f']], ''],
  ])('%i: it ends where it is cut, with a token that tells where', async (maxItems, images, token) => {
    const run = await pagesOf({ maxItems });
    expect(run.images).toStrictEqual(images);
    expect(json(run.pages.at(-1)?.NextToken)).toBe(token);
    expect(run.inputs).toHaveLength(images.length);
  });

  test('counts from the page on in which it was cut before', async () => {
    const startingToken = Buffer.from('{"NextToken": "1", "boto_truncate_amount": 1}').toString('base64');
    const run = await pagesOf({ startingToken, maxItems: 1 });
    expect(run.images).toStrictEqual([['e']]);
    expect(json(run.pages.at(-1)?.NextToken)).toBe('{"NextToken": "2"}');
  });

  test('skips images of its first page only', async () => {
    const run = await pagesOf({ startingToken: 'None___2' });
    expect(run.images).toStrictEqual([['c'], ['d', 'e'], [], ['f']]);
  });

  test.each([
    [{ maxItems: -1 }, '`maxItems` must be an integer of 0 or more, got: -1'],
    [{ maxItems: 1.5 }, '`maxItems` must be an integer of 0 or more, got: 1.5'],
    [{ pageSize: 0 }, '`pageSize` must be an integer of 1 or more, got: 0'],
    [{ pageSize: NaN }, '`pageSize` must be an integer of 1 or more, got: NaN'],
    [{ startingToken: '' }, '`startingToken` must not be empty'],
  ])('is refused where that means nothing, before any call: %j', async (configuration, message) => {
    await expect(pagesOf(configuration)).rejects.toThrow(message);
  });

  test('asks for pages of the size that it was given, before that of its input', async () => {
    const { client, inputs } = numbered([['a']]);
    const run = paginateDescribeWorkspaceImages(
      { client, pageSize: 7 },
      { MaxResults: 3, ImageType: 'OWNED' },
    );
    await run.next();
    expect(inputs).toStrictEqual([{ ImageType: 'OWNED', MaxResults: 7, NextToken: undefined }]);
  });

  test('takes null for nothing, as botocore takes None', async () => {
    const { client, inputs } = numbered(PAGES);
    // As a program without a type checker may say it.
    const nothing = JSON.parse('{ "maxItems": null, "startingToken": null, "pageSize": null }') as object;
    const pages: Page[] = [];
    for await (const page of paginateDescribeWorkspaceImages(
      { client, ...nothing },
      { MaxResults: 3, NextToken: '1' },
    )) {
      pages.push(page);
    }
    expect(pages.flatMap(({ Images }) => Images ?? [])).toHaveLength(3);
    expect(inputs).toStrictEqual(['1', '2', '3'].map((NextToken) => ({ MaxResults: 3, NextToken })));
  });

  test('begins at its starting token, before that of its input', async () => {
    const { client, inputs } = numbered([['a'], ['b'], ['c']]);
    await paginateDescribeWorkspaceImages({ client, startingToken: '2' }, { NextToken: '1' }).next();
    expect(inputs[0]?.NextToken).toBe('2');
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
