import * as fc from 'fast-check';
import { countStates, judgeStates } from '../../../lambda/core/verdict';
import { anImage, imageId } from '../builders';

const inState = (State: string | undefined, number = 1) =>
  anImage({ State, ImageId: imageId(number), Name: `golden-${number}` });

describe('the verdict on images', () => {
  test.each([
    [[], 'ready'],
    [['AVAILABLE'], 'ready'],
    [['AVAILABLE', 'AVAILABLE'], 'ready'],
    [['PENDING'], 'waiting'],
    [['AVAILABLE', 'PENDING'], 'waiting'],
    [['ERROR'], 'failed'],
    [['PENDING', 'ERROR', 'AVAILABLE'], 'failed'],
    [['SOMETHING_NEW'], 'failed'],
    [['PENDING', 'SOMETHING_NEW'], 'failed'],
    [[undefined], 'failed'],
    [['available'], 'failed'],
  ])('in %j is %s', (states, kind) => {
    expect(judgeStates(states.map((state) => inState(state))).kind).toBe(kind);
  });

  test('does not depend on their order', () => {
    const states = fc.array(fc.constantFrom('AVAILABLE', 'PENDING', 'ERROR', 'NEW'));
    fc.assert(
      fc.property(states, (all) => {
        const kinds = [all, [...all].reverse()].map(
          (some) => judgeStates(some.map((state) => inState(state))).kind,
        );
        expect(kinds[0]).toBe(kinds[1]);
      }),
    );
  });

  test('names what is PENDING', () => {
    expect(
      judgeStates([inState('PENDING', 1), inState('AVAILABLE', 2), inState('PENDING', 3)]),
    ).toStrictEqual({
      kind: 'waiting',
      reason: `PENDING: golden-1 (${imageId(1)}), golden-3 (${imageId(3)})`,
    });
  });

  test('names a state that is not known', () => {
    expect(judgeStates([inState('NEW')])).toStrictEqual({
      kind: 'failed',
      reason: `golden-1 (${imageId(1)}) is in NEW, which this version does not know`,
    });
    expect(judgeStates([inState(undefined)])).toMatchObject({
      reason: `golden-1 (${imageId(1)}) is in no state, which this version does not know`,
    });
  });
});

describe('an image in ERROR is told with what the service says of it', () => {
  const reasonOf = (errors: object) => {
    const verdict = judgeStates([{ ...inState('ERROR'), ...errors }]);
    return 'reason' in verdict ? verdict.reason.replace(`golden-1 (${imageId(1)}) is in ERROR`, '') : '';
  };

  test.each([
    [{}, ''],
    [{ ErrorCode: 'Failed' }, ': Failed'],
    [{ ErrorMessage: 'it\nfailed' }, ': it failed'],
    [{ ErrorCode: 'Failed', ErrorMessage: 'badly' }, ': Failed: badly'],
    [{ ErrorDetails: [{ ErrorCode: 'A', ErrorMessage: 'a' }, { ErrorCode: 'B' }, {}] }, ': A: a, B'],
    [{ ErrorCode: 'A', ErrorMessage: 'a', ErrorDetails: [{ ErrorCode: 'A', ErrorMessage: 'a' }] }, ': A: a'],
  ])('%j', (errors, expected) => {
    expect(reasonOf(errors)).toBe(expected);
  });

  test('and of many as many as can be read, the rest counted', () => {
    const images = Array.from({ length: 60 }, (_, number) => ({
      ...inState('ERROR', number),
      ErrorCode: 'SomethingRatherLong',
    }));
    const verdict = judgeStates(images);
    expect(verdict).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/; golden-\d+ .* and \d+ more$/) as string,
    });
  });
});

test('images are counted by state', () => {
  const images = ['PENDING', 'AVAILABLE', 'PENDING', undefined].map((state) => inState(state));
  expect(countStates(images)).toStrictEqual({ PENDING: 2, AVAILABLE: 1, 'no state': 1 });
});
