import * as fc from 'fast-check';
import type { Match } from '../../../../lambda/images/core/match';
import {
  countStates,
  type Found,
  judge,
  judgeStates,
  type Verdict,
} from '../../../../lambda/images/core/verdict';
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
  test('none: the filter that left none is the last that is told', () => {
    const nothing = found(0, {
      trail: [
        { says: 'named golden-*', left: 12 },
        { says: 'WINDOWS', left: 0 },
        { says: 'of tenancy DEFAULT', left: 0 },
      ],
    });
    expect(judge(nothing, aQuery())).toEqual({
      kind: 'too few',
      reason: '0 of 57 images match: 57 examined, 12 named golden-*, 0 of them WINDOWS; minCount is 1',
    });
  });

  test('some, but not enough: every filter is told', () => {
    const some = found(2, {
      trail: [
        { says: 'named golden-*', left: 12 },
        { says: 'WINDOWS', left: 5 },
        { says: 'of tenancy DEFAULT', left: 2 },
      ],
    });
    expect(judge(some, aQuery({ minCount: 3 }))).toEqual({
      kind: 'too few',
      reason:
        '2 of 57 images match: 57 examined, 12 named golden-*, 5 of them WINDOWS, 2 of them of tenancy DEFAULT; ' +
        'minCount is 3',
    });
  });

  test('none was there to examine', () => {
    expect(reasonOf(judge(found(0, { examined: 0 }), aQuery()))).toBe(
      '0 of 0 images match: 0 examined; minCount is 1',
    );
  });

  test('one was there to examine', () => {
    const one = found(0, { examined: 1, trail: [{ says: 'ERROR', left: 0 }] });
    expect(reasonOf(judge(one, aQuery()))).toBe('0 of 1 image match: 1 examined, 0 ERROR; minCount is 1');
  });

  test('ids that did not come back are named', () => {
    const some = found(1, { examined: 1 }, ['wsi-000000008', 'wsi-000000009']);
    expect(reasonOf(judge(some, aQuery({ minCount: 3 })))).toBe(
      '1 of 1 image matches: 1 examined; not found: wsi-000000008, wsi-000000009; minCount is 3',
    );
  });

  test('of ids that did not come back as many are named as can be read', () => {
    expect(reasonOf(judge(found(0, { examined: 0 }, imageIds(300)), aQuery()))).toMatch(
      /not found: wsi-000000000, .* and 200 more; minCount is 1$/,
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

  test('of hundreds as many are named as can be read, and the rest is counted', () => {
    const reason = reasonOf(judge(found(300), aQuery({ maxCount: 2 }))) ?? '';
    expect(reason).toMatch(/^300 of 57 images match: golden-win11 \(wsi-0.* and \d+ more; maxCount is 2$/);
    expect(reason.length).toBeLessThan(1_600);
  });

  test('even if no more are selected than are allowed', () => {
    const all = found(2);
    const newest = { ...all, selected: all.selected.slice(0, 1) };
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

  test.each([
    ['AVAILABLE', 'ready'],
    ['PENDING', 'waiting'],
    ['ERROR', 'failed'],
  ])('with a gate: %s is %s', (state, kind) => {
    expect(judge(selecting('AVAILABLE', state), gated).kind).toBe(kind);
  });

  test('with a gate that waits as with one that requires', () => {
    const waiting = { ...gated, gate: 'WAIT_UNTIL_AVAILABLE' } as const;
    expect(judge(selecting('PENDING'), waiting).kind).toBe('waiting');
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
    [['AVAILABLE'], 'ready'],
    [['AVAILABLE', 'AVAILABLE'], 'ready'],
    [['PENDING'], 'waiting'],
    [['AVAILABLE', 'PENDING'], 'waiting'],
    [['ERROR'], 'failed'],
    [['PENDING', 'ERROR', 'AVAILABLE'], 'failed'],
    [['SOMETHING_NEW'], 'failed'],
    [['PENDING', 'SOMETHING_NEW'], 'failed'],
    [[undefined], 'failed'],
    [['available'], 'failed'],
  ])('in %j is %s', (states, kind) => {
    expect(judgeStates(states.map((state) => inState(state))).kind).toBe(kind);
  });

  test('does not depend on their order', () => {
    const states = fc.array(fc.constantFrom('AVAILABLE', 'PENDING', 'ERROR', 'NEW'));
    fc.assert(
      fc.property(states, (all) => {
        const kinds = [all, [...all].reverse()].map(
          (some) => judgeStates(some.map((state) => inState(state))).kind,
        );
        expect(kinds[0]).toBe(kinds[1]);
      }),
    );
  });

  test('names what is PENDING', () => {
    expect(
      judgeStates([inState('PENDING', 1), inState('AVAILABLE', 2), inState('PENDING', 3)]),
    ).toStrictEqual({
      kind: 'waiting',
      reason: `PENDING: golden-1 (${imageId(1)}), golden-3 (${imageId(3)})`,
    });
  });

  test('names a state that is not known', () => {
    expect(judgeStates([inState('NEW')])).toStrictEqual({
      kind: 'failed',
      reason: `golden-1 (${imageId(1)}) is in NEW, which this version does not know`,
    });
    expect(judgeStates([inState(undefined)])).toMatchObject({
      reason: `golden-1 (${imageId(1)}) is in no state, which this version does not know`,
    });
  });
});

describe('an image in ERROR is told with what the service says of it', () => {
  const causesOf = (errors: object) =>
    reasonOf(judgeStates([{ ...inState('ERROR'), ...errors }]))?.replace(
      `golden-1 (${imageId(1)}) is in ERROR`,
      '',
    );

  test.each([
    [{}, ''],
    [{ ErrorCode: 'Failed' }, ': Failed'],
    [{ ErrorMessage: 'it\nfailed' }, ': it failed'],
    [{ ErrorCode: 'Failed', ErrorMessage: 'badly' }, ': Failed: badly'],
    [{ ErrorDetails: [{ ErrorCode: 'A', ErrorMessage: 'a' }, { ErrorCode: 'B' }, {}] }, ': A: a, B'],
    [{ ErrorCode: 'A', ErrorMessage: 'a', ErrorDetails: [{ ErrorCode: 'A', ErrorMessage: 'a' }] }, ': A: a'],
    [{ ErrorCode: 'A', ErrorDetails: [{ ErrorCode: 'A', ErrorMessage: 'a' }] }, ': A: a'],
    [{ ErrorCode: 'A', ErrorMessage: 'a', ErrorDetails: [{ ErrorCode: 'A' }] }, ': A: a'],
    [
      { ErrorCode: 'A', ErrorMessage: 'a', ErrorDetails: [{ ErrorCode: 'A', ErrorMessage: 'b' }] },
      ': A: a, b',
    ],
    [
      {
        ErrorCode: 'A',
        ErrorMessage: 'a',
        ErrorDetails: [
          { ErrorCode: 'B', ErrorMessage: 'b' },
          { ErrorCode: 'A', ErrorMessage: 'c' },
        ],
      },
      ': A: a, c, B: b',
    ],
    [
      { ErrorCode: 'A', ErrorMessage: 'a b', ErrorDetails: [{ ErrorCode: 'A', ErrorMessage: 'a\nb' }] },
      ': A: a b',
    ],
    [{ ErrorMessage: 'a', ErrorDetails: [{ ErrorMessage: 'b' }, { ErrorCode: 'C' }] }, ': a, b, C'],
    [{ ErrorCode: '', ErrorMessage: '' }, ''],
  ])('%j', (errors, expected) => {
    expect(causesOf(errors)).toBe(expected);
  });

  test('and of many as many as can be read, the rest counted', () => {
    const verdict = judgeStates(
      Array.from({ length: 60 }, (_, number) => ({
        ...inState('ERROR', number),
        ErrorCode: 'SomethingRatherLong',
      })),
    );
    expect(verdict.kind).toBe('failed');
    expect(reasonOf(verdict)).toMatch(/; golden-\d+ .* and \d+ more$/);
  });
});

test('images are counted by state', () => {
  const counted = ['PENDING', 'AVAILABLE', 'PENDING', undefined].map((state) => inState(state));
  expect(countStates(counted)).toStrictEqual({ PENDING: 2, AVAILABLE: 1, 'no state': 1 });
});

test.each(INHERITED_NAMES)('a state of the name %s is a state like any other', (state) => {
  const some = [inState(state, 1), inState(state, 2), inState('PENDING', 3)];
  expect(Object.entries(countStates(some))).toStrictEqual([
    [state, 2],
    ['PENDING', 1],
  ]);
  expect(reasonOf(judgeStates(some))).toContain(`is in ${state}, which this version does not know`);
});
