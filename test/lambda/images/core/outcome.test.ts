import { type Outcome, outcomeOf } from '../../../../lambda/images/core/outcome';
import { judge } from '../../../../lambda/images/core/verdict';
import type { Query } from '../../../../lib/contract/images';
import { aLookup, images } from '../../builders';

/** What becomes of a lookup that finds so many images in a state. */
function outcome(query: Partial<Query>, State: string, length = 2): Outcome {
  const lookup = aLookup(query);
  const selected = images(length, { State });
  const found = { match: { examined: length, matching: selected, trail: [] }, selected, missing: [] };
  return outcomeOf({ ...found, verdict: judge(found, lookup.query) }, lookup);
}

const ANSWER = { kind: 'answer' };
const WATCH = { kind: 'watch' };
const failed = (reason: RegExp, mayPass = false): object => ({
  kind: 'fail',
  reason: expect.stringMatching(reason) as string,
  mayPass,
});

const NO_GATE = {};
const REQUIRES = { gate: 'REQUIRE_AVAILABLE' } as const;
const WAITS = { gate: 'WAIT_UNTIL_AVAILABLE' } as const;
const NOT_AVAILABLE =
  /^not every image is AVAILABLE: PENDING: .*; deploy again later, or use a gate that waits$/;

test.each<[Partial<Query>, state: string, length: number, outcome: object]>([
  [NO_GATE, 'PENDING', 2, ANSWER],
  [REQUIRES, 'AVAILABLE', 2, ANSWER],
  [REQUIRES, 'PENDING', 2, failed(NOT_AVAILABLE)],
  [REQUIRES, 'ERROR', 2, failed(/is in ERROR/)],
  // The states that count are those at the end.
  [WAITS, 'AVAILABLE', 2, WATCH],
  [WAITS, 'PENDING', 2, WATCH],
  [WAITS, 'ERROR', 2, failed(/is in ERROR/)],
  // Where images are too few, more may come.
  [NO_GATE, 'AVAILABLE', 0, failed(/; minCount is 1$/)],
  [REQUIRES, 'AVAILABLE', 0, failed(/; minCount is 1$/)],
  [WAITS, 'AVAILABLE', 0, failed(/; minCount is 1$/, true)],
  // 154 images that are AVAILABLE fit a response, and 155 that are PENDING do. After a wait, they are AVAILABLE.
  [NO_GATE, 'AVAILABLE', 155, failed(/^155 images match, and the 155 selected need \d+ bytes/)],
  [NO_GATE, 'PENDING', 155, ANSWER],
  [WAITS, 'PENDING', 154, WATCH],
  [WAITS, 'PENDING', 155, failed(/^155 images match, .* mostRecent to 154 /)],
  [{ ...WAITS, manifestBucket: 'b', manifestOnly: true }, 'PENDING', 1_000, WATCH],
  [{ ...WAITS, manifestBucket: 'b', manifestOnly: true }, 'PENDING', 1_001, failed(/can watch 1000 of them/)],
])(
  'the outcome of %j, where images are %s, of which there are %i, is %j',
  (query, state, length, expected) => {
    expect(outcome(query, state, length)).toStrictEqual(expected);
  },
);

test.each([NO_GATE, REQUIRES, WAITS])('a value that would count as two fails: %j', (gate) => {
  const lookup = aLookup({ ...gate, fields: ['NAME'] });
  const selected = images(1, { Name: 'a,b' });
  const found = { match: { examined: 1, matching: selected, trail: [] }, selected, missing: [] };
  expect(outcomeOf({ ...found, verdict: { kind: 'ready' } }, lookup)).toStrictEqual(
    failed(/^the value a,b holds/),
  );
});
