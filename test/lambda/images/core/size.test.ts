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
import { aLookup, anImage, bytesOf, images, NOW, responseBody, seededRandom, someIds } from '../../builders';

/** Ids that are so many bytes longer than usual. */
const idsWith = (bytes: number) => someIds({ StackId: someIds().StackId + 'x'.repeat(bytes) });

/** So many images, each with a name of its own length, and some without a state. */
function randomImages(length: number, seed: number): Image[] {
  const random = seededRandom(seed);
  const names = 'golden."é'.repeat(8);
  return images(length).map((image) => ({
    ...image,
    Name: names.slice(0, 1 + 63 * random()),
    State: random() < 0.2 ? undefined : 'AVAILABLE',
  }));
}

const responseBytes = ({ ids }: Lookup, Data: Attributes) =>
  bytesOf(responseBody('SUCCESS', 'SUCCESS', { ids, Data }));

const answerBytes = (selected: readonly Image[], lookup: Lookup, more: Attributes = {}) =>
  responseBytes(lookup, { ...imageAttributes(selected, lookup), ...more });

const idsOf = (some: readonly Image[]) => some.map(({ ImageId }) => ImageId);

const handOverBytes = (selected: readonly Image[], lookup: Lookup) =>
  responseBytes(lookup, handOver(new Date(NOW), idsOf(selected)));

describe('images fit a response', () => {
  const selected = images(20);
  const bytes = answerBytes(selected, aLookup());
  const lookupWith = (more: number) => aLookup({}, { ids: idsWith(more) });

  test('as long as its body has 4,064 bytes', () => {
    expect(judgeAnswerSize(selected, 20, lookupWith(4_064 - bytes))).toBeUndefined();
  });

  test('but not with one byte more', () => {
    expect(judgeAnswerSize(selected, 20, lookupWith(4_065 - bytes))).toContain('need 4065 bytes');
  });

  test('if there are none', () => {
    expect(judgeAnswerSize([], 0, aLookup({ fields: FIELDS }))).toBeUndefined();
  });

  test('for certain, if there is one, whatever it holds', () => {
    const longest = anImage({ ImageId: `wsi-${'z'.repeat(63)}`, Name: 'n'.repeat(64) });
    const ids = someIds({
      LogicalResourceId: 'L'.repeat(255),
      PhysicalResourceId: `${'L'.repeat(255)}-0123456789abcdef`,
    });
    expect(judgeAnswerSize([longest], 1, aLookup({ fields: FIELDS }, { ids }))).toBeUndefined();
  });

  test('for certain, if there are some, whatever they hold: no reason is about one image', () => {
    const some = images(5).map((image, index) => ({
      ...image,
      ImageId: `wsi-${'z'.repeat(62)}${index}`,
      Name: 'n'.repeat(64),
      State: 'AVAILABLE',
    }));
    const query = { fields: FIELDS, manifestBucket: 'b'.repeat(63), exportPrefix: 'golden' };
    const ids = someIds({
      StackId: someIds().StackId.replace('/Images/', `/${'S'.repeat(128)}/`),
      LogicalResourceId: 'L'.repeat(255),
      PhysicalResourceId: `${'L'.repeat(255)}-0123456789abcdef`,
    });
    expect(judgeAnswerSize(some, 5, aLookup(query, { ids }))).toBeUndefined();
    expect(judgeWatchSize(some, aLookup({ ...query, handOverAfter: 3_000 }, { ids }))).toBeUndefined();
  });

  test('in any number, if they are in the manifest alone', () => {
    const query = { manifestBucket: 'bucket', manifestOnly: true };
    expect(judgeAnswerSize(images(10_000), 10_000, aLookup(query))).toBeUndefined();
  });
});

