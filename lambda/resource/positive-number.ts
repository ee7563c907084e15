/**
 * Read a number of the environment.
 *
 * What is no positive number, since someone has edited it by hand, counts as if it was not there. A function that does not
 * load cannot answer a Delete, and one with a pace or a time that is no number would call without a pause, or without an
 * end.
 */
export function positiveNumber(text: string | undefined, otherwise: number): number {
  const number = Number(text);
  return number > 0 && number < Infinity ? number : otherwise;
}
