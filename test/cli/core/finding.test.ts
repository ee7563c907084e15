import type { Deployed } from '../../../cli/core/deployed';
import { areSame, type Finding, findingOf } from '../../../cli/core/finding';
import type { Image } from '../../../lambda/images/core/image';
import { examine } from '../../../lambda/images/core/verdict';
import type { Query } from '../../../lib/contract/images';
import { aLookup, anImage, imageId, images, NOW } from '../../lambda/builders';

const WAITS = { gate: 'WAIT_UNTIL_AVAILABLE' } as const;

const nothing: Deployed = { isPinned: false, images: 'nothing' };

/** What an earlier query of the construct answered. */
const earlier = (all: readonly Image[]): Deployed => ({
  isPinned: false,
  images: all.map(({ ImageId, State }) => ({ imageId: ImageId, state: State })),
});
const pinned = (all: readonly Image[]): Deployed => ({ ...earlier(all), isPinned: true });

const idsOf = (some: readonly Image[] | undefined) => some?.map(({ ImageId }) => ImageId);

function finding(
  listed: readonly Image[],
  deployed: Deployed,
  query: Partial<Query> = {},
  tokens: readonly string[] = [],
): Finding {
  const lookup = aLookup(query);
  return findingOf(lookup, examine(listed, lookup.query, new Date(NOW)), { listed, deployed, tokens });
}

describe('a lookup that is not deployed', () => {
  const listed = images(2);
  const deployedAt = (index: number, state?: string) => ({ imageId: imageId(index), state });
  const [first, second] = [deployedAt(0, 'AVAILABLE'), deployedAt(1, 'AVAILABLE')];

  test.each<[string, Deployed['images']]>([
    ['new', 'nothing'],
    ['change', 'not readable'],
    ['same', [first, second]],
    ['same', [first, deployedAt(1)]],
    ['change', [second, first]],
    ['change', [second]],
    ['change', [first, second, deployedAt(2)]],
    ['change', []],
    ['change', [first, deployedAt(1, 'PENDING')]],
  ])('is %s beside %j', (result, all) => {
    const deployed = { isPinned: false, images: all };
    const match = { examined: 2, matching: listed, trail: [] };
    const now = { match, selected: listed, listed, pending: [], mayPass: false };
    expect(finding(listed, deployed)).toStrictEqual({ result, deployed, tokens: [], now });
  });

  test('with a gate that waits will have AVAILABLE images, and tells which it waits for', () => {
    const some = images(3, { State: 'PENDING' }).map((image, index) =>
      index === 0 ? { ...image, State: 'AVAILABLE' } : image,
    );
    const { result, now } = finding(some, earlier(images(3)), WAITS);
    expect(result).toBe('same');
    expect(idsOf(now?.pending)).toStrictEqual([imageId(1), imageId(2)]);
    expect(finding(some, earlier(images(3))).now?.pending).toStrictEqual([]);
  });

  test('fails for the reason of the handler, in one line, and says whether more images may come', () => {
    const query = { minCount: 3 };
    expect(finding(listed, nothing, query)).toMatchObject({
      result: 'fail',
      reason: '2 of 2 images match: 2 examined; minCount is 3',
      now: { selected: listed, mayPass: false },
    });
    expect(finding(listed, nothing, { imageNames: ['no\u001b[2J\nne'] }).reason).toContain('no [2J ne');
    expect(finding(listed, nothing, { ...query, ...WAITS }).now?.mayPass).toBe(true);
    expect(finding(listed, nothing, { maxCount: 1, ...WAITS }).now?.mayPass).toBe(false);
  });
});

describe('a lookup that is deployed', () => {
  const listed = images(4);
  const sameInstant = images(2, { Created: new Date(NOW) });
  const later = { ...anImage(), ImageId: imageId(7), Created: new Date(NOW + 1) };
  const dateless = { ImageId: imageId(8) };

  test.each<[string, readonly Image[], readonly Image[], string[] | undefined]>([
    ['those that a new one would take', listed, listed.slice(2), [imageId(0), imageId(1)]],
    ['none, if it answered with the newest', listed, listed.slice(0, 2), []],
    ['all, if it answered with none', listed, [], listed.map(({ ImageId }) => ImageId)],
    ['none of the same instant', sameInstant, sameInstant.slice(0, 1), []],
    ['none without a date', [...listed, dateless], listed.slice(0, 1), []],
    ['none that is deployed', [...sameInstant, later], [...sameInstant, later], []],
    ['not known, if the deployed one is not listed', listed, [{ ImageId: imageId(9) }], undefined],
    ['not known, if the deployed one has no date', [...listed, dateless], [dateless], undefined],
  ])('is pinned; newer are %s', (_, all, deployed, expected) => {
    const found = finding(all, pinned(deployed));
    expect(found).toMatchObject({ result: 'pinned', newLookup: 'succeed', tokens: [] });
    expect(idsOf(found.newer)).toStrictEqual(expected);
  });

  test('is pinned; newer are the newest alone, if a new one would take it alone, or not known without ids', () => {
    expect(idsOf(finding(listed, pinned(listed.slice(2)), { mostRecent: 1 }).newer)).toEqual([imageId(0)]);
    expect(finding(listed, { isPinned: true, images: 'not readable' }).newer).toBeUndefined();
  });

  test('neither waits nor settles, though a new one would', () => {
    const pending = images(2, { State: 'PENDING' });
    expect(finding(pending, pinned(pending), WAITS).now?.pending).toStrictEqual([]);
    expect(finding(listed, pinned(listed), { minCount: 5, ...WAITS }).now?.mayPass).toBe(false);
  });

  test('is pinned though a new one would fail, and tells why', () => {
    expect(finding(listed, pinned(listed), { maxCount: 1 })).toMatchObject({
      result: 'pinned',
      newLookup: 'fail',
      reason: expect.stringMatching(/; maxCount is 1$/) as string,
    });
  });
});

test.each([
  [100, 'new', 'succeed', /^$/],
  [140, 'not-known', 'not-known', /^the name of the bucket may be too long: 140 images match, and the 140/],
  [300, 'fail', 'fail', / \(counted with the shortest name of a bucket\)$/],
])(
  'where the name of the bucket is not known, the longest and the shortest decide: %i images',
  (length, result, newLookup, why) => {
    const counted = (deployed: Deployed) =>
      finding(images(length), deployed, { manifestBucket: 'x'.repeat(63) }, ['ManifestBucket']);
    const { reason = '', ...found } = counted(nothing);
    expect(found).toMatchObject({ result, tokens: ['ManifestBucket'] });
    expect(reason).toMatch(why);
    expect(counted(pinned(images(1)))).toMatchObject({ result: 'pinned', newLookup });
  },
);

test('the same images are those of the same ids in the same order', () => {
  const deployed = [imageId(0), imageId(1)].map((id) => ({ imageId: id, state: undefined }));
  expect(areSame(deployed, images(2))).toBe(true);
  expect(areSame(deployed, images(2).reverse())).toBe(false);
  expect(areSame(deployed, images(3))).toBe(false);
  expect(areSame([], [])).toBe(true);
});
