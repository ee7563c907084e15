import { answerRollback, pollRollback, rollbackFailed } from '../../../lambda/images/rollback';
import type { Wait } from '../../../lambda/images/watch';
import { textOf } from '../../../lambda/resource/errors';
import { FIELDS, type Query } from '../../../lib/contract/images';
import {
  aLookup,
  anImage,
  anOutside,
  bytesOf,
  denied,
  errorOf,
  imageId,
  imageIds,
  images,
  inTurn,
  MINUTE,
  NOW,
  outOfTime,
  responseBody,
  SECOND,
  someIds,
} from '../builders';

const ENDS_AT = NOW + 585 * SECOND;

type Listing = Parameters<typeof anOutside>[0];

const rolledBack = (query: Partial<Query>) => aLookup(query, { isRollback: true });

/** A rollback that is answered in its one event, with what was listed, put and logged. */
function rollingBack(query: Partial<Query>, listing: Listing) {
  const outside = anOutside(listing);
  return { ...outside, answered: answerRollback(rolledBack(query), ENDS_AT, outside.ports) };
}

const aWait = (overrides: Partial<Wait> = {}): Wait => ({
  startedAt: NOW,
  deadline: NOW + 180 * MINUTE,
  rollbackUntil: NOW + 50 * MINUTE,
  frozenImageIds: [],
  ...overrides,
});

/** A poll of a rollback, so many minutes after the begin. */
function polling(minutes: number, query: Partial<Query>, listing: Listing, wait = aWait()) {
  const outside = anOutside(listing, NOW + minutes * MINUTE);
  const waiting = rolledBack({ gate: 'WAIT_UNTIL_AVAILABLE', gateTimeout: 10_800, ...query });
  return { ...outside, polled: pollRollback(waiting, wait, outside.ports) };
}

describe('a rollback answers', () => {
  test.each<[string, Partial<Query>, Listing, object]>([
    ['if too few images match', { minCount: 3 }, images(1), { ImageIds: imageId(0), ImageCount: '1' }],
    ['if none matches', {}, [], { ImageIds: '-', ImageStates: '-', ImageCount: '0' }],
    ['if too many match', { maxCount: 1 }, images(2), { ImageCount: '2' }],
    [
      'if an image is in ERROR',
      { gate: 'REQUIRE_AVAILABLE' },
      images(1, { State: 'ERROR' }),
      { ImageStates: 'ERROR' },
    ],
    [
      'if an image is PENDING',
      { gate: 'REQUIRE_AVAILABLE' },
      images(1, { State: 'PENDING' }),
      { ImageStates: 'PENDING' },
    ],
    [
      'if a value would count as two',
      { fields: ['NAME'] },
      images(1, { Name: 'a,b' }),
      { ImageIds: imageId(0), ImageNames: '-' },
    ],
  ])('%s', async (_, query, listing, attributes) => {
    const { answered, listedAt } = rollingBack(query, listing);
    await expect(answered).resolves.toMatchObject(attributes);
    expect(listedAt).toEqual([0]);
  });

  test('with the newest that fit a response, counts those, and logs what was left out', async () => {
    const { answered, entries } = rollingBack({}, images(300));
    const data = await answered;
    expect(data).toMatchObject({ ImageIds: imageIds(154).join(','), ImageCount: '154' });
    expect(bytesOf(responseBody('SUCCESS', 'SUCCESS', { ids: someIds(), Data: data }))).toBeLessThanOrEqual(
      4_064,
    );
    expect(entries.slice(1)).toEqual([
      {
        level: 'info',
        event: 'rolled back',
        resource: 'GoldenImages5A1B2C3D',
        answered: 154,
        leftOut: imageIds(300).slice(154),
      },
    ]);
  });

  test('with the newest that fit beside the attributes of a manifest, which holds those alone', async () => {
    const { answered, objects } = rollingBack({ manifestBucket: 'bucket' }, images(300));
    const data = await answered;
    const length = Number(data['ImageCount']);
    expect(bytesOf(responseBody('SUCCESS', 'SUCCESS', { ids: someIds(), Data: data }))).toBeLessThanOrEqual(
      4_064,
    );
    expect(length).toBeGreaterThan(100);
    expect(data).toMatchObject({ ManifestKey: objects[0]?.key });
    expect(objects[0]?.text.split('\n')).toHaveLength(length + 1);
  });

  test.each([new Error('no such bucket'), outOfTime()])(
    'with - in place of a manifest that cannot be put, and logs why: %s',
    async (error) => {
      const { ports, entries, listedAt } = anOutside(images(1));
      const query = { manifestBucket: 'bucket' };
      const withoutBucket = { ...ports, putObject: () => Promise.reject(error) };
      await expect(answerRollback(rolledBack(query), ENDS_AT, withoutBucket)).resolves.toEqual({
        ImageIds: imageId(0),
        ImageStates: 'AVAILABLE',
        ImageCount: '1',
        ManifestKey: '-',
        ManifestUrl: '-',
        ManifestSha256: '-',
      });
      expect(listedAt).toEqual([0]);
      expect(entries.at(-1)).toEqual({
        level: 'error',
        event: 'manifest left out',
        error: textOf(error),
      });
    },
  );
});

