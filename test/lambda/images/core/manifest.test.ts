import fc from 'fast-check';
import type { Image } from '../../../../lambda/images/core/image';
import {
  manifestAttributes,
  manifestBytes,
  manifestKey,
  NO_MANIFEST,
} from '../../../../lambda/images/core/manifest';
import { anyText } from '../../any-text';
import { anImage, imageId, someIds } from '../../builders';

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

  test('has as many lines as images, whatever their names', () => {
    fc.assert(
      fc.property(fc.array(anyText), (names) => {
        const text = manifestText(names.map((Name) => anImage({ Name })));
        expect(text.split('\n')).toHaveLength(names.length + 1);
      }),
    );
  });
});

test('the key of a manifest names the account, the Region, the stack, the physical id and the content', () => {
  expect(manifestKey(someIds(), SHA256)).toBe(
    'workspace-images/123456789012/eu-west-1/Images/GoldenImages5A1B2C3D-0123456789abcdef-0123456789abcdef.jsonl',
  );
  const ids = someIds({
    StackId: 'arn:aws:cloudformation:us-east-1:210987654321:stack/Others/0f4dd2c0',
    PhysicalResourceId: 'Others-f',
  });
  expect(manifestKey(ids, 'f'.repeat(64))).toBe(
    'workspace-images/210987654321/us-east-1/Others/Others-f-ffffffffffffffff.jsonl',
  );
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
