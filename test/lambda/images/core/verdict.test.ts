import type { ImageError } from '../../../../lambda/images/core/image';
import type { Match } from '../../../../lambda/images/core/match';
import {
  countStates,
  type Found,
  judge,
  judgeStates,
  type Verdict,
} from '../../../../lambda/images/core/verdict';
import type { Query } from '../../../../lib/contract/images';
import { anImage, aQuery, imageId, imageIds, images, INHERITED_NAMES } from '../../builders';

const reasonOf = (verdict: Verdict) => ('reason' in verdict ? verdict.reason : undefined);

/** So many of 57 images match, and all are selected. */
function found(matching: number, match: Partial<Match> = {}, missing: readonly string[] = []): Found {
  const selected = images(matching);
  return { match: { examined: 57, matching: selected, trail: [], ...match }, selected, missing };
}

describe('as many images match as the query allows', () => {
  test.each([
    ['one, if nothing is said', 1, {}],
    ['many, if nothing is said', 57, {}],
    ['none, if minCount is 0', 0, { minCount: 0 }],
    ['minCount itself', 3, { minCount: 3 }],
    ['maxCount itself', 3, { maxCount: 3 }],
  ])('%s', (_, matching, query) => {
    expect(judge(found(matching), aQuery(query))).toEqual({ kind: 'ready' });
  });
});

describe('too few images match', () => {
  const trailOf = (golden: number, windows: number, tenancy: number) => [
    { says: 'named golden-*', left: golden },
    { says: 'WINDOWS', left: windows },
    { says: 'of tenancy DEFAULT', left: tenancy },
  ];

  test.each<[string, Found, Partial<Query>, reason: string]>([
    [
      'none: the filter that left none is the last that is told',
      found(0, { trail: trailOf(12, 0, 0) }),
      {},
      '0 of 57 images match: 57 examined, 12 named golden-*, 0 of them WINDOWS; minCount is 1',
    ],
    [
      'not enough: every filter is told',
      found(2, { trail: trailOf(12, 5, 2) }),
      { minCount: 3 },
      '2 of 57 images match: 57 examined, 12 named golden-*, 5 of them WINDOWS, 2 of them of tenancy DEFAULT; ' +
        'minCount is 3',
    ],
    [
      'none was there to examine',
      found(0, { examined: 0 }),
      {},
      '0 of 0 images match: 0 examined; minCount is 1',
    ],
    [
      'ids that did not come back are named',
      found(1, { examined: 1 }, ['wsi-000000008', 'wsi-000000009']),
      { minCount: 3 },
      '1 of 1 image matches: 1 examined; not found: wsi-000000008, wsi-000000009; minCount is 3',
    ],
  ])('%s', (_, some, query, reason) => {
    expect(judge(some, aQuery(query))).toEqual({ kind: 'too few', reason });
  });

  test('ids that did not come back are counted where they cannot all be read', () => {
    expect(reasonOf(judge(found(0, {}, imageIds(300)), aQuery()))).toMatch(
      /not found: wsi-.* and 200 more; minCount/,
    );
  });

  test('ids that did not come back do not matter if enough match', () => {
    expect(judge(found(1, {}, imageIds(3)), aQuery())).toEqual({ kind: 'ready' });
  });
});