describe('a rollback that could not list', () => {
  test.each([outOfTime(), denied(), new Error('oops')])(
    'tries again every 5 s, whatever the failure, until one listing succeeds: %s',
    async (error) => {
      const { answered, listedAt, entries } = rollingBack({}, inTurn(error, error, images(1)));
      await expect(answered).resolves.toMatchObject({ ImageIds: imageId(0) });
      expect(listedAt).toEqual([0, 5_000, 10_000]);
      expect(entries.filter(({ event }) => event === 'rollback tries again')).toEqual(
        [1, 2].map(() => ({ level: 'error', event: 'rollback tries again', error: textOf(error) })),
      );
    },
  );

  test('fails as it failed when there is no time for another try before the event ends', async () => {
    const error = denied();
    const { answered, listedAt } = rollingBack({}, error);
    expect(await errorOf(answered)).toBe(error);
    expect(listedAt.at(-1)).toBe(580_000);
    expect(listedAt).toHaveLength(117);
  });

  test('fails with a failure that came when the event was about to end', async () => {
    const error = outOfTime();
    const { answered, listedAt } = rollingBack({}, async (_, clock) => {
      await clock.sleep(580 * SECOND);
      return error;
    });
    expect(await errorOf(answered)).toBe(error);
    expect(listedAt).toEqual([0]);
  });
});

describe('a poll of a rollback', () => {
  test('answers with what is there, and does not wait for states', async () => {
    const { polled, listedAt } = polling(0, { minCount: 2 }, images(1, { State: 'PENDING' }));
    await expect(polled).resolves.toEqual({
      ImageIds: imageId(0),
      ImageStates: 'PENDING',
      ImageCount: '1',
    });
    expect(listedAt).toEqual([0]);
  });

  test('looks anew, whatever was frozen or handed over', async () => {
    const query = { frozenImageIds: [imageId(9)] };
    const { polled, requests } = polling(0, query, images(1), aWait({ frozenImageIds: [imageId(9)] }));
    await expect(polled).resolves.toMatchObject({ ImageIds: imageId(0) });
    expect(requests).toMatchObject([{ imageIds: [] }]);
  });

  test.each([outOfTime(), denied(), new Error('oops')])(
    'leaves any failure to the next poll, after one try: %s',
    async (error) => {
      const { polled, listedAt, entries } = polling(49, {}, error);
      await expect(polled).resolves.toBeUndefined();
      expect(listedAt).toEqual([0]);
      expect(entries).toEqual([{ level: 'error', event: 'rollback tries again', error: textOf(error) }]);
    },
  );

  test('fails as it failed when the time of a rollback is over', async () => {
    const error = denied();
    expect(await errorOf(polling(50, {}, error).polled)).toBe(error);
  });

  test('answers when the time of a rollback is over, too, if it can', async () => {
    await expect(polling(51, {}, images(1)).polled).resolves.toMatchObject({ ImageCount: '1' });
  });
});

describe('a poll of a link that is rolled back', () => {
  const link = aWait({ handOverAt: NOW + 50 * MINUTE });
  const query = { handOverAfter: 3_000, fields: FIELDS, exportPrefix: 'golden' };

  test('hands over what is selected at once, whatever its state, and puts no manifest', async () => {
    const listed = [anImage({ State: 'ERROR' }), ...images(1, { State: 'PENDING' })];
    const { polled, objects } = polling(0, { ...query, manifestBucket: 'bucket' }, listed, link);
    await expect(polled).resolves.toEqual({
      Deadline: new Date(NOW + 180 * MINUTE).toISOString(),
      FrozenImageIds: `${imageId(0)},${imageId(1)}`,
    });
    expect(objects).toEqual([]);
  });

  test('hands over the newest ids that fit', async () => {
    const data = await polling(0, query, images(400), link).polled;
    const ids = data?.['FrozenImageIds']?.split(',') ?? [];
    const bytesWith = (FrozenImageIds: string) =>
      bytesOf(responseBody('SUCCESS', 'SUCCESS', { ids: someIds(), Data: { ...data, FrozenImageIds } }));
    expect(ids).toEqual(imageIds(ids.length));
    expect(bytesWith(ids.join(','))).toBeLessThanOrEqual(4_064);
    expect(bytesWith(imageIds(ids.length + 1).join(','))).toBeGreaterThan(4_064);
  });

  test('leaves a failure to the next poll, until the time of a rollback is over', async () => {
    await expect(polling(49, query, outOfTime(), link).polled).resolves.toBeUndefined();
    await expect(polling(50, query, outOfTime(), link).polled).rejects.toThrow('the service is throttled');
  });
});

describe('a rollback that failed', () => {
  test('says how it can go on without the lookup', () => {
    const cause = outOfTime();
    expect(rollbackFailed(cause, someIds())).toMatchObject({
      message:
        'the rollback has no answer; to go on without this lookup: aws cloudformation continue-update-rollback ' +
        '--stack-name Images --resources-to-skip GoldenImages5A1B2C3D (for a nested stack, name the outermost stack ' +
        'and <nested stack>.GoldenImages5A1B2C3D); the last failure: the service is throttled',
      cause,
    });
  });

  test('may have failed with what is not an error', () => {
    expect(rollbackFailed('oops', someIds()).message).toMatch(
      /^the rollback has no answer; .*; the last failure: oops$/,
    );
  });
});
