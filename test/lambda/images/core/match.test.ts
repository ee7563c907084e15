import fc from 'fast-check';
import type { Image } from '../../../../lambda/images/core/image';
import { match } from '../../../../lambda/images/core/match';
import type { Query } from '../../../../lib/contract/images';
import { anyImages, anyInstant, maybe } from '../../arbitraries';
import { anImage, aQuery, imageId, images, NOW } from '../../builders';

type Case = readonly [what: string, filter: Partial<Query>, image: Partial<Image>];

const createdAt = (text: string): Partial<Image> => ({ Created: new Date(text) });
const passes = (filter: Partial<Query>, image: Partial<Image>) =>
  match([anImage(image)], aQuery(filter), new Date(NOW)).matching.length === 1;

describe('an image passes a filter', () => {
  test.each<Case>([
    ['it is not excluded', { excludeImageIds: [imageId(2), imageId(3)] }, {}],
    ['its name is asked for', { imageNames: ['golden-win11'] }, {}],
    ['its name has the form of the last of the patterns', { imageNames: ['x', 'golden-*'] }, {}],
    ['it is in the state', { states: ['AVAILABLE'] }, {}],
    ['it is in one of the states', { states: ['AVAILABLE', 'PENDING'] }, { State: 'PENDING' }],
    ['it is in a state of tomorrow that is asked for', { states: ['RETIRED'] }, { State: 'RETIRED' }],
    ['it has the operating system', { operatingSystems: ['LINUX', 'WINDOWS'] }, {}],
    ['it has the tenancy', { requiredTenancies: ['DEFAULT'] }, {}],
    ['it has the owner', { ownerAccountIds: ['123456789012', '210987654321'] }, {}],
    ['it was created later', { createdAfter: new Date('2026-05-31T23:59:59Z') }, {}],
    ['it was created at that instant', { createdAfter: new Date('2026-06-01T00:00:00Z') }, {}],
    ['it was created before', { createdBefore: new Date('2026-06-01T00:00:00.001Z') }, {}],
    ['it is of the age at the most', { maxAge: 86_400 }, createdAt('2026-06-30T12:00:00Z')],
    ['it is younger', { maxAge: 86_400 }, createdAt('2026-07-01T11:59:59Z')],
    ['it has an update', { updateAvailable: true }, { Updates: { UpdateAvailable: true } }],
    ['it has no update', { updateAvailable: false }, {}],
    ['it is not known to have an update', { updateAvailable: false }, { Updates: undefined }],
  ])('if %s', (_, filter, image) => {
    expect(passes(filter, image)).toBe(true);
  });
});

describe('an image does not pass a filter', () => {
  test.each<Case>([
    ['it is excluded', { excludeImageIds: [imageId(2), imageId(1)] }, {}],
    ['its name has none of the forms', { imageNames: ['x', 'win*'] }, {}],
    ['it has no name', { imageNames: ['*'] }, { Name: undefined }],
    ['it is in another state', { states: ['AVAILABLE', 'PENDING'] }, { State: 'ERROR' }],
    ['it is in no known state', { states: ['AVAILABLE'] }, { State: undefined }],
    ['it has another operating system', { operatingSystems: ['LINUX'] }, {}],
    ['it has an operating system of no type', { operatingSystems: ['WINDOWS'] }, { OperatingSystem: {} }],
    ['it has no operating system', { operatingSystems: ['WINDOWS'] }, { OperatingSystem: undefined }],
    ['it has another tenancy', { requiredTenancies: ['DEDICATED'] }, {}],
    ['it has no tenancy', { requiredTenancies: ['DEFAULT'] }, { RequiredTenancy: undefined }],
    ['it has another owner', { ownerAccountIds: ['210987654321'] }, {}],
    ['it has no owner', { ownerAccountIds: ['123456789012'] }, { OwnerAccountId: undefined }],
    ['it was created too early', { createdAfter: new Date('2026-06-01T00:00:00.001Z') }, {}],
    ['it was created at the end', { createdBefore: new Date('2026-06-01T00:00:00Z') }, {}],
    ['it was created too late', { createdBefore: new Date('2026-05-31T00:00:00Z') }, {}],
    ['it is too old', { maxAge: 86_400 }, createdAt('2026-06-30T11:59:59.999Z')],
    ['it has no date to be late', { createdAfter: new Date(0) }, { Created: undefined }],
    ['it has no date to be early', { createdBefore: new Date(NOW) }, { Created: undefined }],
    ['it has no date to have an age', { maxAge: 999_999_999 }, { Created: undefined }],
    ['it has no update', { updateAvailable: true }, {}],
    ['it is not known to have an update', { updateAvailable: true }, { Updates: undefined }],
    ['it has an update', { updateAvailable: false }, { Updates: { UpdateAvailable: true } }],
  ])('if %s', (_, filter, image) => {
    expect(passes(filter, image)).toBe(false);
  });
});