describe('images that do not fit', () => {
  test('are told by how many match, are selected, need room and fit, and by what to do', () => {
    expect(judgeAnswerSize(images(300), 312, aLookup({ mostRecent: 300 }))).toBe(
      "312 images match, and the 300 selected need 7559 bytes in CloudFormation's response, which has room for " +
        '4064, or the 154 newest: set mostRecent to 154 or less, or narrow the filters',
    );
  });

  test('may fit with fewer fields', () => {
    expect(judgeAnswerSize(images(300), 300, aLookup({ fields: ['NAME', 'CREATED'] }))).toMatch(
      /: set mostRecent to (\d+) or less, narrow the filters, or ask for fewer fields$/,
    );
  });

  test('fit as soon as only as many are kept as the problem names, and not with one more', () => {
    const anyFields = fc.subarray([...FIELDS]);
    fc.assert(
      fc.property(fc.nat(400), fc.nat(), anyFields, fc.nat(500), (length, seed, fields, more) => {
        const lookup = aLookup({ fields }, { ids: idsWith(more) });
        const selected = randomImages(length, seed);
        const problem = judgeAnswerSize(selected, length, lookup);
        const bytes = (kept: number) => answerBytes(selected.slice(0, kept), lookup);
        const [, needed, fitting] = (/need (\d+) bytes.* the (\d+) newest/.exec(problem ?? '') ?? []).map(
          Number,
        );
        if (needed === undefined || fitting === undefined) {
          expect(bytes(selected.length)).toBeLessThanOrEqual(4_064);
        } else {
          expect(needed).toBe(bytes(selected.length));
          expect(bytes(fitting)).toBeLessThanOrEqual(4_064);
          expect(bytes(fitting + 1)).toBeGreaterThan(4_064);
        }
        expect(newestThatFitAnswer(selected, lookup)).toEqual(
          selected.slice(0, problem === undefined ? length : fitting),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('are counted in bytes, not in characters', () => {
    const selected = images(60, { Name: 'é'.repeat(30) });
    const lookup = aLookup({ fields: ['NAME'] });
    expect(judgeAnswerSize(selected, 60, lookup)).toContain(`need ${answerBytes(selected, lookup)} bytes`);
  });

  test('are counted with the attributes of their manifest', () => {
    const lookup = aLookup({ manifestBucket: 'a-bucket-of-a-name-of-some-length' });
    const sha256 = 'f'.repeat(64);
    const more = manifestAttributes(
      'a-bucket-of-a-name-of-some-length',
      manifestKey(lookup.ids, sha256),
      sha256,
    );
    const selected = images(154);
    expect(judgeAnswerSize(selected, 154, lookup)).toContain(
      `need ${answerBytes(selected, lookup, more)} bytes`,
    );
    const kept = newestThatFitAnswer(selected, lookup).length;
    expect(answerBytes(selected.slice(0, kept), lookup, more)).toBeLessThanOrEqual(4_064);
    expect(answerBytes(selected.slice(0, kept + 1), lookup, more)).toBeGreaterThan(4_064);
  });
});

test.each<[string, Partial<Query>, string]>([
  ['owned', {}, ': set mostRecent to'],
  ['shared by anyone', { imageType: 'SHARED' }, ': name ownerAccountIds and set mostRecent to'],
  [
    'shared by those who are named',
    { imageType: 'ALL', ownerAccountIds: ['123456789012'] },
    ': set mostRecent to',
  ],
  ['named by id', { imageType: 'ALL', imageIds: ['wsi-000000001'] }, ': set mostRecent to'],
])('what to do about too many images is what the query allows: %s', (_, query, advice) => {
  expect(judgeAnswerSize(images(300), 300, aLookup(query))).toContain(advice);
  expect(judgeWatchSize(images(1_001), aLookup(query))).toContain(advice);
});

describe('an export of ids of mixed length', () => {
  const exported = aLookup({ exportPrefix: 'golden' });

  /** 73 ids, joined by commas to so many characters. */
  const joinedTo = (characters: number) =>
    images(73).map((image, index) =>
      index === 40 ? { ...image, ImageId: `wsi-${'x'.repeat(9 + characters - 1_021)}` } : image,
    );

  test.each([
    [1_024, undefined],
    [
      1_025,
      '73 images match, and the 73 selected need 1025 characters in an export, which has room for 1024, or the 72 newest',
    ],
  ])('of %i characters: %s', (characters, problem) => {
    const told = judgeAnswerSize(joinedTo(characters), 73, exported);
    expect(told?.split(': ')[0]).toBe(problem);
  });

  test('is held to what its states need if they need more', () => {
    const stated = images(73).map((image) => ({ ...image, State: 'A_STATE_OF_TWENTY_TWO' }));
    expect(judgeAnswerSize(stated, 73, exported)).toContain('need 1605 characters');
  });

  test('is not held to a field, which is not exported', () => {
    const named = images(30, { Name: 'n'.repeat(64) });
    const query = { exportPrefix: 'golden', fields: ['NAME'] } as const;
    expect(judgeAnswerSize(named, 30, aLookup(query))).toBeUndefined();
  });

  test('holds the count alone, however large, if the images are in the manifest alone', () => {
    const query = { exportPrefix: 'golden', manifestBucket: 'bucket', manifestOnly: true };
    expect(judgeAnswerSize(images(5_000), 5_000, aLookup(query))).toBeUndefined();
  });

  test('tells what else to do', () => {
    expect(judgeAnswerSize(images(100), 100, exported)).toMatch(
      /, narrow the filters, or share them by parameters or weak references$/,
    );
  });

  test('gives way to the response, which holds less of long fields', () => {
    const named = images(60, { Name: 'n'.repeat(64) });
    const query = { exportPrefix: 'golden', fields: ['NAME'] } as const;
    expect(judgeAnswerSize(named, 60, aLookup(query))).toContain("bytes in CloudFormation's response");
  });
});

describe('a wait', () => {
  const manifestOnly = { manifestBucket: 'bucket', manifestOnly: true };
  const link = (query: Partial<Query> = {}) => aLookup({ ...manifestOnly, ...query, handOverAfter: 3_000 });

  test('of one custom resource watches 1,000 images, and not one more', () => {
    expect(MOST_WATCHED).toBe(1_000);
    expect(judgeWatchSize(images(1_000), aLookup(manifestOnly))).toBeUndefined();
    expect(judgeWatchSize(images(1_001), aLookup(manifestOnly))).toBe(
      '1001 images are selected, and a wait can watch 1000 of them: set mostRecent to 1000 or less, or narrow the ' +
        'filters',
    );
  });

  test('of more than one custom resource watches as many as a link can hand over, and not one more', () => {
    const problem = judgeWatchSize(images(400), link()) ?? '';
    const [, most = ''] = /can watch (\d+) of them/.exec(problem) ?? [];
    expect(problem).toBe(
      `400 images are selected, and a wait of more than one custom resource can watch ${most} of them: set ` +
        `mostRecent to ${most} or less, or narrow the filters`,
    );
    expect(judgeWatchSize(images(Number(most)), link())).toBeUndefined();
    expect(judgeWatchSize(images(Number(most) + 1), link())).toContain('can watch');
    expect(handOverBytes(images(Number(most)), link())).toBeLessThanOrEqual(4_064);
    expect(handOverBytes(images(Number(most) + 1), link())).toBeGreaterThan(4_064);
  });

  test('of more than one custom resource is held to the 1,000 too', () => {
    expect(judgeWatchSize(images(2_000), link())).not.toContain('1000');
  });

  test('of no images is possible', () => {
    expect(judgeWatchSize([], link())).toBeUndefined();
    expect(judgeWatchSize([], aLookup())).toBeUndefined();
  });
});

describe('a rollback answers with', () => {
  test('all images, if they fit', () => {
    expect(newestThatFitAnswer(images(154), aLookup())).toEqual(images(154));
  });

  test('the newest that fit a response', () => {
    expect(newestThatFitAnswer(images(300), aLookup())).toEqual(images(300).slice(0, 154));
  });

  test('the newest that fit an export, if it exports', () => {
    expect(newestThatFitAnswer(images(300), aLookup({ exportPrefix: 'golden' }))).toHaveLength(73);
  });

  test('the newest that fit a hand-over, if it is a link, whatever an answer has room for', () => {
    const link = aLookup({ handOverAfter: 3_000, exportPrefix: 'golden', fields: FIELDS });
    const kept = newestThatFitAnswer(images(400), link);
    expect(kept).toEqual(images(400).slice(0, kept.length));
    expect(kept.length).toBeGreaterThan(200);
    expect(handOverBytes(kept, link)).toBeLessThanOrEqual(4_064);
    expect(handOverBytes(images(400).slice(0, kept.length + 1), link)).toBeGreaterThan(4_064);
  });

  test('none, if none is there', () => {
    expect(newestThatFitAnswer([], aLookup())).toEqual([]);
  });
});
