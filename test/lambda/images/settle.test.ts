import { settle, type SettlePeriod } from '../../../lambda/images/settle';
import { OutOfTimeError } from '../../../lambda/resource/errors';
import type { Query } from '../../../lib/contract/images';
import {
  aLookup,
  anImage,
  anOutside,
  aRequest,
  errorOf,
  imageId,
  imageIds,
  images,
  inTurn,
  MINUTE,
  NOW,
  outOfTime,
  SECOND,
} from '../builders';

const PERIOD: SettlePeriod = { endsAt: NOW + 5 * MINUTE, pollMs: 30 * SECOND };

const pending = (number: number) => images(number, { State: 'PENDING' });

/** A lookup that settles in an account, with what was listed, put and logged. */
function settling(
  query: Partial<Query>,
  listing: Parameters<typeof anOutside>[0],
  period: Partial<SettlePeriod> = {},
) {
  const outside = anOutside(listing);
  const waiting = aLookup({ gate: 'WAIT_UNTIL_AVAILABLE', gateTimeout: 3_600, ...query });
  return { ...outside, settled: settle(waiting, { ...PERIOD, ...period }, outside.ports) };
}

describe('a wait that settles', () => {
  test('freezes the selected images at the first look that has enough, newest first', async () => {
    const { settled, requests, clock } = settling({ mostRecent: 2 }, [...pending(3)].reverse());
    await expect(settled).resolves.toEqual(imageIds(2));
    expect(requests).toEqual([aRequest()]);
    expect(clock.elapsed()).toBe(0);
  });

  test('looks again at the poll interval until enough images match', async () => {
    const { settled, listedAt, entries } = settling(
      { minCount: 3 },
      inTurn([], pending(1), pending(2), pending(3)),
    );
    await expect(settled).resolves.toEqual(imageIds(3));
    expect(listedAt).toEqual([0, 30_000, 60_000, 90_000]);
    expect(entries.map(({ verdict }) => verdict)).toMatchObject([
      { kind: 'too few' },
      { kind: 'too few' },
      { kind: 'too few' },
      { kind: 'waiting' },
    ]);
  });

  test('looks again for an image that it was given by id and that is not listed yet', async () => {
    const query = { imageType: 'ALL', imageIds: [imageId(0), imageId(1)], minCount: 2 } as const;
    const { settled, requests } = settling(query, inTurn(pending(1), pending(2)));
    await expect(settled).resolves.toEqual(imageIds(2));
    expect(requests).toEqual([aRequest(query), aRequest(query)]);
  });

  test('fails if too few images match until the end of the period, and does not look beyond it', async () => {
    const { settled, listedAt } = settling({ minCount: 2 }, pending(1));
    await expect(settled).rejects.toThrow(new Error('1 of 1 image matches: 1 examined; minCount is 2'));
    expect(listedAt).toEqual(
      [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 295].map((second) => second * SECOND),
    );
  });

  test.each([
    [60, [0, 30, 55]],
    [35, [0, 30]],
    [5, [0]],
  ])('of %i s leaves its last look five seconds to reach the service', async (seconds, looks) => {
    const { settled, listedAt } = settling({}, [], { endsAt: NOW + seconds * SECOND });
    await expect(settled).rejects.toThrow('minCount is 1');
    expect(listedAt).toEqual(looks.map((second) => second * SECOND));
  });

  test('takes what a look has found even if it ended after the period', async () => {
    const { settled } = settling({}, async (_, clock) => {
      await clock.sleep(9 * MINUTE);
      return pending(1);
    });
    await expect(settled).resolves.toEqual([imageId(0)]);
  });

  test('looks once if the period is over before it begins', async () => {
    const { settled, listedAt } = settling({}, [], { endsAt: NOW - MINUTE });
    await expect(settled).rejects.toThrow('minCount is 1');
    expect(listedAt).toEqual([0]);
  });

  test('freezes none if none matches and minCount is 0, without waiting for more', async () => {
    const { settled, listedAt } = settling({ minCount: 0 }, inTurn([], pending(1)));
    await expect(settled).resolves.toEqual([]);
    expect(listedAt).toEqual([0]);
  });
});

