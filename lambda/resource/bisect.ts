/** The greatest number up to a limit for which a condition holds that, once false, stays false. */
export function bisectLast(limit: number, holds: (number: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
