import fc from 'fast-check';
import type { Image } from '../../../../lambda/images/core/image';
import { match } from '../../../../lambda/images/core/match';
import type { Query } from '../../../../lib/contract/images';
import { anyImages, anyInstant, maybe } from '../../arbitraries';
import { anImage, aQuery, imageId, images, NOW } from '../../builders';

type Case = [passes: boolean, what: string, filter: Partial<Query>, image?: Partial<Image>];

const createdAt = (text: string): Partial<Image> => ({ Created: new Date(text) });

test.each<Case>([
  [true, 'it is not excluded', { excludeImageIds: [imageId(2), imageId(3)] }],
  [true, 'it is in the state', { states: ['AVAILABLE'] }],
  [true, 'it is in one of the states', { states: ['AVAILABLE', 'PENDING'] }, { State: 'PENDING' }],
  [true, 'it is in a state of tomorrow that is asked for', { states: ['RETIRED'] }, { State: 'RETIRED' }],
  [true, 'it has the operating system', { operatingSystems: ['LINUX', 'WINDOWS'] }],
  [true, 'it has the tenancy', { requiredTenancies: ['DEFAULT'] }],
  [true, 'it has the owner', { ownerAccountIds: ['123456789012', '210987654321'] }],
  [true, 'it was created later', { createdAfter: new Date('2026-05-31T23:59:59Z') }],
  [true, 'it was created at that instant', { createdAfter: new Date('2026-06-01T00:00:00Z') }],
  [true, 'it was created before', { createdBefore: new Date('2026-06-01T00:00:00.001Z') }],
  [true, 'it is of the age at the most', { maxAge: 86_400 }, createdAt('2026-06-30T12:00:00Z')],
  [true, 'it is younger', { maxAge: 86_400 }, createdAt('2026-07-01T11:59:59Z')],
  [true, 'it has an update', { updateAvailable: true }, { Updates: { UpdateAvailable: true } }],
  [true, 'it has no update', { updateAvailable: false }],
  [true, 'it is not known to have an update', { updateAvailable: false }, { Updates: undefined }],
  [false, 'it is excluded', { excludeImageIds: [imageId(2), imageId(1)] }],
  [false, 'it has no name', { imageNames: ['*'] }, { Name: undefined }],
  [false, 'it is in another state', { states: ['AVAILABLE', 'PENDING'] }, { State: 'ERROR' }],
  [false, 'it is in no known state', { states: ['AVAILABLE'] }, { State: undefined }],
  [false, 'it has another operating system', { operatingSystems: ['LINUX'] }],
  [
    false,
    'it has an operating system of no type',
    { operatingSystems: ['WINDOWS'] },
    { OperatingSystem: {} },
  ],
  [false, 'it has no operating system', { operatingSystems: ['WINDOWS'] }, { OperatingSystem: undefined }],
  [false, 'it has another tenancy', { requiredTenancies: ['DEDICATED'] }],
  [false, 'it has no tenancy', { requiredTenancies: ['DEFAULT'] }, { RequiredTenancy: undefined }],
  [false, 'it has another owner', { ownerAccountIds: ['210987654321'] }],
  [false, 'it has no owner', { ownerAccountIds: ['123456789012'] }, { OwnerAccountId: undefined }],
  [false, 'it was created too early', { createdAfter: new Date('2026-06-01T00:00:00.001Z') }],
  [false, 'it was created at the end', { createdBefore: new Date('2026-06-01T00:00:00Z') }],
  [false, 'it was created too late', { createdBefore: new Date('2026-05-31T00:00:00Z') }],
  [false, 'it is too old', { maxAge: 86_400 }, createdAt('2026-06-30T11:59:59.999Z')],
  [false, 'it has no date to be late', { createdAfter: new Date(0) }, { Created: undefined }],
  [false, 'it has no date to be early', { createdBefore: new Date(NOW) }, { Created: undefined }],
  [false, 'it has no date to have an age', { maxAge: 999_999_999 }, { Created: undefined }],
  [false, 'it has no update', { updateAvailable: true }],
  [false, 'it is not known to have an update', { updateAvailable: true }, { Updates: undefined }],
  [false, 'it has an update', { updateAvailable: false }, { Updates: { UpdateAvailable: true } }],
])('that an image passes a filter is %s if %s', (expected, _, filter, image = {}) => {
  expect(match([anImage(image)], aQuery(filter), new Date(NOW)).matching).toHaveLength(expected ? 1 : 0);
});

