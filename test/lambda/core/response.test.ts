import type { Query } from '../../../lib/contract/query';
import fc from 'fast-check';
import { FIELDS } from '../../../lib/contract/names';
import type { Image } from '../../../lambda/core/image';
import { RESPONSE_LIMIT, fitReason, judgeSize, stackNameOf } from '../../../lambda/core/response';
import { summarise } from '../../../lambda/core/summarise';
import { aQuery, anEnvelope, anImage, bytesOf, images, responseBody, seededRandom } from '../builders';

const ENDING = '. Log group: Images-LogGroup\n\nLogs: /aws/lambda/Images-Handler\n';

/** An envelope, so many bytes longer than usual. */
const envelopeWith = (bytes: number) => anEnvelope({ StackId: anEnvelope().StackId + 'x'.repeat(bytes) });

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

/** A text of letters of which JSON makes one to twelve bytes. */
function randomReason(length: number, seed: number): string {
  const random = seededRandom(seed);
  const letters = ['a', '"', '\\', '\n', '\u0001', 'é', '…', '💥', '\ud83d'];
  return Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
}

test('the limit leaves a framework to come 32 of the 4,096 bytes that CloudFormation takes', () => {
  expect(RESPONSE_LIMIT).toBe(4_096 - 32);
});

describe('images fit a response', () => {
  const selected = images(20);
  const bytes = bytesOf(responseBody('SUCCESS', 'SUCCESS', anEnvelope(), summarise(selected, [])));

  test('as long as its body has 4,064 bytes', () => {
    expect(judgeSize(selected, 20, aQuery(), envelopeWith(4_064 - bytes))).toBeUndefined();
  });

  test('but not with one byte more', () => {
    expect(judgeSize(selected, 20, aQuery(), envelopeWith(4_065 - bytes))).toContain('need 4065 bytes');
  });

  test('where there are none', () => {
    expect(judgeSize([], 0, aQuery({ fields: FIELDS }), anEnvelope())).toBeUndefined();
  });
});

describe('images that do not fit', () => {
  test('are told by how many match, are selected, need room and fit, and by what to do', () => {
    expect(judgeSize(images(300), 312, aQuery({ mostRecent: 300 }), anEnvelope())).toBe(
      "312 images match, and the 300 selected need 7559 bytes in CloudFormation's response, which has room for " +
        '4064, or the 154 newest: set mostRecent to 154 or less, narrow the filters',
    );
  });

  test('may fit with fewer fields', () => {
    expect(judgeSize(images(300), 300, aQuery({ fields: ['NAME', 'CREATED'] }), anEnvelope())).toMatch(
      /: set mostRecent to (\d+) or less, narrow the filters, or ask for fewer fields$/,
    );
  });

  test('fit as soon as only as many are kept as the problem names, and not with one more', () => {
    const anyFields = fc.subarray([...FIELDS]);
    fc.assert(
      fc.property(fc.nat(400), fc.nat(), anyFields, fc.nat(500), (length, seed, fields, more) => {
        const envelope = envelopeWith(more);
        const selected = randomImages(length, seed);
        const problem = judgeSize(selected, length, aQuery({ fields }), envelope);
        const bytes = (kept: number) =>
          bytesOf(responseBody('SUCCESS', 'SUCCESS', envelope, summarise(selected.slice(0, kept), fields)));
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
      }),
      { numRuns: 200 },
    );
  });

  test('are counted in bytes, not in characters', () => {
    const selected = images(60, { Name: 'é'.repeat(30) });
    const bytes = bytesOf(responseBody('SUCCESS', 'SUCCESS', anEnvelope(), summarise(selected, ['NAME'])));
    expect(judgeSize(selected, 60, aQuery({ fields: ['NAME'] }), anEnvelope())).toContain(
      `need ${bytes} bytes`,
    );
  });
});

