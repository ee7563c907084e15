import fc from 'fast-check';
import type { Image } from '../../../../lambda/images/core/image';
import type { Lookup } from '../../../../lambda/images/core/lookup';
import { manifestAttributes, manifestKey } from '../../../../lambda/images/core/manifest';
import {
  judgeAnswerSize,
  judgeWatchSize,
  MOST_WATCHED,
  newestThatFitAnswer,
} from '../../../../lambda/images/core/size';
import { handOver, imageAttributes } from '../../../../lambda/images/core/summarise';
import type { Attributes } from '../../../../lambda/resource/response';
import { FIELDS, type Query } from '../../../../lib/contract/images';
import { aLookup, bytesOf, idsWith, images, NOW, responseBody, someIds } from '../../builders';

const MANIFEST = { manifestBucket: 'a-bucket-of-a-name-of-some-length' };
const MANIFEST_ONLY = { ...MANIFEST, manifestOnly: true };
const EXPORTED = { exportPrefix: 'golden' };
const LINK = { handOverAfter: 3_000 };

const responseBytes = ({ ids }: Lookup, Data: Attributes) =>
  bytesOf(responseBody('SUCCESS', 'SUCCESS', { ids, Data }));

/** What an answer needs: bytes of its response, and characters of its longest export. */
function sizesOf(selected: readonly Image[], lookup: Lookup) {
  const { manifestBucket, exportPrefix } = lookup.query;
  const sha256 = 'f'.repeat(64);
  const manifest =
    manifestBucket === undefined
      ? {}
      : manifestAttributes(manifestBucket, manifestKey(lookup.ids, sha256), sha256);
  const attributes = imageAttributes(selected, lookup);
  const { ImageIds = '', ImageStates = '' } = exportPrefix === undefined ? {} : attributes;
  return {
    bytes: responseBytes(lookup, { ...attributes, ...manifest }),
    characters: Math.max(ImageIds.length, ImageStates.length),
  };
}

const handOverBytes = (selected: readonly Image[], lookup: Lookup) =>
  responseBytes(
    lookup,
    handOver(
      new Date(NOW),
      selected.map(({ ImageId }) => ImageId),
    ),
  );

test('any answer fits its response and its exports, or names the largest number that does', () => {
  const anyQuery = fc
    .tuple(
      fc.subarray([...FIELDS]),
      fc.constantFrom({}, EXPORTED),
      fc.constantFrom({}, MANIFEST, MANIFEST_ONLY),
    )
    .map(([fields, ...more]): Partial<Query> => Object.assign({ fields }, ...more));
  const anyImages = fc
    .tuple(fc.nat(400), fc.array(fc.nat(64), { minLength: 1 }), fc.constantFrom('AVAILABLE', undefined))
    .map(([length, names, State]) =>
      images(length, { State }).map((image, index) => ({
        ...image,
        Name: 'golden."é'.repeat(8).slice(0, names[index % names.length]),
      })),
    );
  fc.assert(
    fc.property(anyImages, anyQuery, fc.nat(500), (selected, query, more) => {
      const lookup = aLookup(query, { ids: idsWith(more) });
      const fits = (kept: number) => {
        const { bytes, characters } = sizesOf(selected.slice(0, kept), lookup);
        return bytes <= 4_064 && characters <= 1_024;
      };
      const problem = judgeAnswerSize(selected, selected.length, lookup);
      const [, needed, most = selected.length] =
        /need (\d+) .* mostRecent to (\d+) or/.exec(problem ?? '') ?? [];
      expect(fits(Number(most))).toBe(true);
      expect(newestThatFitAnswer(selected, lookup)).toEqual(selected.slice(0, Number(most)));
      if (problem !== undefined) {
        expect(fits(Number(most) + 1)).toBe(false);
        expect(Object.values(sizesOf(selected, lookup))).toContain(Number(needed));
      }
    }),
  );
});

describe('images fit a response', () => {
  const selected = images(20);
  const { bytes } = sizesOf(selected, aLookup());

  test('as long as its body has 4,064 bytes, and not with one byte more', () => {
    const judged = (size: number) =>
      judgeAnswerSize(selected, 20, aLookup({}, { ids: idsWith(size - bytes) }));
    expect(judged(4_064)).toBeUndefined();
    expect(judged(4_065)).toContain('need 4065 bytes');
  });

  test('for certain, if there are some, whatever they hold: no reason is about one image', () => {
    const some = images(5).map((image, index) => ({
      ...image,
      ImageId: `wsi-${'z'.repeat(62)}${index}`,
      Name: 'n'.repeat(64),
    }));
    const query = { ...EXPORTED, fields: FIELDS, manifestBucket: 'b'.repeat(63) };
    const ids = someIds({
      StackId: someIds().StackId.replace('/Images/', `/${'S'.repeat(128)}/`),
      LogicalResourceId: 'L'.repeat(255),
      PhysicalResourceId: `${'L'.repeat(255)}-0123456789abcdef`,
    });
    expect(judgeAnswerSize(some, 5, aLookup(query, { ids }))).toBeUndefined();
    expect(judgeWatchSize(some, aLookup({ ...query, ...LINK }, { ids }))).toBeUndefined();
  });

  test.each([
    ['none is there', 0, { fields: FIELDS }],
    ['the manifest alone has them', 10_000, { ...MANIFEST_ONLY, ...EXPORTED }],
    ['what is long is a field, which is not exported', 16, { ...EXPORTED, fields: FIELDS }],
  ])('if %s', (_, length, query) => {
    expect(judgeAnswerSize(images(length), length, aLookup(query))).toBeUndefined();
  });
});

