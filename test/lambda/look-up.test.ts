import { createHash } from 'node:crypto';
import type { Query } from '../../lib/contract/query';
import type { Image } from '../../lambda/core/image';
import { lookUp } from '../../lambda/look-up';
import type { ListImages, Patience } from '../../lambda/ports';
import {
  NOW,
  aBucket,
  aQuery,
  aRequest,
  anEnvelope,
  anImage,
  imageId,
  images,
  recordingLog,
} from './builders';

const PATIENCE: Patience = { deadline: NOW + 585_000, newRoleUntil: NOW + 30_000 };

/** Looks up among images, and keeps what was listed and logged. */
function lookingUp(query: Partial<Query>, listed: readonly Image[], isForgiving = false) {
  const calls: Parameters<ListImages>[] = [];
  const log = recordingLog();
  const list: ListImages = (...call) => {
    calls.push(call);
    return Promise.resolve(listed);
  };
  const { objects, putObject } = aBucket();
  const ports = { list, now: () => NOW, log, putObject };
  const answer = lookUp(aQuery(query), isForgiving, anEnvelope(), PATIENCE, ports);
  return { answer, calls, objects, entries: log.entries };
}

describe('a look-up answers', () => {
  test('with the images that match, newest first', async () => {
    const listed = [...images(3).reverse(), anImage({ ImageId: imageId(9), Name: 'other' })];
    await expect(lookingUp({ imageNames: ['golden-*'] }, listed).answer).resolves.toEqual({
      ImageIds: 'wsi-000000000,wsi-000000001,wsi-000000002',
      ImageStates: 'AVAILABLE,AVAILABLE,AVAILABLE',
      ImageCount: '3',
    });
  });

  test('with the newest of those that match', async () => {
    const [newest, ...others] = images(3);
    const listed = [...others, { ...newest, ImageId: imageId(9), State: 'ERROR' }];
    const query = { states: ['AVAILABLE'], mostRecent: 1, fields: ['NAME'] } as const;
    await expect(lookingUp(query, listed).answer).resolves.toEqual({
      ImageIds: 'wsi-000000001',
      ImageStates: 'AVAILABLE',
      ImageCount: '1',
      ImageNames: 'golden-win11',
    });
  });

  test('with - where no image matches and minimumCount is 0', async () => {
    await expect(lookingUp({ minimumCount: 0 }, []).answer).resolves.toEqual({
      ImageIds: '-',
      ImageStates: '-',
      ImageCount: '0',
    });
  });

  test('by the present: an image that is too old now does not match', async () => {
    const listed = images(5);
    const maximumAgeSeconds = 2 * 86_400;
    await expect(lookingUp({ maximumAgeSeconds }, listed).answer).resolves.toMatchObject({ ImageCount: '3' });
  });

  test('after one listing, of what it was asked for and with the patience it was given', async () => {
    const { answer, calls } = lookingUp({ imageType: 'ALL', imageIds: [imageId(0)] }, images(1));
    await answer;
    expect(calls).toEqual([[aRequest({ imageType: 'ALL', imageIds: [imageId(0)] }), PATIENCE]]);
  });
});

describe('a look-up fails', () => {
  test('where too few images match, and says what was examined', async () => {
    await expect(lookingUp({ states: ['PENDING'] }, images(4)).answer).rejects.toThrow(
      /^0 of 4 images match: 4 examined, 0 PENDING; minimumCount is 1$/,
    );
  });

  test('where too many match, even if no more would be selected', async () => {
    await expect(lookingUp({ mostRecent: 1, maximumCount: 1 }, images(2)).answer).rejects.toThrow(
      /^2 of 2 images match: .*; maximumCount is 1$/,
    );
  });

  test('where ids did not come back, and names those alone', async () => {
    const query = { imageIds: [imageId(0), imageId(1), imageId(8)], states: ['AVAILABLE'], minimumCount: 3 };
    const listed = [anImage({ ImageId: imageId(1), State: 'ERROR' }), anImage({ ImageId: imageId(0) })];
    await expect(lookingUp(query, listed).answer).rejects.toThrow(
      '1 of 2 images match: 2 examined, 1 AVAILABLE; not found: wsi-000000008; minimumCount is 3',
    );
  });

  test('where the answer does not fit a response, and says how many match, are selected and fit', async () => {
    await expect(lookingUp({ mostRecent: 250 }, images(300)).answer).rejects.toThrow(
      /^300 images match, and the 250 selected need \d+ bytes .* the 154 newest/,
    );
  });

  test('where the listing fails, as it failed', async () => {
    const error = new Error('oops');
    const ports = { ...aBucket(), list: () => Promise.reject(error), now: () => NOW, log: recordingLog() };
    await expect(lookUp(aQuery(), true, anEnvelope(), PATIENCE, ports)).rejects.toBe(error);
  });
});

describe('a forgiving look-up', () => {
  test('answers where too few images match', async () => {
    await expect(lookingUp({ minimumCount: 3 }, images(1), true).answer).resolves.toMatchObject({
      ImageIds: 'wsi-000000000',
      ImageCount: '1',
    });
  });

  test('answers where too many match', async () => {
    await expect(lookingUp({ maximumCount: 1 }, images(2), true).answer).resolves.toMatchObject({
      ImageCount: '2',
    });
  });

  test('never cuts in silence: what does not fit fails', async () => {
    await expect(lookingUp({ maximumCount: 1 }, images(300), true).answer).rejects.toThrow(
      '300 images match, and the 300 selected need',
    );
  });
});