describe('a reason', () => {
  const bytes = (reason: string, envelope = anEnvelope()) =>
    bytesOf(responseBody('FAILED', reason, envelope));
  const room = 4_064 - bytes(ENDING);

  test('that fits is left as it is', () => {
    expect(fitReason('too few', ENDING, anEnvelope())).toBe(`too few${ENDING}`);
  });

  test('may fill the body up to 4,064 bytes', () => {
    const reason = 'x'.repeat(room);
    expect(fitReason(reason, ENDING, anEnvelope())).toBe(reason + ENDING);
    expect(bytes(reason + ENDING)).toBe(4_064);
  });

  test('with one byte more is cut, and an ellipsis of three bytes says so', () => {
    const fitted = fitReason('x'.repeat(room + 1), ENDING, anEnvelope());
    expect(fitted).toBe(`${'x'.repeat(room - 3)}…${ENDING}`);
    expect(bytes(fitted)).toBe(4_064);
  });

  test('has less room the longer the ids are', () => {
    const envelope = envelopeWith(1_000);
    const fitted = fitReason('x'.repeat(9_000), ENDING, envelope);
    expect(bytes(fitted, envelope)).toBe(4_064);
  });

  test('of quotes, backslashes, line feeds and letters of many bytes never passes 4,064 bytes, and keeps its ending', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(), fc.nat(1_024), (letters, seed, more) => {
        const reason = randomReason(letters, seed);
        const envelope = envelopeWith(more);
        const fitted = fitReason(reason, ENDING, envelope);
        const length = bytes(fitted, envelope);
        expect(length).toBeLessThanOrEqual(4_064);
        expect(fitted.endsWith(ENDING)).toBe(true);
        const told = fitted.slice(0, -ENDING.length);
        if (told !== reason) {
          expect(told.endsWith('…')).toBe(true);
          expect(reason.startsWith(told.slice(0, -1))).toBe(true);
          // Nothing more would have fitted: the longest letter takes twelve bytes.
          expect(length).toBeGreaterThan(4_064 - 16);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is never cut in the middle of a letter', () => {
    for (const before of ['', 'x', 'xx', 'xxx', 'xxxx', 'xxxxx', 'xxxxxx']) {
      const fitted = fitReason(before + '💥'.repeat(2_000), ENDING, anEnvelope());
      expect(fitted).toContain('💥…');
      expect(fitted).not.toMatch(/\p{Surrogate}/u);
    }
  });

  test('stays whole where it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (reason) => {
        expect(fitReason(reason, ENDING, anEnvelope())).toBe(reason + ENDING);
      }),
    );
  });
});

test('an image of the service fits for certain, whatever it holds', () => {
  const longest = anImage({
    ImageId: `wsi-${'z'.repeat(63)}`,
    Name: 'n'.repeat(64),
  });
  const envelope = anEnvelope({
    LogicalResourceId: 'L'.repeat(255),
    PhysicalResourceId: `${'L'.repeat(255)}-0123456789abcdef`,
  });
  expect(judgeSize([longest], 1, aQuery({ fields: FIELDS }), envelope)).toBeUndefined();
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
  expect(judgeSize(images(300), 300, aQuery(query), anEnvelope())).toContain(advice);
});

test.each([
  [anEnvelope().StackId, 'Images'],
  ['Images', 'Images'],
])('the stack of %s is %s', (StackId, name) => {
  expect(stackNameOf({ StackId })).toBe(name);
});

describe('an export of ids of mixed length', () => {
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
    const told = judgeSize(joinedTo(characters), 73, aQuery({ isExported: true }), anEnvelope());
    expect(told?.split(': ')[0]).toBe(problem);
  });

  test('is held to what its states need where they need more', () => {
    const stated = images(73).map((image) => ({ ...image, State: 'A_STATE_OF_TWENTY_TWO' }));
    expect(judgeSize(stated, 73, aQuery({ isExported: true }), anEnvelope())).toContain(
      'need 1605 characters',
    );
  });
});
