import type { DescribeWorkspaceImagesCommandInput, WorkspaceImage } from '@aws-sdk/client-workspaces';
import fc from 'fast-check';
import { imageLister } from '../../../../lambda/images/calls/list-images';
import type { Image } from '../../../../lambda/images/core/image';
import type { DescribeWorkspaceImagesClient } from '../../../../lambda/paginator/paginator';
import type { Query } from '../../../../lib/contract/images';
import {
  aBudget,
  aRequest,
  denied,
  errorOf,
  imageId,
  imageIds,
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
  const both = {
    owned: withIds(imageIds(23), { Name: 'owned' }),
    shared: withIds([imageId(22), imageId(40)], { Name: 'shared' }),
  };
  const pagesOf = (ImageType: string, tokens: readonly (string | undefined)[]) =>
    tokens.map((NextToken) => ({ ImageType, MaxResults: 25, NextToken }));

  test.each([
    ['OWNED', both.owned, pagesOf('OWNED', [undefined, '10', '20'])],
    ['SHARED', both.shared, pagesOf('SHARED', [undefined])],
    [
      'ALL',
      [...both.owned, ...both.shared.slice(1)],
      [...pagesOf('OWNED', [undefined, '10', '20']), ...pagesOf('SHARED', [undefined])],
    ],
  ] as const)(
    '%s reads every page, and an image of both types is the owned one',
    async (imageType, all, calls) => {
      const { inputs, list } = anAccount(both);
      await expect(list({ imageType })).resolves.toEqual(all);
      expect(inputs).toEqual(calls);
    },
  );

  test('an answer without a list of images gives none', async () => {
    const list = imageLister(() => Promise.resolve({ send: () => Promise.resolve({ $metadata: {} }) }));
    await expect(list(aRequest(), aBudget())).resolves.toEqual([]);
  });

  test('a refusal is not asked around', async () => {
    const error = serviceError('ValidationException', 'no');
    const { inputs, list } = anAccount({ refuse: () => error });
    await expect(list({})).rejects.toBe(error);
    expect(inputs).toHaveLength(1);
  });
});

