/** `1 image`, `2 images`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** How many there are of each: `8 AVAILABLE, 1 PENDING`. */
export function countsOf(states: readonly string[]): string {
  return [...new Set(states)]
    .map((state) => `${states.filter((other) => other === state).length} ${state}`)
    .join(', ');
}

/** A time that went by, in whole seconds. */
export function secondsOf(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
