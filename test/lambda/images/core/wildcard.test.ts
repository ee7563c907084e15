import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { matchesWildcard } from '../../../../lambda/images/core/wildcard';

test.each([
  [true, 'golden', 'golden'],
  [true, '*', ''],
  [true, '*', 'golden'],
  [true, 'golden-*', 'golden-win11'],
  [true, 'g*n-w*1', 'golden-win11'],
  [true, '*win*', 'golden-win11'],
  [true, 'golden-win1?', 'golden-win11'],
  [true, '*?', 'g'],
  [true, '*aab', 'aaaab'],
  [true, 'a*b*c', 'abbcbc'],
  [true, 'golden(1.0)', 'golden(1.0)'],
  [false, 'golden', 'Golden'],
  [false, 'golden', 'golden-win11'],
  [false, 'golden-win11', 'golden'],
  [false, 'golden-*', 'my-golden-win11'],
  [false, '*-win11', 'golden-win11-old'],
  [false, 'golden-win1?', 'golden-win1'],
  [false, '?*?', 'g'],
  [false, 'a*b*c', 'acb'],
  [false, '*ab*ab', 'ab'],
  [false, 'golden.1', 'golden-1'],
  [false, 'g+', 'gg'],
  [false, '', 'golden'],
])('%s: %s is the form of %s', (expected, pattern, text) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
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
  fc.assert(
    fc.property(pairs, ([pattern, text]) => {
      expect(matchesWildcard(pattern, text)).toBe(matchesByDefinition(pattern, text));
    }),
  );
});

/** Where matching goes back to every `*`, each takes as many tries as there are ways to share out the text. */
test.each([
  ['of the longest names', `${'*a'.repeat(31)}*b`, 'a'.repeat(64)],
  ['of the longest names, which end well', `*${'a*'.repeat(31)}b`, `${'a'.repeat(63)}c`],
  ['that begins again at each letter', `*${'a'.repeat(63)}b`, 'a'.repeat(20_000)],
  ['of nothing but *', `${'*'.repeat(50_000)}b`, 'a'.repeat(50_000)],
])('a pattern %s does not hold the handler up', (_, pattern, text) => {
  // A test that runs for ever is not ended by Jest, which waits for it.
  const inTime = { timeout: 50_000 };
  expect(runInNewContext('matches(pattern, text)', { matches: matchesWildcard, pattern, text }, inTime)).toBe(
    false,
  );
});