describe('with ids', () => {
  const asked = (ImageType: string, ...numbers: number[]) => ({ ImageType, ImageIds: numbers.map(imageId) });

  test.each([
    [[25], 'OWNED'],
    [[25, 25, 10], 'OWNED'],
    [[25, 25, 10], 'SHARED'],
    [[25, 25, 10], 'ALL'],
  ] as const)('they are asked for in calls of %j, once: %s', async (lengths, imageType) => {
    const ids = imageIds(lengths.reduce((sum, length) => sum + length, 0));
    const { inputs, list } = anAccount({ owned: withIds(ids), shared: withIds(ids) });
    expect(idsOf(await list({ imageType, imageIds: ids }))).toEqual(ids);
    const ImageType = imageType === 'ALL' ? 'OWNED' : imageType;
    expect(inputs.filter(({ NextToken }) => NextToken === undefined)).toEqual(
      lengths.map((length, index) => ({ ImageType, ImageIds: ids.slice(25 * index, 25 * index + length) })),
    );
  });

  test('of ALL, only those that are not owned are asked for among the shared', async () => {
    const { inputs, list } = anAccount({
      owned: withIds(imageIds(3)),
      shared: withIds([imageId(2), imageId(4)]),
    });
    const ids = [2, 4, 1, 9].map(imageId);
    expect(idsOf(await list({ imageType: 'ALL', imageIds: ids }))).toEqual([1, 2, 4].map(imageId));
    expect(inputs).toEqual([asked('OWNED', 2, 4, 1, 9), asked('SHARED', 4, 9)]);
  });

  test.each<[Query['imageType'], asked: number[], found: number[], refused: string[]]>([
    ['OWNED', [11, 4, 99], [4, 11], ['OWNED']],
    ['ALL', [11, 30], [11, 30], ['OWNED', 'SHARED']],
  ])('of %s are looked for among all if refused', async (imageType, ids, found, refused) => {
    const { inputs, list } = anAccount({
      owned: withIds(imageIds(12)),
      shared: withIds([imageId(30), imageId(31)]),
      refuse: onlyIds,
    });
    expect(idsOf(await list({ imageType, imageIds: ids.map(imageId) }))).toEqual(found.map(imageId));
    expect(inputs.filter(({ ImageIds }) => ImageIds).map(({ ImageType }) => ImageType)).toEqual(refused);
  });

  test('a refusal of later ids loses none and doubles none', async () => {
    const { list } = anAccount({
      owned: withIds(imageIds(60)),
      refuse: (input) => (input.ImageIds?.includes(imageId(30)) === true ? onlyIds(input) : undefined),
    });
    expect(idsOf(await list({ imageIds: imageIds(40) }))).toEqual(imageIds(40));
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

test('any ids give those that are there, once, whether or not the service refuses to be asked for them', async () => {
  const numbers = fc.uniqueArray(fc.nat(40));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('OWNED' as const, 'SHARED' as const, 'ALL' as const),
      fc.record({ owned: numbers, shared: numbers, refusesIds: fc.boolean() }),
      fc.uniqueArray(fc.nat(60), { minLength: 1 }),
      async (imageType, { owned, shared, refusesIds }, asked) => {
        const { list } = anAccount({
          owned: withIds(owned.map(imageId)),
          shared: withIds(shared.map(imageId)),
          ...(refusesIds && { refuse: onlyIds }),
        });
        const there = [...(imageType === 'SHARED' ? [] : owned), ...(imageType === 'OWNED' ? [] : shared)];
        expect(idsOf(await list({ imageType, imageIds: asked.map(imageId) })).sort()).toEqual(
          asked
            .filter((number) => there.includes(number))
            .map(imageId)
            .sort(),
        );
      },
    ),
  );
});

describe('a denial', () => {
  const error = denied();
  const ROLE = 'arn:aws:iam::210987654321:role/LookUp';

  test.each([
    ['of a listing', {}, 1, "the function's role"],
    ['of ids, which is no refusal of them', { imageIds: [imageId(1)] }, 1, "the function's role"],
    ['of a role', { assumedRoleArn: ROLE }, 1, `the role ${ROLE}`],
    [
      'of the listing that takes the place of refused ids',
      { imageIds: [imageId(1)] },
      2,
      "the function's role",
    ],
  ])('%s names the call, and who must be allowed it', async (_, query, calls, who) => {
    const { inputs, list } = anAccount({
      refuse: (input) => (calls === 2 ? (onlyIds(input) ?? error) : error),
    });
    const { message } = await errorOf(list(query));
    expect(message).toMatch(/^DescribeWorkspaceImages was denied /);
    expect(message).toContain(`${who} must allow it`);
    expect(inputs).toHaveLength(calls);
  });

  test('of another caller than a function names that', async () => {
    const list = imageLister(() => Promise.resolve({ send: () => Promise.reject(error) }), 'your role');
    await expect(list(aRequest(), aBudget())).rejects.toThrow('your role must allow it');
  });

  test('of a client is the failure of the listing, as it is', async () => {
    const list = imageLister(() => Promise.reject(error));
    await expect(list(aRequest(), aBudget())).rejects.toBe(error);
  });
});

test.each([
  [{ Name: 'golden' }, 'the service listed an image without an id, named: golden'],
  [{}, 'the service listed an image without an id, named: nothing'],
])('an image without an id, %j, is no image', async (image, message) => {
  await expect(anAccount({ owned: [image] }).list({})).rejects.toThrow(message);
});

test('the client of a listing knows where it looks, and how much time there is', async () => {
  const clientFor = jest.fn(() => Promise.resolve({ send: () => Promise.resolve({ $metadata: {} }) }));
  const request = aRequest({ imageType: 'ALL', imageIds: imageIds(60) });
  await imageLister(clientFor)(request, aBudget({ deadline: NOW }));
  expect(clientFor.mock.calls).toEqual([[request, aBudget({ deadline: NOW })]]);
});