test('without a filter every image matches, in the order listed', () => {
  const listed = images(3);
  expect(match(listed, aQuery(), new Date(NOW))).toEqual({ examined: 3, matching: listed, trail: [] });
});

test('an image of which nothing but its id is known matches a query without filters', () => {
  expect(match([{ ImageId: imageId(1) }], aQuery(), new Date(NOW)).matching).toHaveLength(1);
});

test('ids and type are not filters: the service knows them', () => {
  const query = aQuery({ imageType: 'SHARED', imageIds: [imageId(9)] });
  expect(match(images(2), query, new Date(NOW)).matching).toHaveLength(2);
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
  [{ maxAge: 90 * 60 }, 'at most 90 minutes old'],
  [{ maxAge: 86_401 }, 'at most 86401 seconds old'],
  [{ updateAvailable: true }, 'with an update available'],
  [{ updateAvailable: false }, 'without an update available'],
])('%j is told as %s', (filter, says) => {
  expect(match(images(1), aQuery(filter), new Date(NOW)).trail.map(({ says }) => says)).toEqual([says]);
});

describe('any images that any query matches', () => {
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

  const isOneOf = (allowed: readonly string[] = [], value: string | undefined) =>
    allowed.length === 0 || (value !== undefined && allowed.includes(value));

  /** Filter by filter, as the documentation of the props says it. */
  function plainly(all: readonly Image[], query: Partial<Query>): readonly Image[] {
    const { excludeImageIds = [], imageNames = [], createdAfter, createdBefore, maxAge } = query;
    const age = ({ Created }: Image) => (Created === undefined ? Infinity : (NOW - Created.getTime()) / 1000);
    const forms = imageNames.map(
      (name) => new RegExp(`^${name.replaceAll('*', '.*').replaceAll('?', '.')}$`),
    );
    return all
      .filter(({ ImageId }) => !excludeImageIds.includes(ImageId))
      .filter(({ Name }) => forms.length === 0 || forms.some((form) => Name !== undefined && form.test(Name)))
      .filter(({ State }) => isOneOf(query.states, State))
      .filter(({ OperatingSystem }) => isOneOf(query.operatingSystems, OperatingSystem?.Type))
      .filter(({ RequiredTenancy }) => isOneOf(query.requiredTenancies, RequiredTenancy))
      .filter(({ OwnerAccountId }) => isOneOf(query.ownerAccountIds, OwnerAccountId))
      .filter(
        ({ Created }) => createdAfter === undefined || (Created !== undefined && Created >= createdAfter),
      )
      .filter(
        ({ Created }) => createdBefore === undefined || (Created !== undefined && Created < createdBefore),
      )
      .filter((image) => maxAge === undefined || age(image) <= maxAge)
      .filter(
        ({ Updates }) =>
          query.updateAvailable === undefined ||
          (Updates?.UpdateAvailable === true) === query.updateAvailable,
      );
  }

  /** Each filter alone, few of them, or all at once. */
  const anyFewFilters = anyFilters.chain((all) =>
    fc
      .subarray(Object.keys(all))
      .map((kept) => Object.fromEntries(Object.entries(all).filter(([key]) => kept.includes(key)))),
  );

  test('are those that pass one filter after another, in the order listed, and the trail tells how many are left', () => {
    let kept = 0;
    fc.assert(
      fc.property(anyImages, anyFewFilters, (all, filters) => {
        const { examined, matching, trail } = match(all, aQuery(filters), new Date(NOW));
        expect(matching).toEqual(plainly(all, filters));
        expect(examined).toBe(all.length);
        const counts = [examined, ...trail.map(({ left }) => left)];
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
        expect(counts.at(-1)).toBe(matching.length);
        kept += trail.length > 0 && matching.length > 0 ? 1 : 0;
      }),
      { numRuns: 200 },
    );
    // The filters leave something often enough to tell them apart.
    expect(kept).toBeGreaterThan(10);
  });
});
