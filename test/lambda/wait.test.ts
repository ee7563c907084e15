import { decode } from '../../lib/contract/codec';
import type { Image } from '../../lambda/core/image';
import { GaveUp } from '../../lambda/ports';
import { type Wait, beginWait, pollOnce } from '../../lambda/wait';
import { NOW, aBucket, anEnvelope, anImage, imageId, recordingLog } from './builders';

const MINUTE = 60_000;
const PATIENCE = { deadline: NOW + MINUTE, newRoleUntil: NOW };

const query = (properties: Readonly<Record<string, string | string[]>> = {}) =>
  decode({ Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '3000', ...properties }, 'refuse');

const pending = (number: number) => anImage({ ImageId: imageId(number), State: 'PENDING' });

/** An account whose images, or failure to tell them, are as given, at so many minutes after the start. */
function at(minutes: number, listed: readonly Image[] | Error) {
  const log = recordingLog();
  const calls: unknown[] = [];
  const ports = {
    ...aBucket(),
    now: () => NOW + minutes * MINUTE,
    log,
    list: (asked: unknown) => {
      calls.push(asked);
      return listed instanceof Error ? Promise.reject(listed) : Promise.resolve(listed);
    },
  };
  return { ports, calls, entries: log.entries };
}

const begin = (asked = query(), listed: readonly Image[] | Error = [pending(1)], isForgiving = false) =>
  beginWait(asked, isForgiving, anEnvelope(), PATIENCE, at(0, listed).ports);

const poll = (wait: Wait, minutes: number, listed: readonly Image[] | Error, asked = query()) =>
  pollOnce(asked, wait, anEnvelope(), PATIENCE, at(minutes, listed).ports);

describe('at its begin, a wait', () => {
  test('settles its deadline and the images, newest first', async () => {
    const older = { ...pending(2), Created: new Date(0) };
    await expect(begin(query(), [older, pending(1)])).resolves.toStrictEqual({
      startedAt: NOW,
      deadline: NOW + 50 * MINUTE,
      handOverAt: undefined,
      frozenImageIds: [imageId(1), imageId(2)],
      isForgiving: false,
    });
  });

  test('of a link goes on where the one before stopped, without a call', async () => {
    const asked = query({
      HandOverAfter: '1200',
      Deadline: new Date(NOW + 20 * MINUTE).toISOString(),
      FrozenImageIds: imageId(7),
    });
    const { ports, calls } = at(0, []);
    await expect(beginWait(asked, false, anEnvelope(), PATIENCE, ports)).resolves.toMatchObject({
      startedAt: NOW - 30 * MINUTE,
      deadline: NOW + 20 * MINUTE,
      handOverAt: NOW + 20 * MINUTE,
      frozenImageIds: [imageId(7)],
    });
    expect(calls).toStrictEqual([]);
  });

  test('that forgives makes no call', async () => {
    const { ports, calls } = at(0, []);
    await expect(beginWait(query(), true, anEnvelope(), PATIENCE, ports)).resolves.toMatchObject({
      isForgiving: true,
    });
    expect(calls).toStrictEqual([]);
  });

  test.each([
    ['no image is listed yet', []],
    ['the service does not answer in time', new GaveUp('too slow')],
  ])('settles no images where %s', async (_, listed) => {
    expect((await begin(query(), listed)).frozenImageIds).toBeUndefined();
  });

  test('settles that there are none, where that is allowed', async () => {
    const asked = query({ MinimumCount: '0' });
    const wait = await begin(asked, []);
    expect(wait.frozenImageIds).toStrictEqual([]);
    const { ports, calls } = at(0, [pending(1)]);
    await expect(pollOnce(asked, wait, anEnvelope(), PATIENCE, ports)).resolves.toMatchObject({
      isOver: true,
      data: { ImageIds: '-', ImageCount: '0' },
    });
    expect(calls).toStrictEqual([]);
  });

  test('fails where an image is in ERROR', async () => {
    await expect(begin(query(), [anImage({ State: 'ERROR' })])).rejects.toThrow('is in ERROR');
  });

  test('fails with a failure that waiting does not mend', async () => {
    await expect(begin(query(), new Error('denied'))).rejects.toThrow('denied');
  });

  test('of a link that begins six minutes late gives no more time to be listed', async () => {
    const asked = query({ Deadline: new Date(NOW + 44 * MINUTE).toISOString(), FrozenImageIds: '-' });
    await expect(begin(asked, [])).rejects.toThrow('0 of 0 images match');
  });
});

describe('a poll', () => {
  test('goes on while an image is PENDING', async () => {
    await expect(poll(await begin(), 49, [pending(1)])).resolves.toStrictEqual({ isOver: false });
  });

  test('goes on over a service that does not answer, and tells it at the deadline', async () => {
    const wait = await begin();
    const slow = new GaveUp('the service is throttled');
    await expect(poll(wait, 10, slow)).resolves.toStrictEqual({ isOver: false });
    await expect(poll(wait, 50, slow)).rejects.toThrow(
      'not every image is AVAILABLE after 50 minutes: the service is throttled',
    );
  });

  test('that could not put its manifest goes on, up to the deadline', async () => {
    const asked = query({ ManifestBucket: 'bucket' });
    const wait = await begin(asked);
    const pollWithoutBucket = (minutes: number) => {
      const { ports } = at(minutes, [anImage()]);
      const putObject = () => Promise.reject(new GaveUp('no bucket'));
      return pollOnce(asked, wait, anEnvelope(), PATIENCE, { ...ports, putObject });
    };
    await expect(pollWithoutBucket(49)).resolves.toStrictEqual({ isOver: false });
    await expect(pollWithoutBucket(50)).rejects.toThrow('no bucket');
  });

  test('of a link over a service that does not answer hands on what it was handed', async () => {
    const asked = query({ HandOverAfter: '1200', FrozenImageIds: imageId(7) });
    const wait = await begin(asked, []);
    await expect(poll(wait, 20, new GaveUp('slow'), asked)).resolves.toStrictEqual({
      isOver: true,
      data: { Deadline: new Date(NOW + 50 * MINUTE).toISOString(), FrozenImageIds: imageId(7) },
    });
  });

  test('of a link hands on none where too few were found', async () => {
    const asked = query({ HandOverAfter: '120', MinimumCount: '2' });
    const wait = await begin(asked, [pending(1)]);
    await expect(poll(wait, 2, [pending(1)], asked)).resolves.toMatchObject({
      isOver: true,
      data: { FrozenImageIds: '-' },
    });
  });

  test('of a link that forgives hands on at once', async () => {
    const asked = query({ HandOverAfter: '1200' });
    const wait = await begin(asked, [], true);
    const { ports, calls } = at(0, []);
    await expect(pollOnce(asked, wait, anEnvelope(), PATIENCE, ports)).resolves.toMatchObject({
      isOver: true,
    });
    expect(calls).toStrictEqual([]);
  });

  test('tells in one entry how long it waited, what is left, the states, and what is pending', async () => {
    const wait = await begin(query(), [pending(1), anImage({ ImageId: imageId(2) })]);
    const { ports, entries } = at(10, [pending(1), anImage({ ImageId: imageId(2) })]);
    await pollOnce(query(), wait, anEnvelope(), PATIENCE, ports);
    expect(entries).toStrictEqual([
      {
        level: 'info',
        event: 'polled',
        resource: anEnvelope().LogicalResourceId,
        verdict: 'waiting',
        waitedSeconds: 600,
        remainingSeconds: 2_400,
        states: { PENDING: 1, AVAILABLE: 1 },
        pending: [imageId(1)],
      },
    ]);
  });
});
