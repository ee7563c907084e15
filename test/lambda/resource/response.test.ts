import fc from 'fast-check';
import { fitReason, stackOf, successBytes } from '../../../lambda/resource/response';
import { anyText } from '../any-text';
import { bytesOf, idsWith, responseBody, someIds } from '../builders';

const ENDING = '. Log group: Images-LogGroup\n\nLogs: /aws/lambda/Images-Handler\n';

test('a success has as many bytes as the body that the framework sends, whatever its data', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), anyText), fc.nat(500), (Data, more) => {
      const ids = idsWith(more);
      expect(successBytes(ids, Data)).toBe(bytesOf(responseBody('SUCCESS', 'SUCCESS', { ids, Data })));
    }),
  );
});

describe('a reason', () => {
  const bytes = (reason: string, ids = someIds()) => bytesOf(responseBody('FAILED', reason, { ids }));
  const room = 4_064 - bytes(ENDING);

  test.each([
    ['as it is', 'too few', 'too few'],
    ['as it is, up to 4,064 bytes', 'x'.repeat(room), 'x'.repeat(room)],
    ['less an ellipsis of three bytes', 'x'.repeat(room + 1), `${'x'.repeat(room - 3)}…`],
  ])('is answered %s', (_, reason, told) => {
    expect(fitReason(reason, ENDING, someIds())).toBe(told + ENDING);
  });

  test('that is cut fills its response, whatever its letters and ids, and keeps its ending', () => {
    // JSON makes one to twelve bytes of each.
    const letters = fc.constantFrom('a', '"', '\\', '\n', '\u0001', 'é', '…', '💥', '\ud83d');
    const anyReason = fc
      .tuple(fc.array(letters, { minLength: 1 }), fc.nat(5_000))
      .map(([some, length]) => some.join('').repeat(length).slice(0, length));
    fc.assert(
      fc.property(anyReason, fc.nat(1_024), (reason, more) => {
        const ids = idsWith(more);
        const fitted = fitReason(reason, ENDING, ids);
        const length = bytes(fitted, ids);
        expect(length).toBeLessThanOrEqual(4_064);
        expect(fitted.endsWith(ENDING)).toBe(true);
        const told = fitted.slice(0, -ENDING.length);
        if (told !== reason) {
          expect(told.endsWith('…')).toBe(true);
          expect(reason.startsWith(told.slice(0, -1))).toBe(true);
          // Nothing more would have fitted.
          expect(length).toBeGreaterThan(4_064 - 16);
        }
      }),
    );
  });

  test.each(['', 'x', 'xx', 'xxx'])('is never cut in the middle of a letter: after %j', (before) => {
    const fitted = fitReason(before + '💥'.repeat(2_000), ENDING, someIds());
    expect(fitted).toContain('💥…');
    expect(fitted).not.toMatch(/\p{Surrogate}/u);
  });
});

test.each([
  [someIds().StackId, { region: 'eu-west-1', account: '123456789012', name: 'Images' }],
  [
    'arn:aws-cn:cloudformation:cn-north-1:210987654321:stack/Prod-Images/1',
    { region: 'cn-north-1', account: '210987654321', name: 'Prod-Images' },
  ],
  ['Images', { region: '', account: '', name: 'Images' }],
])('the place of the stack %s is %j', (StackId, expected) => {
  expect(stackOf({ StackId })).toEqual(expected);
});
