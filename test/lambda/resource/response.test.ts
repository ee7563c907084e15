import fc from 'fast-check';
import { fitReason, RESPONSE_LIMIT, stackOf, successBytes } from '../../../lambda/resource/response';
import { anyText } from '../any-text';
import { bytesOf, responseBody, seededRandom, someIds } from '../builders';

const ENDING = '. Log group: Images-LogGroup\n\nLogs: /aws/lambda/Images-Handler\n';

/** Ids that are so many bytes longer than usual. */
const idsWith = (bytes: number) => someIds({ StackId: someIds().StackId + 'x'.repeat(bytes) });

/** A text of letters of which JSON makes one to twelve bytes. */
function randomReason(length: number, seed: number): string {
  const random = seededRandom(seed);
  const letters = ['a', '"', '\\', '\n', '\u0001', 'é', '…', '💥', '\ud83d'];
  return Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
}

test('the limit leaves a later framework 32 of the 4,096 bytes that CloudFormation takes', () => {
  expect(RESPONSE_LIMIT).toBe(4_096 - 32);
});

test('a success has as many bytes as the body that the framework sends, whatever its data', () => {
  const attributes = fc.dictionary(fc.string(), anyText);
  fc.assert(
    fc.property(attributes, fc.nat(500), (Data, more) => {
      const ids = idsWith(more);
      const body = responseBody('SUCCESS', 'SUCCESS', { ids, Data });
      expect(successBytes(ids, Data)).toBe(bytesOf(body));
    }),
  );
});

describe('a reason', () => {
  const bytes = (reason: string, ids = someIds()) => bytesOf(responseBody('FAILED', reason, { ids }));
  const room = 4_064 - bytes(ENDING);

  test('that fits is left as it is', () => {
    expect(fitReason('too few', ENDING, someIds())).toBe(`too few${ENDING}`);
  });

  test('may fill the body up to 4,064 bytes', () => {
    const reason = 'x'.repeat(room);
    expect(fitReason(reason, ENDING, someIds())).toBe(reason + ENDING);
    expect(bytes(reason + ENDING)).toBe(4_064);
  });

  test('with one byte more is cut, and an ellipsis of three bytes says so', () => {
    const fitted = fitReason('x'.repeat(room + 1), ENDING, someIds());
    expect(fitted).toBe(`${'x'.repeat(room - 3)}…${ENDING}`);
    expect(bytes(fitted)).toBe(4_064);
  });

  test('has less room the longer the ids are', () => {
    const ids = idsWith(1_000);
    const fitted = fitReason('x'.repeat(9_000), ENDING, ids);
    expect(bytes(fitted, ids)).toBe(4_064);
  });

  test('of quotes, backslashes, line feeds and letters of many bytes never passes 4,064 bytes, and keeps its ending', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(), fc.nat(1_024), (letters, seed, more) => {
        const reason = randomReason(letters, seed);
        const ids = idsWith(more);
        const fitted = fitReason(reason, ENDING, ids);
        const length = bytes(fitted, ids);
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
      const fitted = fitReason(before + '💥'.repeat(2_000), ENDING, someIds());
      expect(fitted).toContain('💥…');
      expect(fitted).not.toMatch(/\p{Surrogate}/u);
    }
  });

  test('stays whole as long as it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (reason) => {
        expect(fitReason(reason, ENDING, someIds())).toBe(reason + ENDING);
      }),
    );
  });
});

describe('the place of a stack', () => {
  test.each([
    [someIds().StackId, { region: 'eu-west-1', account: '123456789012', name: 'Images' }],
    [
      'arn:aws-cn:cloudformation:cn-north-1:210987654321:stack/Prod-Images/1',
      { region: 'cn-north-1', account: '210987654321', name: 'Prod-Images' },
    ],
    ['Images', { region: '', account: '', name: 'Images' }],
  ])('of %s is %j', (StackId, expected) => {
    expect(stackOf({ StackId })).toEqual(expected);
  });
});