test('images that do not fit are told by how many match, are selected, need room and fit, and by what to do', () => {
  expect(judgeAnswerSize(images(300), 312, aLookup({ mostRecent: 300 }))).toBe(
    "312 images match, and the 300 selected need 7559 bytes in CloudFormation's response, where 4064 fit: " +
      'set mostRecent to 154 or less, or narrow the filters',
  );
});

test.each<[string, Partial<Query>, RegExp]>([
  ['owned', {}, /: set mostRecent to/],
  ['shared by anyone', { imageType: 'SHARED' }, /: name ownerAccountIds and set mostRecent to/],
  ['shared by those who are named', { imageType: 'ALL', ownerAccountIds: ['123456789012'] }, /: set most/],
  ['named by id', { imageType: 'ALL', imageIds: ['wsi-000000001'] }, /: set mostRecent to/],
  ['with fields', { fields: ['NAME'] }, /or less, narrow the filters, or ask for fewer fields$/],
  ['exported', EXPORTED, /, narrow the filters, or share them by parameters or weak references$/],
])('what to do about too many images is what the query allows: %s', (_, query, advice) => {
  expect(judgeAnswerSize(images(300), 300, aLookup(query))).toMatch(advice);
});

describe('an export', () => {
  /** 73 ids, joined by commas to so many characters. */
  const joinedTo = (characters: number) =>
    images(73).map((image, index) =>
      index === 40 ? { ...image, ImageId: `wsi-${'x'.repeat(9 + characters - 1_021)}` } : image,
    );

  test.each([
    [1_024, undefined],
    [1_025, '73 images match, and the 73 selected need 1025 characters in an export, where 1024 fit'],
  ])('of %i characters of ids: %s', (characters, problem) => {
    const told = judgeAnswerSize(joinedTo(characters), 73, aLookup(EXPORTED));
    expect(told?.split(': ')[0]).toBe(problem);
  });

  test('is held to what its states need if they need more', () => {
    const stated = images(73, { State: 'A_STATE_OF_TWENTY_TWO' });
    expect(judgeAnswerSize(stated, 73, aLookup(EXPORTED))).toContain('need 1605 characters');
  });

  test('gives way to the response, which holds less of long fields', () => {
    const query = { ...EXPORTED, fields: ['NAME'] } as const;
    const told = judgeAnswerSize(images(60, { Name: 'n'.repeat(64) }), 60, aLookup(query));
    expect(told).toContain("bytes in CloudFormation's response");
  });
});

describe('a wait', () => {
  const link = aLookup({ ...MANIFEST_ONLY, ...LINK });

  test('of one custom resource watches 1,000 images, and not one more', () => {
    expect(MOST_WATCHED).toBe(1_000);
    expect(judgeWatchSize(images(1_000), aLookup(MANIFEST_ONLY))).toBeUndefined();
    expect(judgeWatchSize(images(1_001), aLookup({ imageType: 'SHARED' }))).toContain(
      ': name ownerAccountIds',
    );
    expect(judgeWatchSize(images(1_001), aLookup(MANIFEST_ONLY))).toBe(
      '1001 images are selected, and a wait can watch 1000 of them: set mostRecent to 1000 or less, or narrow the ' +
        'filters',
    );
  });

  test('of more than one custom resource watches as many as a link can hand over, and not one more', () => {
    const problem = judgeWatchSize(images(400), link) ?? '';
    const most = Number(/can watch (\d+) of them/.exec(problem)?.[1]);
    expect(problem).toBe(
      `400 images are selected, and a wait of more than one custom resource can watch ${most} of them: set ` +
        `mostRecent to ${most} or less, or narrow the filters`,
    );
    expect(judgeWatchSize(images(most), link)).toBeUndefined();
    expect(judgeWatchSize(images(most + 1), link)).toContain(`can watch ${most}`);
    expect(judgeWatchSize(images(2_000), link)).toContain(`can watch ${most}`);
    expect(handOverBytes(images(most), link)).toBeLessThanOrEqual(4_064);
    expect(handOverBytes(images(most + 1), link)).toBeGreaterThan(4_064);
  });
});

test('a rollback of a link answers with the newest that fit a hand-over, whatever an answer has room for', () => {
  const link = aLookup({ ...LINK, ...EXPORTED, fields: FIELDS });
  const kept = newestThatFitAnswer(images(400), link);
  expect(kept).toEqual(images(400).slice(0, kept.length));
  expect(kept.length).toBeGreaterThan(200);
  expect(handOverBytes(kept, link)).toBeLessThanOrEqual(4_064);
  expect(handOverBytes(images(kept.length + 1), link)).toBeGreaterThan(4_064);
});