describe('too many images match', () => {
  test('each candidate is named', () => {
    expect(judge(found(2), aQuery({ maxCount: 1 }))).toEqual({
      kind: 'failed',
      reason:
        '2 of 57 images match: golden-win11 (wsi-000000000), golden-win11 (wsi-000000001); maxCount is 1',
    });
  });

  test('as many are named as can be read, and the rest is counted', () => {
    const reason = reasonOf(judge(found(300), aQuery({ maxCount: 2 })));
    expect(reason).toMatch(/^300 of 57 images match: golden-win11 \(wsi-0.* and \d+ more; maxCount is 2$/);
  });

  test('even if no more are selected than are allowed', () => {
    const newest = { ...found(2), selected: images(1) };
    expect(judge(newest, aQuery({ maxCount: 1, mostRecent: 1 })).kind).toBe('failed');
  });
});

describe('states are judged', () => {
  const gated = aQuery({ gate: 'REQUIRE_AVAILABLE', minCount: 2 });

  /** Images match, of which those in these states are selected. */
  const selecting = (...states: string[]): Found => ({
    ...found(2),
    selected: states.map((State, index) => anImage({ State, ImageId: imageId(index) })),
  });

  test('with a gate', () => {
    expect(judge(selecting('AVAILABLE', 'PENDING'), gated).kind).toBe('waiting');
  });

  test('not without a gate', () => {
    expect(judge(selecting('ERROR'), aQuery())).toEqual({ kind: 'ready' });
  });

  test('of selected images only', () => {
    const failed = found(2, { matching: images(2, { State: 'ERROR' }) });
    expect(judge(failed, gated)).toEqual({ kind: 'ready' });
  });

  test('after the counts: of too few images, more may come, whatever their states', () => {
    expect(judge({ ...selecting('ERROR'), match: found(1).match }, gated).kind).toBe('too few');
  });
});

const inState = (State: string | undefined, number = 1) =>
  anImage({ State, ImageId: imageId(number), Name: `golden-${number}` });

describe('the verdict on images', () => {
  test.each([
    [[], 'ready'],
    [['AVAILABLE', 'AVAILABLE'], 'ready'],
    [['AVAILABLE', 'PENDING'], 'waiting'],
    [['PENDING', 'ERROR', 'AVAILABLE'], 'failed'],
    [['PENDING', 'SOMETHING_NEW'], 'failed'],
    [[undefined], 'failed'],
    [['available'], 'failed'],
  ])('in %j is %s', (states, kind) => {
    expect(judgeStates(states.map((state) => inState(state))).kind).toBe(kind);
  });

  test('names what is PENDING', () => {
    expect(
      judgeStates([inState('PENDING', 1), inState('AVAILABLE', 2), inState('PENDING', 3)]),
    ).toStrictEqual({
      kind: 'waiting',
      reason: `PENDING: golden-1 (${imageId(1)}), golden-3 (${imageId(3)})`,
    });
  });

  test.each(['NEW', undefined, ...INHERITED_NAMES])('names a state that is not known: %s', (state) => {
    expect(judgeStates([inState(state)])).toStrictEqual({
      kind: 'failed',
      reason: `golden-1 (${imageId(1)}) is in ${state ?? 'no state'}, which this version does not know`,
    });
  });
});

describe('an image in ERROR is told with what the service says of it', () => {
  const error = (ErrorCode?: string, ErrorMessage?: string): ImageError => ({ ErrorCode, ErrorMessage });

  test.each<[own: ImageError, details: ImageError[], causes: string]>([
    [error(), [], ''],
    [error('', ''), [], ''],
    [error('Failed'), [], ': Failed'],
    [error(undefined, 'it\nfailed'), [], ': it failed'],
    [error('Failed', 'badly'), [], ': Failed: badly'],
    [error(), [error('A', 'a'), error('B'), error()], ': A: a, B'],
    [error('A', 'a'), [error('A', 'a')], ': A: a'],
    [error('A'), [error('A', 'a')], ': A: a'],
    [error('A', 'a'), [error('A')], ': A: a'],
    [error('A', 'a'), [error('B', 'b'), error('A', 'c')], ': A: a, c, B: b'],
    [error('A', 'a b'), [error('A', 'a\nb')], ': A: a b'],
    [error(undefined, 'a'), [error(undefined, 'b'), error('C')], ': a, b, C'],
  ])('%j and the details %j', (own, ErrorDetails, causes) => {
    expect(reasonOf(judgeStates([{ ...inState('ERROR'), ...own, ErrorDetails }]))).toBe(
      `golden-1 (${imageId(1)}) is in ERROR${causes}`,
    );
  });

  test('and of many as many as can be read, the rest counted', () => {
    const errors = Array.from({ length: 99 }, (_, number) => inState('ERROR', number));
    expect(reasonOf(judgeStates(errors))).toMatch(/; golden-\d+ .* and \d+ more$/);
  });
});

test.each(['PENDING', undefined, ...INHERITED_NAMES])('images are counted by state: %s', (state) => {
  const counted = [state, 'AVAILABLE', state].map((some) => inState(some));
  expect(Object.entries(countStates(counted))).toStrictEqual([
    [state ?? 'no state', 2],
    ['AVAILABLE', 1],
  ]);
});
