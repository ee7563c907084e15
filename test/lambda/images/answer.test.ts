import { createHash } from 'node:crypto';
import { answer, answerWatched, putManifest } from '../../../lambda/images/answer';
import type { Image } from '../../../lambda/images/core/image';
import type { Query } from '../../../lib/contract/images';
import { aLookup, anImage, anOutside, aRequest, errorOf, imageId, images, someIds } from '../builders';

/** A lookup among images, with what was listed, put and logged. */
function lookingUp(query: Partial<Query>, listed: readonly Image[]) {
  const outside = anOutside(listed);
  return { ...outside, answered: answer(aLookup(query), outside.ports) };
}

describe('a lookup answers', () => {
  test('with the images that match, newest first', async () => {
    const listed = [...images(3).reverse(), anImage({ ImageId: imageId(9), Name: 'other' })];
    await expect(lookingUp({ imageNames: ['golden-*'] }, listed).answered).resolves.toEqual({
      ImageIds: 'wsi-000000000,wsi-000000001,wsi-000000002',
      ImageStates: 'AVAILABLE,AVAILABLE,AVAILABLE',
      ImageCount: '3',
    });
  });

  test('with - if no image matches and minCount is 0', async () => {
    await expect(lookingUp({ minCount: 0 }, []).answered).resolves.toEqual({
      ImageIds: '-',
      ImageStates: '-',
      ImageCount: '0',
    });
  });

  test('after one listing, of what it was asked for', async () => {
    const query = { imageType: 'ALL', imageIds: [imageId(0)], region: 'us-east-1' } as const;
    const { answered, requests } = lookingUp(query, images(1));
    await answered;
    expect(requests).toEqual([aRequest(query)]);
  });

  test('without a word to a bucket, if it has no manifest', async () => {
    const { answered, objects } = lookingUp({}, images(1));
    await answered;
    expect(objects).toEqual([]);
  });
});

describe('a lookup fails', () => {
  test('if too few images match, and says what was examined', async () => {
    await expect(lookingUp({ states: ['PENDING'] }, images(4)).answered).rejects.toThrow(
      /^0 of 4 images match: 4 examined, 0 PENDING; minCount is 1$/,
    );
  });

  test('if too many match, even if no more would be selected', async () => {
    await expect(lookingUp({ mostRecent: 1, maxCount: 1 }, images(2)).answered).rejects.toThrow(
      /^2 of 2 images match: .*; maxCount is 1$/,
    );
  });

  test('if the answer does not fit a response, and says how many match, are selected and fit', async () => {
    await expect(lookingUp({ mostRecent: 250 }, images(300)).answered).rejects.toThrow(
      /^300 images match, and the 250 selected need \d+ bytes .* set mostRecent to 154 or less/,
    );
  });

  test.each([
    [73, true],
    [74, false],
  ])('unless its ids fit an export: %i of 13 characters do: %s', async (mostRecent, fits) => {
    const { answered } = lookingUp({ exportPrefix: 'golden', mostRecent }, images(100));
    const told = answered.then(() => '', String);
    await expect(told).resolves.toBe(
      fits
        ? ''
        : 'Error: 100 images match, and the 74 selected need 1035 characters in an export, where 1024 fit: ' +
            'set mostRecent to 73 or less, narrow the filters, or share them by parameters or ' +
            'weak references',
    );
  });

  test('if its manifest cannot be put, as that failed', async () => {
    const error = new Error('no such bucket');
    const ports = { ...anOutside(images(1)).ports, putObject: () => Promise.reject(error) };
    expect(await errorOf(answer(aLookup({ manifestBucket: 'bucket' }), ports))).toBe(error);
  });
});

describe('a lookup with a gate that requires AVAILABLE', () => {
  const required: Partial<Query> = { gate: 'REQUIRE_AVAILABLE' };
  const inStates = (...states: string[]) =>
    states.map((State, index) => anImage({ State, ImageId: imageId(index), Name: `golden-${index}` }));

  test('fails while one is PENDING, and says what to do', async () => {
    await expect(lookingUp(required, inStates('AVAILABLE', 'PENDING')).answered).rejects.toThrow(
      new Error(
        `not every image is AVAILABLE: PENDING: golden-1 (${imageId(1)}); deploy again later, or use a gate that waits`,
      ),
    );
  });

  test('fails if one is in ERROR, for which waiting is no advice', async () => {
    await expect(lookingUp(required, inStates('ERROR')).answered).rejects.toThrow(
      new Error(`golden-0 (${imageId(0)}) is in ERROR`),
    );
  });
});

