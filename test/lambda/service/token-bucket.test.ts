import fc from 'fast-check';
import { TokenBucket } from '../../../lambda/service/token-bucket';
import { NOW } from '../builders';

const aBucket = () => new TokenBucket(2, 5);
const reserve = (bucket: TokenBucket, times: number, now: number) =>
  Array.from({ length: times }, () => bucket.reserve(now));

test('a full bucket gives its burst at once, and then makes wait for the rate', () => {
  expect(reserve(aBucket(), 8, NOW)).toEqual([0, 0, 0, 0, 0, 500, 1000, 1500]);
});

test('tokens come back with time', () => {
  const bucket = aBucket();
  reserve(bucket, 5, NOW);
  expect(bucket.reserve(NOW + 250)).toBe(250);
  expect(bucket.reserve(NOW + 1_000)).toBe(0);
});

test('no more tokens come back than a bucket holds', () => {
  const bucket = aBucket();
  bucket.reserve(NOW);
  expect(reserve(bucket, 6, NOW + 3_600_000)).toEqual([0, 0, 0, 0, 0, 500]);
});

test('what is reserved and not yet there is owed first', () => {
  const bucket = aBucket();
  reserve(bucket, 9, NOW);
  expect(bucket.reserve(NOW + 1_000)).toBe(1_500);
});

test('a drained bucket makes wait for the next token', () => {
  const bucket = aBucket();
  bucket.drain(NOW, 0);
  expect(reserve(bucket, 2, NOW)).toEqual([500, 1_000]);
});

test('draining takes what came back until then, too', () => {
  const bucket = aBucket();
  bucket.reserve(NOW);
  bucket.drain(NOW + 10_000, 0);
  expect(bucket.reserve(NOW + 10_250)).toBe(250);
});

test('draining pays no debt', () => {
  const bucket = aBucket();
  reserve(bucket, 8, NOW);
  bucket.drain(NOW, 0);
  expect(bucket.reserve(NOW)).toBe(2_000);
});

test('draining puts off what is reserved later by a part of a token', () => {
  const bucket = aBucket();
  reserve(bucket, 8, NOW);
  bucket.drain(NOW, 0.25);
  expect(reserve(bucket, 2, NOW)).toEqual([2_125, 2_625]);
});

test('a clock that is set back gives no tokens and takes none', () => {
  const bucket = aBucket();
  reserve(bucket, 5, NOW);
  expect(bucket.reserve(NOW - 60_000)).toBe(500);
  expect(bucket.reserve(NOW - 59_000)).toBe(0);
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

test.each([1.8, 10, 50, 100])('a caller that always waits gets all of %d calls a second', (rate) => {
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
