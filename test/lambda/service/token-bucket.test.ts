import fc from 'fast-check';
import { TokenBucket } from '../../../lambda/service/token-bucket';
import { NOW } from '../builders';

type Act = (bucket: TokenBucket) => unknown;

const reserve = (bucket: TokenBucket, times: number, now: number) =>
  Array.from({ length: times }, () => bucket.reserve(now));
const reserved =
  (times: number, after = 0): Act =>
  (bucket) =>
    reserve(bucket, times, NOW + after);
const drained =
  (after: number, part = 0): Act =>
  (bucket) => {
    bucket.drain(NOW + after, part);
  };

test.each<[what: string, before: Act[], after: number, waits: number[]]>([
  [
    'a full bucket gives its burst at once, and then makes wait for the rate',
    [],
    0,
    [0, 0, 0, 0, 0, 500, 1_000],
  ],
  ['tokens come back with time', [reserved(5), reserved(1, 250)], 1_000, [0, 500]],
  ['no more come back than a bucket holds', [reserved(1)], 3_600_000, [0, 0, 0, 0, 0, 500]],
  ['what is reserved and not yet there is owed first', [reserved(9)], 1_000, [1_500]],
  ['a drained bucket makes wait for the next token', [drained(0)], 0, [500, 1_000]],
  ['draining takes what came back until then', [reserved(1), drained(10_000)], 10_250, [250]],
  ['draining pays no debt', [reserved(8), drained(0)], 0, [2_000]],
  ['draining puts off by a part of a token', [reserved(8), drained(0, 0.25)], 0, [2_125, 2_625]],
  ['a clock that is set back gives no tokens and takes none', [reserved(5)], -60_000, [500]],
  ['time counts from where the clock was set back to', [reserved(5), reserved(1, -60_000)], -59_000, [0]],
])('%s', (_, before, after, waits) => {
  const bucket = new TokenBucket(2, 5);
  before.forEach((act) => act(bucket));
  expect(reserve(bucket, waits.length, NOW + after)).toEqual(waits);
});

test('a rate and a burst of its own count', () => {
  expect(reserve(new TokenBucket(10, 1), 3, NOW)).toEqual([0, 100, 200]);
});

test('a margin is waited for once, beyond the token, and not in the burst', () => {
  const bucket = new TokenBucket(2, 5, 100);
  expect(reserve(bucket, 7, NOW)).toEqual([0, 0, 0, 0, 0, 600, 1_100]);
  expect(bucket.reserve(NOW + 1_100)).toBeCloseTo(500);
  expect(bucket.reserve(NOW + 10_000)).toBe(0);
});

test('a margin is waited for again after a refusal, and when the bucket was full', () => {
  const bucket = new TokenBucket(2, 5, 100);
  bucket.drain(NOW, 0);
  expect(bucket.reserve(NOW)).toBe(600);
  expect(reserve(bucket, 6, NOW + 60_000)).toEqual([0, 0, 0, 0, 0, 600]);
});

test.each([1.8, 100])('a caller that always waits gets all of %d calls a second', (rate) => {
  const bucket = new TokenBucket(rate, 5, 100);
  let now = NOW;
  for (let call = 0; call < 1_000; call++) {
    now += bucket.reserve(now);
  }
  expect(now - NOW).toBeCloseTo((995 / rate) * 1000 + 100, 3);
});

test.each([0, 100])(
  'with a margin of %d ms, no time sees more tokens than the burst and the rate allow, also after refusals',
  (marginMs) => {
    const call = fc.record({
      pause: fc.nat(2_000),
      part: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(call, { minLength: 6, maxLength: 60 }), (made) => {
        const bucket = new TokenBucket(2, 5, marginMs);
        let now = NOW;
        const calls = made
          .map(({ pause, part }) => {
            now += pause;
            if (part !== null) {
              bucket.drain(now, part);
            }
            return now + bucket.reserve(now);
          })
          .sort((a, b) => a - b);
        for (const [index, from] of calls.entries()) {
          for (const [more, to] of calls.slice(index).entries()) {
            expect(more + 1).toBeLessThanOrEqual(5 + ((to - from) / 1000) * 2 + 1e-6);
          }
        }
      }),
    );
  },
);
