import fc from 'fast-check';
import type { Image } from '../../../../lambda/images/core/image';
import { handOver, imageAttributes, judgeValues } from '../../../../lambda/images/core/summarise';
import { decodeQuery, FIELDS, type Query } from '../../../../lib/contract/images';
import { aLookup, anImage, imageId, imageIds } from '../../builders';

const summarise = (all: readonly Image[], query: Partial<Query> = {}) =>
  imageAttributes(all, aLookup({ fields: FIELDS, ...query }));

test('the fields that are asked for become attributes beside ids, states and count', () => {
  const other = anImage({ ImageId: imageId(2), State: 'PENDING', Updates: { UpdateAvailable: true } });
  expect(summarise([anImage(), other])).toEqual({
    ImageIds: 'wsi-000000001,wsi-000000002',
    ImageStates: 'AVAILABLE,PENDING',
    ImageCount: '2',
    ImageNames: 'golden-win11,golden-win11',
    OperatingSystems: 'WINDOWS,WINDOWS',
    RequiredTenancies: 'DEFAULT,DEFAULT',
    Created: '2026-06-01T00:00:00.000Z,2026-06-01T00:00:00.000Z',
    OwnerAccountIds: '123456789012,123456789012',
    UpdateAvailable: 'false,true',
  });
});

test.each<[string, Partial<Query>, names: string[]]>([
  ['no field', { fields: [] }, ['ImageCount', 'ImageIds', 'ImageStates']],
  ['a field', { fields: ['CREATED'] }, ['Created', 'ImageCount', 'ImageIds', 'ImageStates']],
  ['a manifest beside them', { fields: [], manifestBucket: 'b' }, ['ImageCount', 'ImageIds', 'ImageStates']],
  ['a manifest alone', { manifestBucket: 'b', manifestOnly: true }, ['ImageCount']],
])('the attributes of %s', (_, query, names) => {
  const attributes = summarise([anImage()], query);
  expect(Object.keys(attributes).sort()).toEqual(names);
  expect(attributes['ImageCount']).toBe('1');
});

test('a value that is absent or empty is -', () => {
  const { ImageIds, ...others } = summarise([
    { ImageId: imageId(1) },
    { ImageId: imageId(2), State: '', Name: 'b' },
  ]);
  expect(ImageIds).toBe('wsi-000000001,wsi-000000002');
  expect(others).toEqual({
    ImageStates: '-,-',
    ImageCount: '2',
    ImageNames: '-,b',
    OperatingSystems: '-,-',
    RequiredTenancies: '-,-',
    Created: '-,-',
    OwnerAccountIds: '-,-',
    UpdateAvailable: 'false,false',
  });
});

test('of no images every list is -, and the count is 0', () => {
  const { ImageCount, ...lists } = summarise([]);
  expect(ImageCount).toBe('0');
  expect(Object.values(lists)).toEqual(Array(8).fill('-'));
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
    expect(summarise([anImage(), golden])).toMatchObject({ ImageNames: 'golden-win11,-' });
  });
});

describe('a link hands over', () => {
  const deadline = new Date('2026-07-01T15:00:00Z');

  test.each([
    [[2, 1], 'wsi-000000002,wsi-000000001'],
    [[], '-'],
  ])('the deadline, and the ids in their order: %j', (numbers, FrozenImageIds) => {
    const Deadline = '2026-07-01T15:00:00.000Z';
    expect(handOver(deadline, numbers.map(imageId))).toEqual({ Deadline, FrozenImageIds });
  });

  test('what the next link reads', () => {
    const anyDate = fc.date({ noInvalidDate: true, min: deadline, max: new Date('9999-12-31') });
    fc.assert(
      fc.property(anyDate, fc.nat(5), (date, length) => {
        const query = decodeQuery({ ...handOver(date, imageIds(length)) }, 'refuse');
        expect([query.deadline, query.frozenImageIds]).toEqual([date, imageIds(length)]);
      }),
    );
  });
});
