import type { Deployed } from '../../../cli/core/deployed';
import { areSame, type Finding, findingOf } from '../../../cli/core/finding';
import type { Image } from '../../../lambda/images/core/image';
import { examine } from '../../../lambda/images/core/verdict';
import type { Query } from '../../../lib/contract/images';
import { aLookup, imageId, images, NOW } from '../../lambda/builders';

const WAITS = { gate: 'WAIT_UNTIL_AVAILABLE' } as const;

const nothing: Deployed = { isPinned: false, images: 'nothing' };
const notReadable: Deployed = { isPinned: false, images: 'not readable' };

/** What an earlier query of the construct answered. */
const earlier = (all: readonly Image[], state?: string): Deployed => ({
  isPinned: false,
  images: all.map(({ ImageId, State }) => ({ imageId: ImageId, state: state ?? State })),
});
const pinned = (all: readonly Image[]): Deployed => ({ ...earlier(all), isPinned: true });

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

  test.each<[string, Deployed, Partial<Query>]>([
    ['new', nothing, {}],
    ['change', notReadable, {}],
    ['same', earlier(listed), {}],
    ['change', earlier([...listed].reverse()), {}],
    ['change', earlier(listed.slice(1)), {}],
    ['change', earlier([]), {}],
    ['change', earlier(listed, 'PENDING'), {}],
    [
      'same',
      { isPinned: false, images: listed.map(({ ImageId }) => ({ imageId: ImageId, state: undefined })) },
      {},
    ],
  ])('is %s beside %j', (result, deployed, query) => {
    expect(finding(listed, deployed, query)).toStrictEqual({
      result,
      deployed,
      tokens: [],
      now: {
        match: { examined: 2, matching: listed, trail: [] },
        selected: listed,
        listed,
        pending: [],
        mayPass: false,
      },
    });
  });

  test('has changed if one of its states has', () => {
    const deployed: Deployed = {
      isPinned: false,
      images: [
        { imageId: imageId(0), state: 'AVAILABLE' },
        { imageId: imageId(1), state: 'PENDING' },
      ],
    };
    expect(finding(listed, deployed).result).toBe('change');
  });

  test('with a gate that waits will have AVAILABLE images, and tells which it waits for', () => {
    const [first, ...others] = images(3, { State: 'PENDING' });
    const some = [...others, { ...images(1)[0], ImageId: imageId(0) }];
    expect(first?.State).toBe('PENDING');
    const { result, now } = finding(some, earlier(images(3)), WAITS);
    expect(result).toBe('same');
    expect(now?.pending.map(({ ImageId }) => ImageId)).toStrictEqual([imageId(1), imageId(2)]);
    expect(finding(some, earlier(images(3))).now?.pending).toStrictEqual([]);
  });

  test('fails for the reason of the handler, and says whether more images may come', () => {
    const query = { minCount: 3 };
    expect(finding(listed, nothing, query)).toMatchObject({
      result: 'fail',
      reason: '2 of 2 images match: 2 examined; minCount is 3',
      now: { selected: listed, mayPass: false },
    });
    expect(finding(listed, nothing, { ...query, ...WAITS }).now?.mayPass).toBe(true);
    expect(finding(listed, pinned(listed), { ...query, ...WAITS }).now?.mayPass).toBe(false);
    expect(finding(listed, nothing, { maxCount: 1, ...WAITS }).now?.mayPass).toBe(false);
  });
});

test('a failure is told in one line, as the handler tells it', () => {
  expect(finding(images(1), nothing, { imageNames: ['no\u001b[2J\nne'] }).reason).toContain('no [2J ne');
});

describe('a lookup that is deployed', () => {
  const listed = images(4);
  const idsOf = (newer: readonly Image[] | undefined) => newer?.map(({ ImageId }) => ImageId);

  test('is pinned, with the newer images that a new one would take', () => {
    const found = finding(listed, pinned(listed.slice(2)));
    expect(found).toMatchObject({ result: 'pinned', newLookup: 'succeed', tokens: [] });
    expect(idsOf(found.newer)).toStrictEqual([imageId(0), imageId(1)]);
    expect(idsOf(finding(listed, pinned(listed.slice(2)), { mostRecent: 1 }).newer)).toStrictEqual([
      imageId(0),
    ]);
  });

  test('has no newer images if it answered with the newest', () => {
    expect(finding(listed, pinned(listed.slice(0, 2))).newer).toStrictEqual([]);
  });

  test('that answered with none has all as newer ones', () => {
    expect(finding(listed, pinned([]))).toMatchObject({ newer: listed });
  });

  test('counts no image of the same instant as newer, nor one without a date, nor one that is deployed', () => {
    const [newest, other] = images(2, { Created: new Date(NOW) });
    const some = [newest, other].flatMap((image) => image ?? []);
    expect(finding(some, pinned(some.slice(0, 1))).newer).toStrictEqual([]);
    const dateless = { ImageId: imageId(8) };
    expect(finding([...listed, dateless], pinned(listed.slice(0, 1))).newer).toStrictEqual([]);
    const younger = { ...images(1)[0], ImageId: imageId(7), Created: new Date(NOW + 1) };
    expect(finding([...some, younger], pinned([...some, younger])).newer).toStrictEqual([]);
  });

  test('does not know what is newer if the deployed image is not listed, has no date, or cannot be read', () => {
    expect(finding(listed, pinned([{ ImageId: imageId(9) }])).newer).toBeUndefined();
    expect(finding(listed, { isPinned: true, images: 'not readable' }).newer).toBeUndefined();
    const dateless = { ImageId: imageId(9) };
    expect(finding([...listed, dateless], pinned([dateless])).newer).toBeUndefined();
  });

  test('waits for nothing, though a new one would', () => {
    const pending = images(2, { State: 'PENDING' });
    expect(finding(pending, pinned(pending), WAITS)).toMatchObject({
      result: 'pinned',
      now: { pending: [] },
    });
  });

  test('is pinned though a new one would fail, and tells why', () => {
    expect(finding(listed, pinned(listed), { maxCount: 1 })).toMatchObject({
      result: 'pinned',
      newLookup: 'fail',
      reason: expect.stringMatching(/; maxCount is 1$/) as string,
    });
  });
});

describe('where the name of the bucket is not known', () => {
  const tokens = ['ManifestBucket'];
  const query = { manifestBucket: 'x'.repeat(63) };
  const counted = (length: number, deployed = nothing) => finding(images(length), deployed, query, tokens);

  test('a lookup that fits with the longest name succeeds', () => {
    expect(counted(100).result).toBe('new');
  });

  test('one that fits with the shortest name only may fail', () => {
    expect(counted(140)).toMatchObject({
      result: 'not-known',
      reason: expect.stringMatching(
        /^the name of the bucket may be too long: 140 images match, and the 140 selected need/,
      ) as string,
      tokens,
    });
    expect(counted(140, pinned(images(1)))).toMatchObject({ result: 'pinned', newLookup: 'not-known' });
  });

  test('one that does not even fit with the shortest name fails', () => {
    expect(counted(300)).toMatchObject({
      result: 'fail',
      reason: expect.stringMatching(/ \(counted with the shortest name of a bucket\)$/) as string,
    });
  });
});

test('the same images are those of the same ids in the same order', () => {
  const deployed = [imageId(0), imageId(1)].map((id) => ({ imageId: id, state: undefined }));
  expect(areSame(deployed, images(2))).toBe(true);
  expect(areSame(deployed, images(2).reverse())).toBe(false);
  expect(areSame(deployed, images(3))).toBe(false);
  expect(areSame([], [])).toBe(true);
});
