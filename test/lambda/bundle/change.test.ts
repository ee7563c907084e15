import { errorOf, NOW, outOfTime, SECOND } from '../builders';
import {
  aBundle,
  anAccount,
  anUpdate,
  changeOf,
  IMAGE,
  NAME,
  never,
  NEW_IMAGE,
  ownTags,
  pollOf,
  refusal,
} from './account';

const TITLE = `${NAME} (wsb-000000001)`;
const toNewImage = anUpdate({ ImageId: NEW_IMAGE });

describe('the event of an Update', () => {
  test('asks for tags and then for the image', async () => {
    const { ports, done } = anAccount([aBundle()]);
    await changeOf(ports, anUpdate({ ImageId: NEW_IMAGE, Tags: [{ Key: 'team', Value: 'x' }] }));
    expect(done).toStrictEqual([
      ['tag', 'wsb-000000001', new Map([['team', 'x']])],
      ['update', 'wsb-000000001', NEW_IMAGE],
    ]);
  });

  test('asks for no image if the tags alone have changed', async () => {
    const { ports, done } = anAccount([aBundle()]);
    await changeOf(ports, anUpdate({ Tags: [{ Key: 'team', Value: 'x' }] }));
    expect(done).toStrictEqual([['tag', 'wsb-000000001', new Map([['team', 'x']])]]);
  });

  test('deletes tags that were those of the stack, and are there', async () => {
    const { ports, done } = anAccount([aBundle({ tags: { ...ownTags(), old: '1', others: '2' } })]);
    const Tags = ['old', 'gone'].map((Key) => ({ Key, Value: '1' }));
    await changeOf(ports, anUpdate({}, { Tags }));
    expect(done).toStrictEqual([['untag', 'wsb-000000001', ['old']]]);
  });

  test('asks for an image that the bundle shows, if it was to get another', async () => {
    const { ports, done } = anAccount([aBundle()]);
    await changeOf(ports, anUpdate({}, { ImageId: NEW_IMAGE }));
    expect(done).toStrictEqual([['update', 'wsb-000000001', IMAGE]]);
  });

  test('takes an image as there that the bundle shows, though it does not exist any more', async () => {
    const { ports, entries } = anAccount([aBundle()], {
      updateImage: () => Promise.reject(refusal('NotFound')),
    });
    await changeOf(ports, anUpdate({}, { ImageId: NEW_IMAGE }));
    expect(entries).toMatchObject([{ event: 'image is there already' }]);
  });

  test('asks for the image that a bundle in ERROR has', async () => {
    const { ports, done } = anAccount([aBundle({ State: 'ERROR' })]);
    await changeOf(ports, anUpdate({}));
    expect(done).toStrictEqual([['update', 'wsb-000000001', IMAGE]]);
  });

  test('asks as soon as the bundle is not PENDING', async () => {
    const listings = [[aBundle({ State: 'PENDING', ImageId: undefined })], [aBundle({ State: 'PENDING' })]];
    const { ports, done, clock } = anAccount([aBundle()], {
      listBundles: () => Promise.resolve(listings.shift() ?? [aBundle()]),
    });
    await changeOf(ports, toNewImage);
    expect([done, clock.elapsed()]).toStrictEqual([[['update', 'wsb-000000001', NEW_IMAGE]], 10 * SECOND]);
  });

  test.each([
    ['is PENDING', { State: 'PENDING' }, {}],
    ['cannot be reached', {}, { listBundles: () => Promise.reject(outOfTime()) }],
  ])('leaves a bundle to the polls that %s until the event ends', async (_, bundle, behaviour) => {
    const { ports, clock } = anAccount([aBundle(bundle)], behaviour);
    await expect(changeOf(ports, toNewImage)).resolves.toMatchObject({ wait: { isAsked: false } });
    expect(clock.elapsed()).toBe(580 * SECOND);
  });

  test('waits a minute for an image that is not available, and says what to do', async () => {
    const { ports, clock } = anAccount([aBundle()], {
      updateImage: () => Promise.reject(refusal('Unavailable')),
    });
    await expect(changeOf(ports, toNewImage)).rejects.toThrow(
      'which keeps its image: ResourceUnavailableException: as the service says it; the image must be AVAILABLE',
    );
    expect(clock.elapsed()).toBe(60 * SECOND);
  });

  test('waits longer for a bundle that shows the image, since another may be under way', async () => {
    let refusals = 0;
    const { ports, done } = anAccount([aBundle()], {
      updateImage: () => (refusals++ < 30 ? Promise.reject(refusal('Unavailable')) : Promise.resolve()),
    });
    const back = anUpdate({}, { ImageId: NEW_IMAGE });
    await expect(changeOf(ports, back)).resolves.toMatchObject({ wait: { isAsked: true } });
    expect([refusals, done]).toStrictEqual([31, []]);
  });

  test.each([
    ['it has', anUpdate({}, { ImageId: NEW_IMAGE })],
    ['it has not', toNewImage],
  ])('leaves an image that %s to the polls, if the service gives no answer', async (_, change) => {
    const { ports, clock } = anAccount([aBundle()], { updateImage: () => Promise.reject(outOfTime()) });
    await expect(changeOf(ports, change)).resolves.toMatchObject({ wait: { isAsked: false } });
    expect(clock.elapsed()).toBe(580 * SECOND);
  });

  test('takes an image that stays for a minute as there, even if it is not allowed to ask for it', async () => {
    const { ports, clock } = anAccount([aBundle()], {
      updateImage: () => Promise.reject(new Error('denied')),
    });
    await expect(changeOf(ports, anUpdate({}, { ImageId: NEW_IMAGE }))).resolves.toMatchObject({
      wait: { isAsked: true },
    });
    expect(clock.elapsed()).toBe(60 * SECOND);
  });

  test('fails if it is not allowed to ask for an image, and another comes within a minute', async () => {
    const listings = [[aBundle()], [aBundle()]];
    const { ports } = anAccount([aBundle()], {
      listBundles: () => Promise.resolve(listings.shift() ?? [aBundle({ ImageId: NEW_IMAGE })]),
      updateImage: () => Promise.reject(new Error('denied')),
    });
    await expect(changeOf(ports, anUpdate({}, { ImageId: NEW_IMAGE }))).rejects.toThrow('denied');
  });

  test('changes the youngest, if an earlier one has been kept', async () => {
    const { ports, done } = anAccount([
      aBundle({ BundleId: 'wsb-earlier00', CreationTime: new Date('2026-01-01') }),
      aBundle({ CreationTime: new Date('2026-02-01') }),
    ]);
    await changeOf(ports, toNewImage);
    expect(done).toStrictEqual([['update', 'wsb-000000001', NEW_IMAGE]]);
  });

  test('passes over a service that does not answer for a while', async () => {
    const answers = [() => Promise.reject(outOfTime())];
    const { ports, done } = anAccount([aBundle()], {
      listBundles: () => answers.shift()?.() ?? Promise.resolve([aBundle()]),
    });
    await expect(changeOf(ports, toNewImage)).resolves.toMatchObject({ wait: { isAsked: true } });
    expect(done).toHaveLength(1);
  });

  test('tells the refusal of an image as it is', async () => {
    const { ports } = anAccount([aBundle()], { updateImage: () => Promise.reject(refusal('NotFound')) });
    await expect(changeOf(ports, toNewImage)).rejects.toThrow(
      `the image wsi-golden002 could not be put into ${TITLE}, which keeps its image: ResourceNotFoundException: as the ` +
        'service says it; if this is a rollback',
    );
  });

  test('makes a bundle anew that is gone, and says so in the log', async () => {
    const { ports, done, entries } = anAccount([]);
    await changeOf(ports, anUpdate({}));
    expect(done).toMatchObject([['create', { imageId: IMAGE }]]);
    expect(entries).toMatchObject([{ event: 'bundle is gone' }]);
  });

  test('waits where the name of a bundle that is gone is not free yet', async () => {
    let refusals = 0;
    const { ports } = anAccount([], {
      createBundle: () =>
        refusals++ < 2 ? Promise.reject(refusal('AlreadyExists')) : Promise.resolve(aBundle()),
    });
    await changeOf(ports, anUpdate({}));
    expect(refusals).toBe(3);
  });

  test('asks no bundle for its tags that has another name', async () => {
    const names = [
      ...['Desktop', 'Desktop-x', 'Desktop-0000000g', 'Desktop-x00000000', 'Desktop-00000000x'],
      ...['Desktops-00000000', 'Laptops-00000000', undefined],
    ];
    const { ports, done } = anAccount(
      names.map((Name) => aBundle({ Name })),
      { describeTags: never },
    );
    await changeOf(ports, anUpdate({}));
    expect(done).toMatchObject([['create', {}]]);
  });

  test.each([
    ['another name', { BundleName: 'silver' }, {}, '`bundleName`', 'from golden to silver'],
    [
      'no name',
      { BundleName: undefined, NamePrefix: 'Desktop' },
      {},
      '`bundleName`',
      'from golden to nothing',
    ],
    ['another size', { RootVolumeSize: '175' }, {}, '`rootVolumeSize`', 'from 80 to 175'],
    [
      'hardware that was not told',
      { ComputeType: 'POWER' },
      { ComputeType: undefined },
      '`computeType`',
      'from nothing',
    ],
    [
      'a size that was not told',
      { RootVolumeSize: '175' },
      { RootStorage: undefined },
      '`rootVolumeSize`',
      'from nothing',
    ],
    [
      'another size that was not told',
      { UserVolumeSize: '100' },
      { UserStorage: undefined },
      '`userVol',
      'from nothing',
    ],
  ])('refuses what the service cannot change: %s', async (_, after, bundle, key, change) => {
    const { ports, done } = anAccount([aBundle({ Name: 'golden', ...bundle })]);
    const before = { BundleName: 'golden', NamePrefix: undefined };
    const { message } = await errorOf(changeOf(ports, anUpdate({ ...before, ...after }, before)));
    expect(message).toContain(`golden (wsb-000000001) stays as it is: ${key}`);
    expect(message).toContain(`holds a token, whose value has changed ${change}`);
    expect(message).toContain(
      'cannot change it: give the construct another id, which makes a new bundle; if',
    );
    expect(done).toStrictEqual([]);
  });

  test('back to what the bundle is already asks for nothing', async () => {
    const { ports, done } = anAccount([aBundle({ Name: 'golden' })]);
    const back = anUpdate(
      { BundleName: 'golden', NamePrefix: undefined },
      { BundleName: 'silver', NamePrefix: undefined },
    );
    await changeOf(ports, back);
    await expect(pollOf(ports, back)).resolves.toStrictEqual({ BundleId: 'wsb-000000001' });
    expect(done).toStrictEqual([]);
  });

  test.each(['bundle-0badf00d', undefined])(
    'back to no name asks for nothing, if the bundle has one that was made: %s',
    async (Name) => {
      const { ports, done } = anAccount([aBundle({ Name })]);
      const back = anUpdate({ NamePrefix: undefined }, { BundleName: 'golden', NamePrefix: undefined });
      await expect(changeOf(ports, back)).resolves.toMatchObject({ wait: { isAsked: true } });
      expect(done).toStrictEqual([]);
    },
  );

  test('leaves a difference from the properties that it did not make', async () => {
    const { ports, done } = anAccount([
      aBundle({ Description: 'by hand', RootStorage: { Capacity: '175' } }),
    ]);
    await changeOf(ports, toNewImage);
    expect(done).toStrictEqual([['update', 'wsb-000000001', NEW_IMAGE]]);
  });

  test('passes over a property that it does not know, since it may be a rollback', async () => {
    const { ports } = anAccount([aBundle()]);
    await expect(changeOf(ports, anUpdate({ Future: 'x' }))).resolves.toMatchObject({
      wait: { isAsked: true },
    });
  });

  test('back from properties that were not valid finds the bundle', async () => {
    const { ports, done } = anAccount([aBundle()]);
    await changeOf(ports, anUpdate({}, { ImageId: '-', RootVolumeSize: 'large' }));
    expect(done).toStrictEqual([['update', 'wsb-000000001', IMAGE]]);
  });

  test('without properties before it changes nothing that the bundle is', async () => {
    const { ports, done } = anAccount([aBundle()]);
    await changeOf(ports, { ...anUpdate({}), previousProperties: undefined });
    expect(done).toStrictEqual([['update', 'wsb-000000001', IMAGE]]);
  });

  test('tells properties that are not valid', async () => {
    const { ports } = anAccount([], { listBundles: never });
    const { message } = await errorOf(changeOf(ports, anUpdate({ ImageId: '-' })));
    expect(message).toMatch(/^`imageId` must be .*an empty list or a missing value; if this is a rollback, /);
  });
});

