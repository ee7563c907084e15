import type { DescribeWorkspaceImagesCommandInput, WorkspaceImage } from '@aws-sdk/client-workspaces';
import type { Image } from '../../../lambda/images/core/image';
import type { DescribeWorkspaceImagesClient } from '../../../lambda/paginator/paginator';
import { imageLister } from '../../../lambda/service/list-images';
import type { Query } from '../../../lib/contract/images';
import {
  aBudget,
  aRequest,
  denied,
  imageId,
  imageIds,
  NOW,
  outOfTime,
  serviceError,
  throttled,
} from '../builders';

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
