import fc from 'fast-check';
import type { Image } from '../../../../lambda/images/core/image';
import type { Lookup } from '../../../../lambda/images/core/lookup';
import { manifestAttributes, manifestKey } from '../../../../lambda/images/core/manifest';
import { type Outcome, outcomeOf } from '../../../../lambda/images/core/outcome';
import { handOver, imageAttributes } from '../../../../lambda/images/core/summarise';
import { examine } from '../../../../lambda/images/core/verdict';
import { judge } from '../../../../lambda/images/core/verdict';
import { FIELDS, type Query } from '../../../../lib/contract/images';
import { anyImages, maybe } from '../../arbitraries';
import { aLookup, anImage, aQuery, bytesOf, images, NOW, responseBody, someIds } from '../../builders';

const decided = (all: readonly Image[], lookup: Lookup): Outcome =>
  outcomeOf(examine(all, lookup.query, new Date(NOW)), lookup);

describe('an outcome', () => {
  const anyGate = fc.constantFrom(undefined, 'REQUIRE_AVAILABLE' as const, 'WAIT_UNTIL_AVAILABLE' as const);
  const anyCounts = fc.record({
    gate: anyGate,
    minCount: fc.nat(2),
    maxCount: maybe(fc.integer({ min: 1, max: 9 })),
    mostRecent: maybe(fc.integer({ min: 1, max: 5 })),
  });

  /** What docs/gates.md says, rule by rule. */
  function expected(
    all: readonly Image[],
    { gate, minCount, maxCount = Infinity }: Partial<Query>,
    kept: readonly Image[],
  ): { readonly kind: string; readonly mayPass?: boolean; readonly named: readonly Image[] } {
    const waits = gate === 'WAIT_UNTIL_AVAILABLE';
    if (all.length < (minCount ?? 1)) {
      return { kind: 'fail', mayPass: waits, named: [] };
    }
    if (all.length > maxCount) {
      return { kind: 'fail', mayPass: false, named: all };
    }
    if (gate === undefined) {
      return { kind: 'answer', named: [] };
    }
    const failed = kept.filter(({ State }) => State !== 'AVAILABLE' && State !== 'PENDING');
    if (failed.length > 0) {
      return { kind: 'fail', mayPass: false, named: failed };
    }
    const pending = kept.filter(({ State }) => State === 'PENDING');
    if (waits) {
      return { kind: 'watch', named: [] };
    }
    return pending.length > 0
      ? { kind: 'fail', mayPass: false, named: pending }
      : { kind: 'answer', named: [] };
  }

  test('is what the rules say, whatever the images, and names each image that is its cause', () => {
    const kinds: string[] = [];
    fc.assert(
      fc.property(anyImages, anyCounts, (all, query) => {
        const lookup = aLookup(query);
        const outcome = decided(all, lookup);
        const { selected } = examine(all, lookup.query, new Date(NOW));
        const { named, ...decision } = expected(all, query, selected);
        expect(outcome).toMatchObject(decision);
        const reason = outcome.kind === 'fail' ? outcome.reason : '';
        expect(all.filter(({ ImageId }) => reason.includes(ImageId))).toEqual(
          all.filter((image) => named.includes(image)),
        );
        expect(reason).not.toMatch(/\n|undefined|\[object/);
        kinds.push(`${outcome.kind} ${String(query.gate)}`);
      }),
      { numRuns: 250 },
    );
    // Every gate, and every kind of outcome that it has.
    expect([...new Set(kinds)].sort()).toEqual([
      'answer REQUIRE_AVAILABLE',
      'answer undefined',
      'fail REQUIRE_AVAILABLE',
      'fail WAIT_UNTIL_AVAILABLE',
      'fail undefined',
      'watch WAIT_UNTIL_AVAILABLE',
    ]);
  });

  test.each([undefined, 'REQUIRE_AVAILABLE', 'WAIT_UNTIL_AVAILABLE'] as const)(
    'fails for a value that would count as two: gate %s',
    (gate) => {
      const query = { gate, fields: ['NAME'] } as const;
      expect(decided([anImage({ Name: 'a,b' })], aLookup(query))).toEqual({
        kind: 'fail',
        reason: 'the value a,b holds a comma, and would count as two in a comma-separated list',
        mayPass: false,
      });
    },
  );

  test('gets no worse when an image becomes AVAILABLE, and no better when one fails', () => {
    const badness = ['ready', 'waiting', 'failed', 'too few'];
    fc.assert(
      fc.property(anyImages, anyCounts, fc.nat(), (all, query, index) => {
        const badnessWith = (State: string | undefined) => {
          const changed = all.map((image, at) => (at === index % all.length ? { ...image, State } : image));
          return badness.indexOf(examine(changed, aQuery(query), new Date(NOW)).verdict.kind);
        };
        const states = ['AVAILABLE', 'PENDING', 'ERROR'].map(badnessWith);
        expect([...states].sort()).toEqual(states);
        expect(badnessWith(undefined)).toBe(badnessWith('ERROR'));
      }),
    );
  });
});

describe('an answer of any size', () => {
  const waiting: Partial<Query> = { gate: 'WAIT_UNTIL_AVAILABLE', gateTimeout: 10_800 };
  const chained: Partial<Query> = { ...waiting, handOverAfter: 3_000 };
  const manifestOnly: Partial<Query> = { manifestBucket: 'bucket', manifestOnly: true };
  const anyFields = fc.subarray([...FIELDS]).map((fields): Partial<Query> => ({ fields }));
  const anything = fc
    .tuple(
      anyFields,
      fc.constantFrom<Partial<Query>>({}, { exportPrefix: 'golden' }),
      fc.constantFrom<Partial<Query>>({}, { manifestBucket: 'b'.repeat(40) }, manifestOnly),
      fc.constantFrom<Partial<Query>>({}, { gate: 'REQUIRE_AVAILABLE' }, waiting, chained),
    )
    .map(([fields, shared, manifest, gate]) => ({ ...fields, ...shared, ...manifest, ...gate }));

  /** About as many as there is room for, by whatever holds the least. */
  const anyCase = fc.oneof(
    fc.tuple(anything, fc.oneof(fc.nat(400), fc.integer({ min: 900, max: 1_100 }))),
    fc.tuple(anyFields, fc.integer({ min: 20, max: 300 })),
    fc.tuple(fc.constant<Partial<Query>>({ exportPrefix: 'golden' }), fc.integer({ min: 50, max: 120 })),
    fc.tuple(fc.constant({ ...waiting, ...manifestOnly }), fc.integer({ min: 980, max: 1_050 })),
    fc.tuple(fc.constant({ ...chained, ...manifestOnly }), fc.integer({ min: 240, max: 320 })),
  );

  const anyName = fc.integer({ min: 0, max: 64 }).map((length) => 'golden."\\é'.repeat(8).slice(0, length));

  /** The bytes of each body that CloudFormation is sent, and the characters of each export. */
  function sizes(selected: readonly Image[], { query, ids }: Lookup) {
    const { manifestBucket, handOverAfter, gate } = query;
    const sha256 = 'f'.repeat(64);
    const manifest =
      manifestBucket === undefined
        ? {}
        : manifestAttributes(manifestBucket, manifestKey(ids, sha256), sha256);
    const answered =
      gate === undefined ? selected : selected.map((image) => ({ ...image, State: 'AVAILABLE' }));
    const attributes = imageAttributes(answered, aLookup(query));
    const imageIds = selected.map(({ ImageId }) => ImageId);
    const bytes = (Data: Readonly<Record<string, string>>) =>
      bytesOf(responseBody('SUCCESS', 'SUCCESS', { ids, Data }));
    return {
      answer: bytes({ ...attributes, ...manifest }),
      handOver: handOverAfter === undefined ? 0 : bytes(handOver(new Date(NOW), imageIds)),
      exported:
        query.exportPrefix === undefined
          ? 0
          : Math.max(...['ImageIds', 'ImageStates'].map((name) => attributes[name]?.length ?? 0)),
    };
  }

  test('fits everywhere, or names the largest number that does', () => {
    const kinds = { fits: 0, response: 0, export: 0, wait: 0, chain: 0 };
    fc.assert(
      fc.property(anyCase, anyName, fc.nat(600), ([some, length], Name, more) => {
        const query = { ...some, minCount: 0 };
        const all = images(length, { Name });
        const ids = someIds({ StackId: someIds().StackId + 'x'.repeat(more) });
        const lookupOf = (mostRecent?: number) => aLookup({ ...query, mostRecent }, { ids });
        const outcome = decided(all, lookupOf());
        if (outcome.kind === 'fail') {
          const most = Number(/set mostRecent to (\d+) or less/.exec(outcome.reason)?.[1]);
          expect(most).toBeLessThan(length);
          expect(decided(all, lookupOf(most)).kind).not.toBe('fail');
          expect(decided(all, lookupOf(most + 1)).kind).toBe('fail');
          const { reason } = outcome;
          kinds[
            reason.includes('in an export')
              ? 'export'
              : reason.includes('more than one')
                ? 'chain'
                : reason.includes('a wait can')
                  ? 'wait'
                  : 'response'
          ]++;
          return;
        }
        kinds.fits++;
        const { answer, handOver: handedOver, exported } = sizes(all, lookupOf());
        expect(answer).toBeLessThanOrEqual(4_064);
        expect(handedOver).toBeLessThanOrEqual(4_064);
        expect(exported).toBeLessThanOrEqual(1_024);
      }),
      { numRuns: 150 },
    );
    for (const times of Object.values(kinds)) {
      expect(times).toBeGreaterThan(0);
    }
  });
});

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
