import { find, listRequest } from '../../../lambda/images/find';
import { aLookup, anOutside, imageId, images, outOfTime } from '../builders';

test('the service is asked for what it can filter, on behalf of the stack', () => {
  const access = { region: 'us-east-1', assumedRoleArn: 'arn:aws:iam::210987654321:role/A', externalId: 'e' };
  const query = { imageType: 'SHARED', imageIds: [imageId(1)], ...access } as const;
  expect(listRequest(aLookup({ ...query, imageNames: ['golden-*'], mostRecent: 1 }))).toEqual({
    ...query,
    stack: { region: 'eu-west-1', account: '123456789012', name: 'Images' },
  });
});

test('the age of an image is counted at the time of the listing', async () => {
  const outside = anOutside(async (_, clock) => {
    await clock.sleep(1);
    return images(2);
  });
  await expect(find(aLookup({ maxAge: 86_400 }), outside.ports)).resolves.toMatchObject({
    match: { matching: images(1) },
  });
});

test('a listing that fails is not logged as one that found nothing', async () => {
  const { ports, entries } = anOutside(outOfTime());
  await expect(find(aLookup(), ports)).rejects.toThrow('the service is throttled');
  expect(entries).toEqual([]);
});

describe('the log', () => {
  test('tells in one entry what was examined, what each filter left, what was selected, and the verdict', async () => {
    const { ports, entries } = anOutside(images(3));
    await find(aLookup({ states: ['AVAILABLE'], mostRecent: 2 }), ports);
    expect(entries).toEqual([
      {
        level: 'info',
        event: 'looked up',
        resource: 'GoldenImages5A1B2C3D',
        examined: 3,
        trail: [{ says: 'AVAILABLE', left: 3 }],
        matching: 3,
        selected: 2,
        missing: [],
        verdict: { kind: 'ready' },
      },
    ]);
  });

  test.each([false, true])(
    'tells of ids and counts that are amiss, in a rollback or not (%j)',
    async (isRollback) => {
      const { ports, entries } = anOutside();
      await find(aLookup({ imageIds: [imageId(5)] }, { isRollback }), ports);
      expect(entries).toMatchObject([
        {
          missing: ['wsi-000000005'],
          verdict: {
            kind: 'too few',
            reason: '0 of 0 images match: 0 examined; not found: wsi-000000005; minCount is 1',
          },
        },
      ]);
    },
  );
});