test('without a filter every image matches, in the order listed: the service knows ids and type', () => {
  const listed = [...images(3), { ImageId: imageId(9) }];
  const query = aQuery({ imageType: 'SHARED', imageIds: [imageId(7)] });
  expect(match(listed, query, new Date(NOW))).toEqual({ examined: 4, matching: listed, trail: [] });
});

test('every filter counts, and each is told what the one before has left', () => {
  const listed = [
    anImage({ ImageId: imageId(1) }),
    anImage({ ImageId: imageId(2), Name: 'golden-linux', OperatingSystem: { Type: 'LINUX' } }),
    anImage({ ImageId: imageId(3), State: 'ERROR' }),
    anImage({ ImageId: imageId(4), Name: 'other' }),
    anImage({ ImageId: imageId(5) }),
  ];
  const query = aQuery({
    excludeImageIds: [imageId(5)],
    imageNames: ['golden-*'],
    states: ['AVAILABLE'],
    operatingSystems: ['WINDOWS'],
  });
  expect(match(listed, query, new Date(NOW))).toEqual({
    examined: 5,
    matching: [listed[0]],
    trail: [
      { says: 'not excluded', left: 4 },
      { says: 'named golden-*', left: 3 },
      { says: 'AVAILABLE', left: 2 },
      { says: 'WINDOWS', left: 1 },
    ],
  });
});

test.each<readonly [filter: Partial<Query>, says: string]>([
  [{ excludeImageIds: [imageId(5)] }, 'not excluded'],
  [{ imageNames: ['golden-*', 'silver'] }, 'named golden-* or silver'],
  [{ states: ['AVAILABLE', 'PENDING'] }, 'AVAILABLE or PENDING'],
  [{ operatingSystems: ['WINDOWS', 'LINUX'] }, 'WINDOWS or LINUX'],
  [{ requiredTenancies: ['DEDICATED'] }, 'of tenancy DEDICATED'],
  [{ ownerAccountIds: ['123456789012', '210987654321'] }, 'owned by 123456789012 or 210987654321'],
  [{ createdAfter: new Date('2026-01-01') }, 'created at or after 2026-01-01T00:00:00.000Z'],
  [{ createdBefore: new Date('2026-07-01') }, 'created before 2026-07-01T00:00:00.000Z'],
  [{ maxAge: 90 * 86_400 }, 'at most 90 days old'],
  [{ maxAge: 36 * 3_600 }, 'at most 36 hours old'],
  [{ updateAvailable: true }, 'with an update available'],
  [{ updateAvailable: false }, 'without an update available'],
])('%j is told as %s', (filter, says) => {
  expect(match(images(1), aQuery(filter), new Date(NOW)).trail.map(({ says }) => says)).toEqual([says]);
});

test('any images that match pass each filter alone, in the order listed, and the trail tells how many are left', () => {
  const some = (...values: string[]) => fc.subarray(values);
  const anyFilters = fc.record<Partial<Query>>({
    excludeImageIds: fc.uniqueArray(fc.nat(99).map(imageId), { maxLength: 3 }),
    imageNames: some('golden-*', 'g?*', '*a', 'silver', '-', '__proto__', 'to*'),
    states: some('AVAILABLE', 'PENDING', 'COPYING', 'constructor'),
    operatingSystems: some('WINDOWS', 'LINUX', 'constructor'),
    requiredTenancies: some('DEFAULT', 'DEDICATED'),
    ownerAccountIds: some('123456789012', '210987654321'),
    createdAfter: maybe(anyInstant),
    createdBefore: maybe(anyInstant),
    maxAge: maybe(fc.nat(4).map((days) => days * 86_400)),
    updateAvailable: maybe(fc.boolean()),
  });

  fc.assert(
    fc.property(anyImages, anyFilters, (all, filters) => {
      const { examined, matching, trail } = match(all, aQuery(filters), new Date(NOW));
      const alone = Object.entries(filters).map(
        ([name, value]) => match(all, aQuery({ [name]: value }), new Date(NOW)).matching,
      );
      expect(examined).toBe(all.length);
      expect(matching).toEqual(all.filter((image) => alone.every((passing) => passing.includes(image))));
      const counts = [examined, ...trail.map(({ left }) => left)];
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
      expect(counts.at(-1)).toBe(matching.length);
    }),
  );
});