describe('a lookup with a manifest', () => {
  test('answers where it is, beside the images', async () => {
    const { answered, objects } = lookingUp({ manifestBucket: 'bucket' }, images(2));
    const attributes = await answered;
    expect(attributes).toMatchObject({ ImageIds: `${imageId(0)},${imageId(1)}`, ImageCount: '2' });
    expect(objects).toMatchObject([{ bucket: 'bucket', key: attributes['ManifestKey'] }]);
  });

  test('answers a count alone if the answer is in the manifest alone, however long', async () => {
    const query = { manifestBucket: 'bucket', manifestOnly: true };
    const { answered, objects } = lookingUp(query, images(10_000));
    expect(Object.keys(await answered)).toEqual([
      'ImageCount',
      'ManifestKey',
      'ManifestUrl',
      'ManifestSha256',
    ]);
    expect(objects[0]?.text.split('\n')).toHaveLength(10_001);
  });

  test.each([
    ['does not fit a response', {}, images(200), '200 images match'],
    ['has too many images', { maxCount: 1 }, images(2), 'maxCount is 1'],
    ['is not AVAILABLE', { gate: 'REQUIRE_AVAILABLE' as const }, images(1, { State: 'ERROR' }), 'in ERROR'],
  ])('puts nothing if the answer %s', async (_, query, listed, reason) => {
    const { answered, objects } = lookingUp({ ...query, manifestBucket: 'bucket' }, listed);
    await expect(answered).rejects.toThrow(reason);
    expect(objects).toEqual([]);
  });
});

test('images that a gate has watched are answered with as they are, without a listing', async () => {
  const { ports, requests } = anOutside(images(9));
  const given = images(2, { State: 'ERROR' });
  await expect(answerWatched(given, aLookup({ maxCount: 1 }), ports)).resolves.toEqual({
    ImageIds: `${imageId(0)},${imageId(1)}`,
    ImageStates: 'ERROR,ERROR',
    ImageCount: '2',
  });
  expect(requests).toEqual([]);
});

const put = async (listed = images(2), lookup = aLookup({ manifestBucket: 'bucket' })) => {
  const { ports, objects } = anOutside();
  const attributes = await putManifest(listed, lookup, ports);
  const [object] = objects;
  expect(objects).toHaveLength(object === undefined ? 0 : 1);
  return { attributes, object };
};

test('every field of every image is put, a line each, in their order', async () => {
  const listed = [
    anImage({ ImageId: imageId(2), ErrorDetails: [{ ErrorCode: 'A' }] }),
    anImage({ ImageId: imageId(1), Created: new Date(0) }),
  ];
  const { object } = await put(listed);
  expect(
    object?.text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual(listed.map((image): unknown => JSON.parse(JSON.stringify(image))));
});

test('the key ends in the first 16 hex digits of the SHA-256 of what was put, and the attributes tell all of it', async () => {
  const { attributes, object } = await put();
  const sha256 = createHash('sha256')
    .update(object?.text ?? '')
    .digest('hex');
  const key =
    'workspace-images/123456789012/eu-west-1/Images/' +
    `GoldenImages5A1B2C3D-0123456789abcdef-${sha256.slice(0, 16)}.jsonl`;
  expect(object).toMatchObject({ bucket: 'bucket', key });
  expect(attributes).toEqual({
    ManifestKey: key,
    ManifestUrl: `s3://bucket/${key}`,
    ManifestSha256: sha256,
  });
});

test('the same images have the same key, so that copies of an event are harmless', async () => {
  expect((await put()).object).toEqual((await put()).object);
});

test('other states, and another lookup of the same images, have a key of their own', async () => {
  const lookup = aLookup(
    { manifestBucket: 'bucket' },
    { ids: someIds({ PhysicalResourceId: 'Others-0123456789abcdef' }) },
  );
  const keys = [
    (await put()).object?.key,
    (await put(images(2, { State: 'PENDING' }))).object?.key,
    (await put(images(2), lookup)).object?.key,
  ];
  expect(new Set(keys).size).toBe(3);
});

test('without a bucket nothing is put, and there is no attribute', async () => {
  await expect(put(images(2), aLookup())).resolves.toEqual({ attributes: {}, object: undefined });
});

test('a failure to put is the failure', async () => {
  const error = new Error('no such bucket');
  const ports = { ...anOutside().ports, putObject: () => Promise.reject(error) };
  await expect(putManifest([], aLookup({ manifestBucket: 'bucket' }), ports)).rejects.toBe(error);
});