describe('a poll of an Update', () => {
  test('asks for nothing, whatever the bundle is', async () => {
    const { ports, done, entries } = anAccount([aBundle()]);
    const change = anUpdate({ ImageId: NEW_IMAGE, Tags: [{ Key: 'team', Value: 'x' }] });
    await expect(pollOf(ports, change)).resolves.toBeUndefined();
    expect(done).toStrictEqual([]);
    expect(entries).toMatchObject([
      { reason: `${TITLE} has the image wsi-golden001 instead of wsi-golden002, and is in AVAILABLE` },
    ]);
  });

  test.each([
    ['asks for an image', aBundle(), toNewImage, [['update', 'wsb-000000001', NEW_IMAGE]]],
    [
      'asks a bundle in ERROR',
      aBundle({ State: 'ERROR' }),
      anUpdate({}),
      [['update', 'wsb-000000001', IMAGE]],
    ],
    ['waits for one that is PENDING', aBundle({ State: 'PENDING' }), toNewImage, []],
  ])('%s where its event could not', async (_, bundle, change, expected) => {
    const { ports, done } = anAccount([bundle]);
    await expect(pollOf(ports, change, { isAsked: false })).resolves.toBeUndefined();
    expect(done).toStrictEqual(expected);
  });

  test('does not ask for an image that the bundle has, though its event could not', async () => {
    const { ports, done } = anAccount([aBundle()]);
    const back = anUpdate({}, { ImageId: NEW_IMAGE });
    await expect(pollOf(ports, back, { isAsked: false })).resolves.toStrictEqual({
      BundleId: 'wsb-000000001',
    });
    expect(done).toStrictEqual([]);
  });

  test('makes no bundle', async () => {
    const { ports, done } = anAccount([]);
    await expect(pollOf(ports, anUpdate({}))).resolves.toBeUndefined();
    const { ports: later } = anAccount([], {}, NOW + 60 * SECOND);
    await expect(pollOf(later, anUpdate({}))).rejects.toThrow(
      'there is no bundle of this resource: it was deleted, or could not be made',
    );
    expect(done).toStrictEqual([]);
  });

  test.each([
    ['waits for a minute', 59, true],
    ['fails after a minute', 60, false],
  ])('of a bundle that stays in ERROR %s', async (_, seconds, waits) => {
    const { ports } = anAccount([aBundle({ State: 'ERROR' })], {}, NOW + seconds * SECOND);
    const poll = pollOf(ports, toNewImage);
    await (waits
      ? expect(poll).resolves.toBeUndefined()
      : expect(poll).rejects.toThrow('is in ERROR; the service does not say why'));
  });

  test('looks again for a bundle that a listing has left out', async () => {
    const listings = [[], [aBundle()]];
    const { ports, clock } = anAccount([aBundle()], {
      listBundles: () => Promise.resolve(listings.shift() ?? []),
    });
    await expect(pollOf(ports, anUpdate({}))).resolves.toStrictEqual({ BundleId: 'wsb-000000001' });
    expect(clock.elapsed()).toBe(5 * SECOND);
  });

  test('tells a bundle without a name, a state or an image', async () => {
    const nameless = { Name: undefined, State: undefined };
    const { ports, entries } = anAccount([aBundle({ ...nameless, ImageId: undefined })]);
    await pollOf(ports, anUpdate({ NamePrefix: undefined }, { NamePrefix: undefined }));
    const { ports: others, entries: more } = anAccount([aBundle(nameless)]);
    await pollOf(others, anUpdate({ NamePrefix: undefined }, { NamePrefix: undefined }));
    expect([...entries, ...more]).toMatchObject([
      {
        reason:
          'a bundle without a name (wsb-000000001) has the image - instead of wsi-golden001, and is in no state',
      },
      { reason: 'a bundle without a name (wsb-000000001) is in no state' },
    ]);
  });

  test('that fails names the way out of a rollback, whatever it failed with', async () => {
    const { ports } = anAccount([], {
      listBundles: () => {
        // As a dependency may throw it.
        // eslint-disable-next-line @typescript-eslint/only-throw-error
        throw 'odd';
      },
    });
    await expect(errorOf(pollOf(ports, anUpdate({})))).resolves.toMatchObject({
      message:
        'odd; if this is a rollback, go on without this bundle: aws cloudformation continue-update-rollback --stack-name ' +
        'Images --resources-to-skip Desktop4EC600D4dc1cc19c (for a nested stack, name the outermost stack and <nested ' +
        'stack>.Desktop4EC600D4dc1cc19c)',
    });
  });
});
