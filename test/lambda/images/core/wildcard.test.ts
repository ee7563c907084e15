import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { matchesWildcard } from '../../../../lambda/images/core/wildcard';

/** How a regular expression says what a pattern says. */
const ORACLE = new Map([
  ['*', '.*'],
  ['?', '.'],
  ['.', String.raw`\.`],
]);

describe('a text has the form of a pattern', () => {
  test.each([
    ['golden', 'golden'],
    ['*', ''],
    ['*', 'golden'],
    ['**', 'golden'],
    ['golden-*', 'golden-'],
    ['golden-*', 'golden-win11'],
    ['*-win11', 'golden-win11'],
    ['g*n-w*1', 'golden-win11'],
    ['*win*', 'golden-win11'],
    ['golden-win1?', 'golden-win11'],
    ['??????', 'golden'],
    ['*?', 'g'],
    ['*aab', 'aaaab'],
    ['a*b*c', 'abbcbc'],
    ['golden(1.0)', 'golden(1.0)'],
  ])('%s: %s', (pattern, text) => {
    expect(matchesWildcard(pattern, text)).toBe(true);
  });
});

describe('a text has not the form of a pattern', () => {
  test.each([
    ['golden', 'Golden'],
    ['golden', 'golden-win11'],
    ['golden', 'my-golden'],
    ['golden-win11', 'golden'],
    ['golden-*', 'golden'],
    ['golden-*', 'my-golden-win11'],
    ['*-win11', 'golden-win11-old'],
    ['golden-win1?', 'golden-win1'],
    ['?', ''],
    ['?*?', 'g'],
    ['a*b*c', 'acb'],
    ['*ab*ab', 'ab'],
    ['golden.1', 'golden-1'],
    ['g+', 'gg'],
    ['', 'golden'],
  ])('%s: %s', (pattern, text) => {
    expect(matchesWildcard(pattern, text)).toBe(false);
  });
});

test('any text has the form of any pattern exactly where the regular expression of that pattern says so', () => {
  const patterns = fc.array(fc.constantFrom('a', 'b', '.', '*', '?'), { maxLength: 8 });
  const texts = fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 10 });
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      const oracle = pattern.map((character) => ORACLE.get(character) ?? character);
      expect(matchesWildcard(pattern.join(''), text.join(''))).toBe(
        new RegExp(`^${oracle.join('')}$`).test(text.join('')),
      );
    }),
    { numRuns: 3000 },
  );
});

test('a pattern of many * does not hold the handler up', () => {
  const pattern = `${'a*'.repeat(500)}b`;
  const text = 'a'.repeat(2_000);
  const inTime = { timeout: 2_000 };
  expect(runInNewContext('matches(pattern, text)', { matches: matchesWildcard, pattern, text }, inTime)).toBe(
    false,
  );
});
