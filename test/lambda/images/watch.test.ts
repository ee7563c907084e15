import type { Image } from '../../../lambda/images/core/image';
import { type Wait, waitTimes, watch } from '../../../lambda/images/watch';
import type { Query } from '../../../lib/contract/images';
import {
  aLookup,
  anImage,
  anOutside,
  aRequest,
  byIds,
  errorOf,
  imageId,
  imageIds,
  images,
  inTurn,
  MINUTE,
  NOW,
  outOfTime,
  someIds,
} from '../builders';

const pending = (number: number) => anImage({ ImageId: imageId(number), State: 'PENDING' });
const available = (number: number) => anImage({ ImageId: imageId(number) });

/** A wait of 50 minutes for the image 1. */
function aWait(overrides: Partial<Wait> = {}): Wait {
  return {
    startedAt: NOW,
    deadline: NOW + 50 * MINUTE,
    rollbackUntil: NOW + 50 * MINUTE,
    frozenImageIds: [imageId(1)],
    ...overrides,
  };
}

/** A wait of three hours of which this link hands over after 20 minutes. */
const aLink = (overrides: Partial<Wait> = {}) =>
  aWait({ deadline: NOW + 180 * MINUTE, handOverAt: NOW + 20 * MINUTE, ...overrides });

/** A poll so many minutes after the begin, with what was listed, put and logged. */
function polling(
  minutes: number,
  listing: Parameters<typeof anOutside>[0],
  { wait = aWait(), query = {} }: { readonly wait?: Wait; readonly query?: Partial<Query> } = {},
) {
  const outside = anOutside(listing, NOW + minutes * MINUTE);
  const waiting = aLookup({ gate: 'WAIT_UNTIL_AVAILABLE', gateTimeout: 3_000, ...query });
  return { ...outside, polled: watch(waiting, wait, outside.ports) };
}

describe('a poll', () => {
  test('waits on while an image is PENDING', async () => {
    await expect(polling(49, [pending(1)]).polled).resolves.toBeUndefined();
  });

  test('answers as soon as every image is AVAILABLE', async () => {
    await expect(polling(1, [available(1)]).polled).resolves.toEqual({
      ImageIds: imageId(1),
      ImageStates: 'AVAILABLE',
      ImageCount: '1',
    });
  });

  test('fails at once if an image is in ERROR', async () => {
    const frozenImageIds = [imageId(1), imageId(2)];
    const failed = { ...pending(2), State: 'ERROR', ErrorCode: 'Oops' };
    await expect(
      polling(1, [pending(1), failed], { wait: aWait({ frozenImageIds }) }).polled,
    ).rejects.toThrow(new Error(`golden-win11 (${imageId(2)}) is in ERROR: Oops`));
  });

  test('fails at the deadline while an image is PENDING, and tells the other states', async () => {
    const frozenImageIds = imageIds(3);
    const listed = [available(0), pending(1), available(2)];
    await expect(polling(50, listed, { wait: aWait({ frozenImageIds }) }).polled).rejects.toThrow(
      new Error(
        `not every image is AVAILABLE after 50 minutes: PENDING: golden-win11 (${imageId(1)}); AVAILABLE: 2`,
      ),
    );
  });

  test('fails a little after the deadline, and tells the time as a person would', async () => {
    const wait = aWait({ deadline: NOW + 180 * MINUTE });
    await expect(polling(180 + 17 / 60, [pending(1)], { wait }).polled).rejects.toThrow(
      /^not every image is AVAILABLE after 3 hours: /,
    );
  });

  test('takes the time after its look for the present', async () => {
    const { polled } = polling(49, async (_, clock) => {
      await clock.sleep(MINUTE);
      return [pending(1)];
    });
    await expect(polled).rejects.toThrow('not every image is AVAILABLE after 50 minutes');
  });

  test('fails with a failure that waiting does not mend', async () => {
    const error = new Error('DescribeWorkspaceImages was denied');
    expect(await errorOf(polling(1, error).polled)).toBe(error);
  });
});

describe('a poll over a service that does not answer in time', () => {
  test('waits for the next poll', async () => {
    await expect(polling(10, outOfTime()).polled).resolves.toBeUndefined();
  });

  test('tells at the deadline why no state is known', async () => {
    await expect(polling(50, outOfTime()).polled).rejects.toThrow(
      new Error('not every image is AVAILABLE after 50 minutes: the service is throttled'),
    );
  });
});

