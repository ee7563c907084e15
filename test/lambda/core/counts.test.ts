import { judgeCounts } from '../../../lambda/core/counts';
import type { Match } from '../../../lambda/core/match';
import { aQuery, imageIds, images } from '../builders';

const aMatch = (matching: number, overrides: Partial<Match> = {}): Match => ({
  examined: 57,
  matching: images(matching),
  steps: [],
  ...overrides,
});

const reasonOf = (...judged: Parameters<typeof judgeCounts>) => judgeCounts(...judged)?.reason;

describe('as many images match as the query allows', () => {
  test.each([
    ['one, where nothing is said', 1, {}],
    ['many, where nothing is said', 57, {}],
    ['none, where minimumCount is 0', 0, { minimumCount: 0 }],
    ['minimumCount itself', 3, { minimumCount: 3 }],
    ['maximumCount itself', 3, { maximumCount: 3 }],
  ])('%s', (_, matching, query) => {
    expect(judgeCounts(aMatch(matching), aQuery(query), [])).toBeUndefined();
  });
});

describe('too few images match', () => {
  test('none: the filter that left none is the last that is told', () => {
    const match = aMatch(0, {
      steps: [
        { says: 'named golden-*', left: 12 },
        { says: 'WINDOWS', left: 0 },
        { says: 'of tenancy DEFAULT', left: 0 },
      ],
    });
    expect(reasonOf(match, aQuery(), [])).toBe(
      '0 of 57 images match: 57 examined, 12 named golden-*, 0 of them WINDOWS; minimumCount is 1',
    );
  });

  test('some, but not enough: every filter is told', () => {
    const match = aMatch(2, {
      steps: [
        { says: 'named golden-*', left: 12 },
        { says: 'WINDOWS', left: 5 },
        { says: 'of tenancy DEFAULT', left: 2 },
      ],
    });
    expect(reasonOf(match, aQuery({ minimumCount: 3 }), [])).toBe(
      '2 of 57 images match: 57 examined, 12 named golden-*, 5 of them WINDOWS, 2 of them of tenancy DEFAULT; ' +
        'minimumCount is 3',
    );
  });

  test('none was there to examine', () => {
    expect(reasonOf(aMatch(0, { examined: 0 }), aQuery(), [])).toBe(
      '0 of 0 images match: 0 examined; minimumCount is 1',
    );
  });

  test('one was there to examine', () => {
    const match = aMatch(0, { examined: 1, steps: [{ says: 'ERROR', left: 0 }] });
    expect(reasonOf(match, aQuery(), [])).toBe('0 of 1 image match: 1 examined, 0 ERROR; minimumCount is 1');
  });

  test('ids that did not come back are named', () => {
    const query = aQuery({ minimumCount: 3 });
    expect(reasonOf(aMatch(1, { examined: 1 }), query, ['wsi-000000008', 'wsi-000000009'])).toBe(
      '1 of 1 image match: 1 examined; not found: wsi-000000008, wsi-000000009; minimumCount is 3',
    );
  });

  test('of ids that did not come back as many are named as can be read', () => {
    const problem = reasonOf(aMatch(0, { examined: 0 }), aQuery(), imageIds(300));
    expect(problem).toMatch(/not found: wsi-000000000, .* and 200 more; minimumCount is 1$/);
  });
});

describe('too many images match', () => {
  test('each candidate is named', () => {
    expect(reasonOf(aMatch(2), aQuery({ maximumCount: 1 }), [])).toBe(
      '2 of 57 images match: golden-win11 (wsi-000000000), golden-win11 (wsi-000000001); maximumCount is 1',
    );
  });

  test('of hundreds as many are named as can be read, and the rest is counted', () => {
    const problem = reasonOf(aMatch(300), aQuery({ maximumCount: 2 }), []) ?? '';
    expect(problem).toMatch(
      /^300 of 57 images match: golden-win11 \(wsi-0.* and \d+ more; maximumCount is 2$/,
    );
    expect(problem.length).toBeLessThan(1_600);
  });
});

test('tells too few from too many, since waiting may help the one and not the other', () => {
  expect(judgeCounts(aMatch(0), aQuery(), [])?.kind).toBe('too few');
  expect(judgeCounts(aMatch(2), aQuery({ maximumCount: 1 }), [])?.kind).toBe('too many');
});
