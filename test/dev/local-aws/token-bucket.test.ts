import { TokenBucket } from '../../../dev/local-aws/token-bucket';

/** Counts how many of `tries` calls pass at each of these times. */
function passes(tries: number, times: readonly number[]): number[] {
  let now = 0;
  const bucket = new TokenBucket({ ratePerSecond: 2, burst: 5 }, () => now);
  return times.map((time) => {
    now = time;
    return Array.from({ length: tries }, () => bucket.take()).filter(Boolean).length;
  });
}

test('allows a burst, then one call per half second', () => {
  expect(passes(6, [0, 499, 500, 999, 1_000])).toEqual([5, 0, 1, 0, 1]);
});

test('refills while idle, but never beyond the burst', () => {
  expect(passes(10, [0, 1_500, 3_600_000])).toEqual([5, 3, 5]);
});

test('adds up small steps to whole calls', () => {
  const times = Array.from({ length: 1_001 }, (_, index) => index * 10);
  const passed = passes(1, times).reduce((sum, count) => sum + count, 0);
  expect(passed).toBe(5 + 20);
});

test('takes nothing for a refused call', () => {
  expect(passes(1_000, [0, 500])).toEqual([5, 1]);
});
