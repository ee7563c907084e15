/** Characters that an enumeration may take, so that what follows it is read too. */
const ROOM = 1_500;

/** Names as many as can be read, and counts the rest: `a, b and 7 more`. */
export function enumerate(items: readonly string[], room = ROOM): string {
  let length = 0;
  const named = items.filter((item) => (length += item.length + 2) <= room);
  const rest = items.length - named.length;
  return named.join(', ') + (rest === 0 ? '' : ` and ${rest} more`);
}

/** `1 image`, `2 images`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Puts a text of any origin into one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