describe('the log of a look-up', () => {
  test('tells in one entry what was examined, what each filter left, and what was selected', async () => {
    const { answer, entries } = lookingUp({ states: ['AVAILABLE'], mostRecent: 2 }, images(3));
    await answer;
    expect(entries).toEqual([
      {
        level: 'info',
        event: 'looked up',
        resource: 'GoldenImages5A1B2C3D',
        examined: 3,
        steps: [{ says: 'AVAILABLE', left: 3 }],
        matching: 3,
        selected: 2,
        missing: [],
        countProblem: undefined,
      },
    ]);
  });

  test.each([false, true])(
    'tells of ids and counts that are amiss, forgiving or not (%j)',
    async (isForgiving) => {
      const { answer, entries } = lookingUp({ imageIds: [imageId(5)] }, [], isForgiving);
      await Promise.allSettled([answer]);
      expect(entries).toMatchObject([
        {
          missing: ['wsi-000000005'],
          countProblem: '0 of 0 images match: 0 examined; not found: wsi-000000005; minimumCount is 1',
        },
      ]);
    },
  );
});

describe('a look-up with a gate that requires AVAILABLE', () => {
  const required: Partial<Query> = { gate: 'REQUIRE_AVAILABLE' };
  const inStates = (...states: string[]) =>
    states.map((State, index) => anImage({ State, ImageId: imageId(index), Name: `golden-${index}` }));

  test('answers where every selected image is', async () => {
    await expect(lookingUp(required, inStates('AVAILABLE', 'AVAILABLE')).answer).resolves.toMatchObject({
      ImageCount: '2',
    });
  });

  test('does not look at images that are not selected', async () => {
    const listed = [
      anImage({ ImageId: imageId(1), State: 'ERROR', Created: new Date(0) }),
      anImage({ ImageId: imageId(2) }),
    ];
    const newest = { ...required, mostRecent: 1 };
    await expect(lookingUp(newest, listed).answer).resolves.toMatchObject({ ImageIds: imageId(2) });
  });

  test('fails while one is PENDING, and says what to do', async () => {
    await expect(lookingUp(required, inStates('AVAILABLE', 'PENDING')).answer).rejects.toThrow(
      `not every image is AVAILABLE: PENDING: golden-1 (${imageId(1)}); deploy again later, or use a gate that waits`,
    );
  });

  test('fails where one is in ERROR, for which waiting is no advice', async () => {
    await expect(lookingUp(required, inStates('ERROR')).answer).rejects.toThrow(
      new Error(`not every image is AVAILABLE: golden-0 (${imageId(0)}) is in ERROR`),
    );
  });

  test('answers all the same where it forgives', async () => {
    await expect(lookingUp(required, inStates('ERROR'), true).answer).resolves.toMatchObject({
      ImageStates: 'ERROR',
    });
  });
});

describe('a look-up with a manifest', () => {
  const KEY = 'workspace-images/Images/GoldenImages5A1B2C3D.jsonl';
  const listed = [
    anImage({ ImageId: imageId(1), Created: new Date(0) }),
    anImage({ ImageId: imageId(2), ErrorDetails: [{ ErrorCode: 'A' }] }),
  ];

  test('puts every field of every selected image, a line each, newest first, and answers where', async () => {
    const { answer, objects } = lookingUp({ manifestBucket: 'bucket' }, listed);
    const attributes = await answer;
    const [[bucket, key, text, patience] = []] = objects;
    expect([bucket, key, patience]).toEqual(['bucket', KEY, PATIENCE]);
    expect(
      text
        ?.trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([...listed].reverse().map((image) => JSON.parse(JSON.stringify(image)) as unknown));
    expect(attributes).toMatchObject({
      ImageIds: `${imageId(2)},${imageId(1)}`,
      ManifestKey: KEY,
      ManifestUrl: `s3://bucket/${KEY}`,
      ManifestSha256: createHash('sha256')
        .update(text ?? '')
        .digest('hex'),
    });
  });

  test('answers a count alone where the answer is in the manifest alone, however long', async () => {
    const { answer, objects } = lookingUp({ manifestBucket: 'bucket', isManifestOnly: true }, images(10_000));
    expect(Object.keys(await answer)).toEqual(['ImageCount', 'ManifestKey', 'ManifestUrl', 'ManifestSha256']);
    expect(objects[0]?.[2].split('\n')).toHaveLength(10_001);
  });

  test('puts nothing where the answer does not fit a response', async () => {
    const { answer, objects } = lookingUp({ manifestBucket: 'bucket' }, images(200));
    await expect(answer).rejects.toThrow('200 images match');
    expect(objects).toEqual([]);
  });
});

test.each([
  [73, true],
  [74, false],
])('of ids of 13 characters, %i fit an export: %s', async (mostRecent, fits) => {
  const { answer } = lookingUp({ isExported: true, mostRecent }, images(100));
  const told = answer.then(() => '', String);
  await expect(told).resolves.toBe(
    fits
      ? ''
      : 'Error: 100 images match, and the 74 selected need 1035 characters in an export, which has room for 1024, or the ' +
          '73 newest: set mostRecent to 73 or less, narrow the filters, or share them by parameters or weak references',
  );
});
