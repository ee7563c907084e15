import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { matchesWildcard } from '../../../../lambda/images/core/wildcard';

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

/** Whether each beginning of a pattern has the form of each beginning of a text, by the definition of the two wildcards. */
function matchesByDefinition(pattern: string, text: string): boolean {
  let row = Array.from({ length: text.length + 1 }, (_, end) => end === 0);
  for (const wanted of pattern) {
    const before = row;
    row = [];
    for (let end = 0; end <= text.length; end++) {
      row[end] =
        wanted === '*'
          ? before[end] === true || row[end - 1] === true
          : before[end - 1] === true && (wanted === '?' || wanted === text[end - 1]);
    }
  }
  return row[text.length] === true;
}

test('any text has the form of any pattern exactly where the definition of its wildcards says so', () => {
  // Few letters, so that beginnings repeat, and what means something in a regular expression or to an object.
  const letter = fc.constantFrom('a', 'a', 'b', '.', '(', '-');
  const patterns = fc.string({ unit: fc.oneof(letter, fc.constantFrom('*', '?')), maxLength: 10 });
  const texts = fc.string({ unit: letter, maxLength: 14 });
  /** Half of the texts are made from the pattern, so that they have its form. */
  const pairs = fc.oneof(
    fc.tuple(patterns, texts),
    fc
      .tuple(patterns, texts)
      .map(([pattern, filling]): [string, string] => [
        pattern,
        pattern.replaceAll('*', filling).replaceAll('?', 'b'),
      ]),
  );
  let matches = 0;
  fc.assert(
    fc.property(pairs, ([pattern, text]) => {
      const expected = matchesByDefinition(pattern, text);
      expect(matchesWildcard(pattern, text)).toBe(expected);
      matches += expected ? 1 : 0;
    }),
    { numRuns: 1_000 },
  );
  expect(matches).toBeGreaterThan(300);
});

/** Where matching goes back to every `*`, each takes as many tries as there are ways to share out the text. */
test.each([
  ['of the longest names', `${'*a'.repeat(31)}*b`, 'a'.repeat(64)],
  ['of the longest names, which end well', `*${'a*'.repeat(31)}b`, `${'a'.repeat(63)}c`],
  ['of many more', `${'a*'.repeat(64)}b`, 'a'.repeat(50_000)],
  ['that begins again at each letter', `*${'a'.repeat(63)}b`, 'a'.repeat(20_000)],
  ['of nothing but *', `${'*'.repeat(50_000)}b`, 'a'.repeat(50_000)],
])('a pattern %s does not hold the handler up', (_, pattern, text) => {
  // A test that runs for ever is not ended by Jest, which waits for it.
  const inTime = { timeout: 50_000 };
  expect(runInNewContext('matches(pattern, text)', { matches: matchesWildcard, pattern, text }, inTime)).toBe(
    false,
  );
});
