import fc from 'fast-check';
import type { Image } from '../../../../lambda/images/core/image';
import { handOver, imageAttributes, judgeValues } from '../../../../lambda/images/core/summarise';
import { decodeQuery, type FieldName, FIELDS, type Query } from '../../../../lib/contract/images';
import { aLookup, anImage, imageId, imageIds, images } from '../../builders';

const summarise = (all: readonly Image[], fields: readonly FieldName[]) =>
  imageAttributes(all, aLookup({ fields }));

const word = fc.string({ unit: fc.constantFrom('A', 'b', '0', '-', '_', '.'), minLength: 1, maxLength: 6 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const anyImages = fc.array(
  fc.record({
    ImageId: fc.nat(999).map(imageId),
    Name: maybe(word),
    State: maybe(word),
    OperatingSystem: maybe(fc.record({ Type: maybe(word) })),
    RequiredTenancy: maybe(word),
    Created: maybe(fc.date({ noInvalidDate: true })),
    OwnerAccountId: maybe(word),
    Updates: maybe(fc.record({ UpdateAvailable: maybe(fc.boolean()) })),
  }),
);

/** Each attribute, and what it says of an image. */
const MEANINGS: Readonly<Record<string, (image: Image) => string | undefined>> = {
  ImageIds: ({ ImageId }) => ImageId,
  ImageStates: ({ State }) => State,
  ImageNames: ({ Name }) => Name,
  OperatingSystems: ({ OperatingSystem }) => OperatingSystem?.Type,
  RequiredTenancies: ({ RequiredTenancy }) => RequiredTenancy,
  Created: ({ Created }) => Created?.toISOString(),
  OwnerAccountIds: ({ OwnerAccountId }) => OwnerAccountId,
  UpdateAvailable: ({ Updates }) => (Updates?.UpdateAvailable === true ? 'true' : 'false'),
};

test('two images are summarised as their ids, states and count', () => {
  const listed = [anImage(), anImage({ ImageId: imageId(2), State: 'PENDING' })];
  expect(summarise(listed, [])).toEqual({
    ImageIds: 'wsi-000000001,wsi-000000002',
    ImageStates: 'AVAILABLE,PENDING',
    ImageCount: '2',
  });
});

test('the fields asked for become attributes beside ids, states and count', () => {
  expect(summarise([anImage(), anImage({ Updates: { UpdateAvailable: true } })], FIELDS)).toEqual({
    ImageIds: 'wsi-000000001,wsi-000000001',
    ImageStates: 'AVAILABLE,AVAILABLE',
    ImageCount: '2',
    ImageNames: 'golden-win11,golden-win11',
    OperatingSystems: 'WINDOWS,WINDOWS',
    RequiredTenancies: 'DEFAULT,DEFAULT',
    Created: '2026-06-01T00:00:00.000Z,2026-06-01T00:00:00.000Z',
    OwnerAccountIds: '123456789012,123456789012',
    UpdateAvailable: 'false,true',
  });
});

test('a field that was not asked for is no attribute', () => {
  expect(Object.keys(summarise([anImage()], ['CREATED'])).sort()).toEqual([
    'Created',
    'ImageCount',
    'ImageIds',
    'ImageStates',
  ]);
});

test('of no images every list is -, and the count is 0', () => {
  const { ImageCount, ...lists } = summarise([], FIELDS);
  expect(ImageCount).toBe('0');
  expect(Object.values(lists)).toEqual(Array(8).fill('-'));
});

test('a value that an image lacks is -, and an update that is not told of is none', () => {
  expect(summarise([{ ImageId: imageId(1) }, { ImageId: imageId(2), State: '', Name: 'b' }], FIELDS)).toEqual(
    {
      ImageIds: 'wsi-000000001,wsi-000000002',
      ImageStates: '-,-',
      ImageCount: '2',
      ImageNames: '-,b',
      OperatingSystems: '-,-',
      RequiredTenancies: '-,-',
      Created: '-,-',
      OwnerAccountIds: '-,-',
      UpdateAvailable: 'false,false',
    },
  );
});

describe('a value with a comma', () => {
  const golden = anImage({ Name: 'golden,win11' });
  const judged = (query: Partial<Query>) => judgeValues([anImage(), golden], aLookup(query));

  test('is refused, since it would count as two', () => {
    expect(judged({ fields: ['NAME'] })).toBe(
      'the value golden,win11 holds a comma, and would count as two in a comma-separated list',
    );
    expect(judgeValues([anImage({ State: 'A,B' })], aLookup())).toContain('the value A,B holds a comma');
  });

  test('does no harm where it is not listed', () => {
    expect(judged({ fields: ['CREATED'] })).toBeUndefined();
    expect(judged({ fields: ['NAME'], manifestOnly: true })).toBeUndefined();
  });

  test('is left out where nothing may be refused', () => {
    expect(summarise([anImage(), golden], ['NAME'])).toMatchObject({ ImageNames: 'golden-win11,-' });
  });
});

test('any list splits at its commas into one value for each image, or into one - of no images', () => {
  fc.assert(
    fc.property(anyImages, (all) => {
      const { ImageCount, ...lists } = summarise(all, FIELDS);
      expect(ImageCount).toBe(String(all.length));
      expect(Object.keys(lists).sort()).toEqual(Object.keys(MEANINGS).sort());
      for (const [name, list] of Object.entries(lists)) {
        const values = all.map((image) => MEANINGS[name]?.(image) ?? '-');
        expect(list.split(',')).toEqual(values.length === 0 ? ['-'] : values);
      }
    }),
  );
});

test('with a manifest beside them, the attributes are the same', () => {
  const query = { manifestBucket: 'bucket', fields: ['NAME'] } as const;
  expect(imageAttributes(images(2), aLookup(query))).toEqual(summarise(images(2), ['NAME']));
});

test('with a manifest alone, the count is the only attribute, and no value is refused', () => {
  const query = { manifestBucket: 'bucket', manifestOnly: true, fields: FIELDS };
  expect(imageAttributes([anImage({ Name: 'golden,win11' })], aLookup(query))).toEqual({ ImageCount: '1' });
});

describe('a link hands over', () => {
  const deadline = new Date('2026-07-01T15:00:00Z');

  test('the deadline, and the ids in their order', () => {
    expect(handOver(deadline, imageIds(2).reverse())).toEqual({
      Deadline: '2026-07-01T15:00:00.000Z',
      FrozenImageIds: 'wsi-000000001,wsi-000000000',
    });
  });

  test('- for no ids', () => {
    expect(handOver(deadline, [])).toMatchObject({ FrozenImageIds: '-' });
  });

  test('what the next link reads', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: deadline, max: new Date('9999-12-31') }),
        fc.nat(5),
        (date, length) => {
          const { query } = aLookup(decodeQuery({ ...handOver(date, imageIds(length)) }, 'refuse'));
          expect([query.deadline, query.frozenImageIds]).toEqual([date, imageIds(length)]);
        },
      ),
    );
  });
});
