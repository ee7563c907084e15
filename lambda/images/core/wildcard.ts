/**
 * Whether a text has the form of a pattern, in which `*` stands for any text and `?` for one character.
 *
 * It goes back to the last `*` only, so that no pattern takes more than pattern times text, which a regular expression
 * of many `*` does.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let atPattern = 0;
  let atText = 0;
  let afterStar: number | undefined;
  let starEnd = 0;
  while (atText < text.length) {
    const wanted = pattern[atPattern];
    if (wanted === '*') {
      afterStar = ++atPattern;
      starEnd = atText;
    } else if (wanted === '?' || wanted === text[atText]) {
      atPattern++;
      atText++;
    } else if (afterStar !== undefined) {
      atPattern = afterStar;
      atText = ++starEnd;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(atPattern));
}