describe('after the selection is frozen', () => {
  test('newer images do not count: the service is asked for the frozen ids alone', async () => {
    const wait = aWait({ frozenImageIds: [imageId(1), imageId(2)] });
    const query = { imageNames: ['golden-*'], mostRecent: 1, region: 'us-east-1' };
    const all = [available(9), available(2), available(1)];
    const { polled, requests } = polling(1, byIds(all), { wait, query });
    await expect(polled).resolves.toMatchObject({ ImageIds: `${imageId(1)},${imageId(2)}` });
    expect(requests).toEqual([aRequest({ imageIds: [imageId(1), imageId(2)], region: 'us-east-1' })]);
  });

  test('images that come back without being asked for do not count', async () => {
    await expect(polling(1, [pending(9), available(1)]).polled).resolves.toMatchObject({
      ImageIds: imageId(1),
    });
  });

  test('they keep the order in which they were frozen', async () => {
    const wait = aWait({ frozenImageIds: [imageId(2), imageId(1)] });
    await expect(polling(1, [available(1), available(2)], { wait }).polled).resolves.toMatchObject({
      ImageIds: `${imageId(2)},${imageId(1)}`,
    });
  });

  test('counts are not judged again', async () => {
    const query = { minCount: 3, maxCount: 1 };
    const wait = aWait({ frozenImageIds: imageIds(2) });
    await expect(polling(1, byIds(images(5)), { wait, query }).polled).resolves.toMatchObject({
      ImageCount: '2',
    });
  });

  test('no images are answered without a call', async () => {
    const { polled, requests, clock } = polling(0, [pending(1)], { wait: aWait({ frozenImageIds: [] }) });
    await expect(polled).resolves.toEqual({ ImageIds: '-', ImageStates: '-', ImageCount: '0' });
    expect(requests).toEqual([]);
    expect(clock.elapsed()).toBe(0);
  });
});

describe('an image that is missing', () => {
  const wait = aWait({ frozenImageIds: [imageId(1), imageId(2), imageId(3)] });
  const others: readonly Image[] = [available(1), available(3)];

  test('is asked for once more after 5 s, and counts as gone if it does not come back', async () => {
    const { polled, requests, listedAt } = polling(10, byIds(others), { wait });
    await expect(polled).rejects.toThrow(
      new Error(`images disappeared while the gate waited: ${imageId(2)}`),
    );
    expect(requests).toEqual([
      aRequest({ imageIds: [...wait.frozenImageIds] }),
      aRequest({ imageIds: [imageId(2)] }),
    ]);
    expect(listedAt).toEqual([0, 5_000]);
  });

  test('is not gone if it comes back', async () => {
    const { polled, listedAt } = polling(10, inTurn(others, [available(2)]), { wait });
    await expect(polled).resolves.toMatchObject({ ImageIds: wait.frozenImageIds.join(',') });
    expect(listedAt).toEqual([0, 5_000]);
  });

  test('may come back PENDING', async () => {
    await expect(polling(10, inTurn(others, [pending(2)]), { wait }).polled).resolves.toBeUndefined();
  });

  test('is left to the next poll if the service does not answer for it in time', async () => {
    await expect(polling(10, inTurn(others, outOfTime()), { wait }).polled).resolves.toBeUndefined();
  });

  test('is not asked for again if none is missing', async () => {
    const { polled, listedAt } = polling(10, byIds([...others, pending(2)]), { wait });
    await expect(polled).resolves.toBeUndefined();
    expect(listedAt).toEqual([0]);
  });
});

