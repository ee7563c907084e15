import fc from 'fast-check';
import type { Image } from '../../../../lambda/images/core/image';
import {
  manifestAttributes,
  manifestBytes,
  manifestKey,
  NO_MANIFEST,
} from '../../../../lambda/images/core/manifest';
import { anyText } from '../../any-text';
import { anImage, imageId, images, someIds } from '../../builders';

const SHA256 = '0123456789abcdef'.repeat(4);

const manifestText = (images: readonly Image[]) => Buffer.from(manifestBytes(images)).toString();

describe('the text of a manifest', () => {
  test('is a line of JSON for each image, with every field', () => {
    const failed = { ImageId: imageId(2), ErrorDetails: [{ ErrorCode: 'A' }] };
    expect(manifestText([anImage(), failed])).toBe(
      '{"ImageId":"wsi-000000001","Name":"golden-win11","OperatingSystem":{"Type":"WINDOWS"},"State":"AVAILABLE",' +
        '"RequiredTenancy":"DEFAULT","Created":"2026-06-01T00:00:00.000Z","OwnerAccountId":"123456789012",' +
        '"Updates":{"UpdateAvailable":false}}\n{"ImageId":"wsi-000000002","ErrorDetails":[{"ErrorCode":"A"}]}\n',
    );
  });

  test('of no images is empty', () => {
    expect(manifestText([])).toBe('');
  });

  test('has as many lines as images, whatever their names', () => {
    fc.assert(
      fc.property(fc.array(anyText), (names) => {
        const text = manifestText(names.map((Name) => anImage({ Name })));
        expect(text.split('\n')).toHaveLength(names.length + 1);
      }),
    );
  });

  test('is the same for the same images', () => {
    expect(manifestText(images(3))).toBe(manifestText(images(3)));
  });
});

describe('the key of a manifest', () => {
  test('names the account, the Region, the stack, the physical id and the content', () => {
    expect(manifestKey(someIds(), SHA256)).toBe(
      'workspace-images/123456789012/eu-west-1/Images/GoldenImages5A1B2C3D-0123456789abcdef-0123456789abcdef.jsonl',
    );
  });

  test.each([
    ['account', { StackId: someIds().StackId.replace('123456789012', '210987654321') }, SHA256],
    ['Region', { StackId: someIds().StackId.replace('eu-west-1', 'us-east-1') }, SHA256],
    ['stack', { StackId: someIds().StackId.replace('stack/Images/', 'stack/Others/') }, SHA256],
    ['physical id', { PhysicalResourceId: 'Others-0123456789abcdef' }, SHA256],
    ['content', {}, 'f'.repeat(64)],
  ])('is another one for another %s', (_, ids, sha256) => {
    expect(manifestKey(someIds(ids), sha256)).not.toBe(manifestKey(someIds(), SHA256));
  });
});

test('the attributes of a manifest are its key, its URL and its whole hash', () => {
  expect(manifestAttributes('bucket', 'a/b.jsonl', SHA256)).toEqual({
    ManifestKey: 'a/b.jsonl',
    ManifestUrl: 's3://bucket/a/b.jsonl',
    ManifestSha256: SHA256,
  });
});

test('every attribute of a manifest is - if there is none', () => {
  expect(NO_MANIFEST).toEqual({ ManifestKey: '-', ManifestUrl: '-', ManifestSha256: '-' });
});
