import { outcomeText } from '../../../../dev/check-live/core/asked';

test.each([
  [{ kind: 'answered', answer: 'Yes.' }, 'Yes.'],
  [{ kind: 'not asked', why: 'no image' }, 'Not asked: no image'],
  [{ kind: 'no answer', why: 'it failed' }, 'No answer: it failed'],
] as const)('tells %j', (outcome, text) => {
  expect(outcomeText(outcome)).toBe(text);
});