describe('a poll of a link', () => {
  const handedOver = {
    Deadline: new Date(NOW + 180 * MINUTE).toISOString(),
    FrozenImageIds: imageId(1),
  };

  test('waits on until its time while an image is PENDING', async () => {
    await expect(polling(19, [pending(1)], { wait: aLink() }).polled).resolves.toBeUndefined();
  });

  test('hands over the deadline and the frozen ids at its time, and nothing else', async () => {
    await expect(polling(20, [pending(1)], { wait: aLink() }).polled).resolves.toEqual(handedOver);
  });

  test('hands over as soon as every image is AVAILABLE, and puts no manifest', async () => {
    const query = { manifestBucket: 'bucket' };
    const { polled, objects } = polling(3, [available(1)], { wait: aLink(), query });
    await expect(polled).resolves.toEqual(handedOver);
    expect(objects).toEqual([]);
  });

  test('hands over what it was handed, over a service that does not answer in time', async () => {
    await expect(polling(20, outOfTime(), { wait: aLink() }).polled).resolves.toEqual(handedOver);
  });

  test('hands over - if there are no images, without a call', async () => {
    const { polled, requests } = polling(0, [], { wait: aLink({ frozenImageIds: [] }) });
    await expect(polled).resolves.toMatchObject({ FrozenImageIds: '-' });
    expect(requests).toEqual([]);
  });

  test('fails if an image is in ERROR', async () => {
    const failed = { ...pending(1), State: 'ERROR' };
    await expect(polling(20, [failed], { wait: aLink() }).polled).rejects.toThrow('is in ERROR');
  });
});

describe('the manifest of a wait', () => {
  const query = { manifestBucket: 'bucket' };

  test('is put at the end, with the states at the end', async () => {
    const { polled, objects } = polling(1, [available(1)], { query });
    const data = await polled;
    expect(data).toMatchObject({ ImageIds: imageId(1), ManifestKey: objects[0]?.key });
    expect(objects.map(({ text }) => text)).toEqual([`${JSON.stringify(available(1))}\n`]);
  });

  test('is not put while an image is PENDING', async () => {
    const { polled, objects } = polling(1, [pending(1)], { query });
    await polled;
    expect(objects).toEqual([]);
  });

  const pollWithoutBucket = (minutes: number, error: Error) => {
    const { ports } = anOutside([available(1)], NOW + minutes * MINUTE);
    return watch(aLookup(query), aWait(), { ...ports, putObject: () => Promise.reject(error) });
  };

  test('that could not be put in time is polled for again, up to the deadline', async () => {
    const error = outOfTime();
    await expect(pollWithoutBucket(49, error)).resolves.toBeUndefined();
    expect(await errorOf(pollWithoutBucket(50, error))).toBe(error);
  });

  test('that cannot be put fails the wait', async () => {
    const error = new Error('no such bucket');
    expect(await errorOf(pollWithoutBucket(1, error))).toBe(error);
  });
});

test('a poll tells in one entry how long it waited, what is left, the states, and what is pending', async () => {
  const wait = aWait({ frozenImageIds: [imageId(1), imageId(2)] });
  const { polled, entries } = polling(10, [pending(1), available(2)], { wait });
  await polled;
  expect(entries).toEqual([
    {
      level: 'info',
      event: 'polled',
      resource: someIds().LogicalResourceId,
      verdict: 'waiting',
      waitedSeconds: 600,
      remainingSeconds: 2_400,
      states: { PENDING: 1, AVAILABLE: 1 },
      pending: [imageId(1)],
    },
  ]);
});

const timesOf = (query: Partial<Query>) => waitTimes(aLookup({ gateTimeout: 3 * 3_600, ...query }), NOW);

test('a wait of one custom resource counts from the arrival of its event, and hands nothing over', () => {
  expect(timesOf({})).toEqual({ startedAt: NOW, deadline: NOW + 180 * MINUTE, handOverAt: undefined });
});

test('the first link hands over so long after the arrival of its event', () => {
  expect(timesOf({ handOverAfter: 3_000 })).toEqual({
    startedAt: NOW,
    deadline: NOW + 180 * MINUTE,
    handOverAt: NOW + 50 * MINUTE,
  });
});

test('a later link keeps the deadline of the first, and knows when that began', () => {
  expect(timesOf({ handOverAfter: 3_000, deadline: new Date(NOW + 129 * MINUTE) })).toEqual({
    startedAt: NOW - 51 * MINUTE,
    deadline: NOW + 129 * MINUTE,
    handOverAt: NOW + 50 * MINUTE,
  });
});

test('the last link ends at the deadline, and hands nothing over', () => {
  expect(timesOf({ deadline: new Date(NOW + 29 * MINUTE) })).toEqual({
    startedAt: NOW - 151 * MINUTE,
    deadline: NOW + 29 * MINUTE,
    handOverAt: undefined,
  });
});
