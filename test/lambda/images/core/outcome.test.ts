import { type Outcome, outcomeOf } from '../../../../lambda/images/core/outcome';
import { judge } from '../../../../lambda/images/core/verdict';
import type { Query } from '../../../../lib/contract/images';
import { aLookup, images } from '../../builders';

/** What becomes of a lookup that finds so many images in a state. */
function outcome(query: Partial<Query>, state: string, length = 2): Outcome {
  const lookup = aLookup(query);
  const selected = images(length, { State: state });
  const found = { match: { examined: length, matching: selected, trail: [] }, selected, missing: [] };
  return outcomeOf({ ...found, verdict: judge(found, lookup.query) }, lookup);
}

const failed = (reason: RegExp, mayPass = false): object => ({
  kind: 'fail',
  reason: expect.stringMatching(reason) as string,
  mayPass,
});

const NO_GATE = {};
const REQUIRES = { gate: 'REQUIRE_AVAILABLE' } as const;
const WAITS = { gate: 'WAIT_UNTIL_AVAILABLE' } as const;

test.each<[string, Partial<Query>, string, object]>([
  ['without a gate', NO_GATE, 'PENDING', { kind: 'answer' }],
  ['with a gate that requires AVAILABLE', REQUIRES, 'AVAILABLE', { kind: 'answer' }],
  [
    'with a gate that waits, which sees the states last when it watches',
    WAITS,
    'AVAILABLE',
    { kind: 'watch' },
  ],
  ['with a gate that waits', WAITS, 'PENDING', { kind: 'watch' }],
  [
    'with a gate that requires AVAILABLE',
    REQUIRES,
    'PENDING',
    failed(
      /^not every image is AVAILABLE: PENDING: golden-win11 \(wsi-000000000\), .*; deploy again later, or use a gate that waits$/,
    ),
  ],
  ['with a gate that requires AVAILABLE', REQUIRES, 'ERROR', failed(/is in ERROR/)],
  ['with a gate that waits', WAITS, 'ERROR', failed(/is in ERROR/)],
])('%s (%j), images in %s: %j', (_, query, state, expected) => {
  expect(outcome(query, state)).toStrictEqual(expected);
});

test('of too few images more may come, for a gate that waits', () => {
  expect(outcome({ ...WAITS, minCount: 3 }, 'AVAILABLE')).toStrictEqual(failed(/; minCount is 3$/, true));
  expect(outcome({ ...REQUIRES, minCount: 3 }, 'AVAILABLE')).toStrictEqual(failed(/; minCount is 3$/));
  expect(outcome({ minCount: 3 }, 'AVAILABLE')).toStrictEqual(failed(/; minCount is 3$/));
});

test('an answer that is too large fails, and for a gate that waits before the wait', () => {
  const tooLarge = failed(/^200 images match, and the 200 selected need \d+ bytes/);
  expect(outcome(NO_GATE, 'AVAILABLE', 200)).toStrictEqual(tooLarge);
  expect(outcome(WAITS, 'AVAILABLE', 200)).toStrictEqual(tooLarge);
});

test('before a wait, the size is that of AVAILABLE, the longest state', () => {
  // 154 images that are AVAILABLE fit a response, and 155 that are PENDING do.
  expect(outcome(NO_GATE, 'PENDING', 155)).toStrictEqual({ kind: 'answer' });
  expect(outcome(WAITS, 'PENDING', 154)).toStrictEqual({ kind: 'watch' });
  expect(outcome(WAITS, 'PENDING', 155)).toStrictEqual(failed(/^155 images match, .* the 154 newest/));
});

test('more images than a wait can watch fail before the wait', () => {
  const query = { ...WAITS, manifestBucket: 'bucket', manifestOnly: true };
  expect(outcome(query, 'PENDING', 1_000)).toStrictEqual({ kind: 'watch' });
  expect(outcome(query, 'PENDING', 1_001)).toStrictEqual(failed(/a wait can watch 1000 of them/));
});
