/** Characters that an enumeration may take, so that what follows it is read too. */
const ENUMERATION_LENGTH = 1_500;

/** Name at least one item, as many more as can be read, and count the rest: `a, b and 7 more`. */
export function enumerate(
  items: readonly string[],
  separator = ', ',
  maxLength = ENUMERATION_LENGTH,
): string {
  let length = 0;
  const named = items.filter(
    (item, index) => (length += item.length + separator.length) <= maxLength || index === 0,
  );
  const rest = items.length - named.length;
  return named.join(separator) + (rest === 0 ? '' : ` and ${rest} more`);
}

/** `1 image`, `2 images`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Put a text of any origin into one line of whole characters. What could break the line or a terminal becomes a blank. */
export function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Control}]+/gu, ' ')
    .trim()
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** An exact duration, such as `90 days`, `36 hours` or `61 seconds`: in the largest unit that needs no fraction. */
export function duration(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [unit, length] = units.find(([, length]) => seconds % length === 0) ?? ['second', 1];
  return count(seconds / length, unit);
}

/** A time that went by, such as `2 hours 5 minutes`, `9 minutes 45 seconds` or `3 hours`: rounded to two units. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  return seconds < 3_600
    ? inSixties(seconds, 'minute', 'second')
    : inSixties(Math.round(seconds / 60), 'hour', 'minute');
}

function inSixties(number: number, sixtyNoun: string, noun: string): string {
  const sixties = Math.floor(number / 60);
  const rest = number % 60;
  const parts = [
    ...(sixties === 0 ? [] : [count(sixties, sixtyNoun)]),
    ...(rest === 0 && sixties > 0 ? [] : [count(rest, noun)]),
  ];
  return parts.join(' ');
}
