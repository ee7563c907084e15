import { createHash } from 'node:crypto';
import { putManifest } from '../../../lambda/images/put-manifest';
import { aLookup, anImage, anOutside, imageId, images, someIds } from '../builders';

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