describe('a settle fails at once', () => {
  test.each([
    ['on too many images', { maxCount: 1 }, images(2), 'maxCount is 1'],
    ['on an image in ERROR', {}, images(2, { State: 'ERROR' }), 'golden-win11 (wsi-000000000) is in ERROR'],
    ['on an unknown state', {}, images(1, { State: 'NEW' }), 'is in NEW, which this version does not know'],
    [
      'on an answer that does not fit a response',
      {},
      images(200),
      '200 images match, and the 200 selected need',
    ],
    [
      'on an answer that does not fit an export',
      { exportPrefix: 'golden' },
      images(80),
      'characters in an export',
    ],
  ])('%s', async (_, query, listed, reason) => {
    const { settled, listedAt, objects } = settling({ manifestBucket: 'bucket', ...query }, listed);
    await expect(settled).rejects.toThrow(reason);
    expect(listedAt).toEqual([0]);
    expect(objects).toEqual([]);
  });

  const manifestOnly = { manifestBucket: 'bucket', manifestOnly: true };

  test('on more than 1,000 images, which a wait cannot watch', async () => {
    const { settled, objects } = settling(manifestOnly, pending(1_001));
    await expect(settled).rejects.toThrow(
      new Error(
        '1001 images are selected, and a wait can watch 1000 of them: set mostRecent to 1000 or less, or narrow the ' +
          'filters',
      ),
    );
    expect(objects).toEqual([]);
    await expect(settling(manifestOnly, pending(1_000)).settled).resolves.toHaveLength(1_000);
  });

  test('on a hand-over that is too large, even if the answer is in the manifest alone', async () => {
    const link = { ...manifestOnly, handOverAfter: 3_000 };
    const { settled, objects } = settling(link, pending(400));
    const { message } = await errorOf(settled);
    const [, most = ''] = /can watch (\d+) of them/.exec(message) ?? [];
    expect(message).toBe(
      `400 images are selected, and a wait of more than one custom resource can watch ${most} of them: set ` +
        `mostRecent to ${most} or less, or narrow the filters`,
    );
    expect(objects).toEqual([]);
    await expect(settling(link, pending(Number(most))).settled).resolves.toHaveLength(Number(most));
    await expect(settling(link, pending(Number(most) + 1)).settled).rejects.toThrow('can watch');
  });

  test('on a denial, or any failure that waiting does not mend', async () => {
    const error = new Error('DescribeWorkspaceImages was denied');
    const { settled, listedAt } = settling({}, error);
    expect(await errorOf(settled)).toBe(error);
    expect(listedAt).toEqual([0]);
  });

  test('on a service that does not answer in time, with its reason', async () => {
    const error = outOfTime();
    const { settled, listedAt } = settling({}, error);
    expect(await errorOf(settled)).toBe(error);
    expect(listedAt).toEqual([0]);
  });

  test('on a service that does not answer in time at a later look, with what the last one found', async () => {
    const { settled, listedAt } = settling({}, inTurn([], outOfTime()));
    await expect(settled).rejects.toThrow(
      /^0 of 0 images match: 0 examined; minCount is 1; then the service is throttled$/,
    );
    expect(listedAt).toEqual([0, 30_000]);
  });
});

describe('the manifest of a settle', () => {
  const query = { manifestBucket: 'bucket' };
  const listed = [anImage({ ImageId: imageId(1), State: 'PENDING' })];

  test('is put once, with the images as they are', async () => {
    const { settled, objects } = settling(query, inTurn([], listed));
    await settled;
    expect(objects).toHaveLength(1);
    expect(objects[0]?.text).toBe(`${JSON.stringify(listed[0])}\n`);
  });

  test.each([new Error('no such bucket'), new OutOfTimeError('PutObject did not succeed')])(
    'that cannot be put fails the wait with its reason: %s',
    async (error) => {
      const ports = { ...anOutside(listed).ports, putObject: () => Promise.reject(error) };
      expect(await errorOf(settle(aLookup(query), PERIOD, ports))).toBe(error);
    },
  );
});
