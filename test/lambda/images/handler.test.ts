import type { CdkCustomResourceEvent } from 'aws-lambda';
import type { Image } from '../../../lambda/images/core/image';
import { workspaceImages } from '../../../lambda/images/handler';
import type { Wait } from '../../../lambda/images/watch';
import { type ChangeEvent, respond } from '../../../lambda/resource/custom-resource';
import type { TimeBudget } from '../../../lambda/resource/time-budget';
import { responseUrl } from '../../secrets';
import {
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

type Properties = Readonly<Record<string, string | readonly string[]>>;
type Listing = Parameters<typeof anOutside>[0];

const SERVICE_TOKEN = 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework';
const LOG_GROUP = 'Images-WorkspaceImagesProviderLogGroup9D3A3A7F-AbCdEfGhIjKl';
const FUNCTION_NAME = 'Images-Handler';

/** The SHA-256 of `{"ServiceToken":"…"}`, the properties of a lookup that asks for nothing in particular. */
const PLAIN_ID = 'GoldenImages5A1B2C3D-5b583d0926676663';
const ELSEWHERE = 'GoldenImages5A1B2C3D-0000000000000000';

const WAY_OUT =
  'the rollback has no answer; to go on without this lookup: aws cloudformation continue-update-rollback --stack-name ' +
  'Images --resources-to-skip GoldenImages5A1B2C3D (for a nested stack, name the outermost stack and <nested ' +
  'stack>.GoldenImages5A1B2C3D); the last failure: ';

const WAITING = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '10800' };

function commonOf(properties: Properties) {
  const { StackId, RequestId, LogicalResourceId } = someIds();
  return {
    ServiceToken: SERVICE_TOKEN,
    ResponseURL: responseUrl(RequestId),
    StackId,
    RequestId,
    LogicalResourceId,
    ResourceType: 'Custom::WorkspaceImages',
    ResourceProperties: { ServiceToken: SERVICE_TOKEN, ServiceTimeout: '900', ...properties },
  };
}

const create = (properties: Properties = {}): ChangeEvent => ({
  ...commonOf(properties),
  RequestType: 'Create',
});

const update = (PhysicalResourceId: string, properties: Properties = {}): ChangeEvent => ({
  ...commonOf(properties),
  RequestType: 'Update',
  PhysicalResourceId,
  OldResourceProperties: { ServiceToken: SERVICE_TOKEN, ImageNames: ['before-*'] },
});

const deletion = (PhysicalResourceId: string, properties: Properties = {}): CdkCustomResourceEvent => ({
  ...commonOf(properties),
  RequestType: 'Delete',
  PhysicalResourceId,
});

/** The poll that the framework makes of an event and what the handler returned for it. */
const pollOf = (event: ChangeEvent, wait: Wait): ChangeEvent & { readonly Wait: Wait } => ({
  ...event,
  Wait: wait,
});

/** The handler in an account that lists so, with what it asked for and logged, and the time it gave to that. */
function handling(listing: Listing, startsAt = NOW, functionMs = 600 * SECOND) {
  const outside = anOutside(listing, startsAt);
  const budgets: TimeBudget[] = [];
  const resource = workspaceImages(
    (budget) => {
      budgets.push(budget);
      return outside.ports;
    },
    { settleMs: 300 * SECOND, pollMs: 30 * SECOND },
  );
  const { now, log } = outside.ports;
  const handler = respond(resource, { now, log, logGroupName: LOG_GROUP, region: undefined });
  const context = { functionName: FUNCTION_NAME, getRemainingTimeInMillis: () => functionMs };
  return {
    ...outside,
    budgets,
    handle: (event: Parameters<typeof handler>[0]) => handler(event, context),
  };
}

/** The id that properties lead to. */
const idOf = (properties: Properties, LogicalResourceId = someIds().LogicalResourceId) =>
  workspaceImages(() => anOutside().ports, { settleMs: 0, pollMs: 0 }).physicalIdOf({
    ...create(properties),
    LogicalResourceId,
  });

/** The reason that the provider framework makes of an error. */
const reasonOf = ({ message }: Error) => `${message}\n\nLogs: /aws/lambda/${FUNCTION_NAME}\n`;

const aWait = (overrides: Partial<Wait> = {}): Wait => ({
  startedAt: NOW,
  deadline: NOW + 180 * MINUTE,
  rollbackUntil: NOW + 50 * MINUTE,
  frozenImageIds: [imageId(0)],
  ...overrides,
});

describe('a Create', () => {
  test('answers with the images, under an id that is made of the properties', async () => {
    await expect(handling(images(2)).handle(create())).resolves.toEqual({
      PhysicalResourceId: PLAIN_ID,
      Data: {
        ImageIds: 'wsi-000000000,wsi-000000001',
        ImageStates: 'AVAILABLE,AVAILABLE',
        ImageCount: '2',
      },
    });
  });

  test('asks for what the properties say', async () => {
    const { handle, requests } = handling(images(1));
    await handle(create({ ImageType: 'ALL', ImageIds: [imageId(0)], Region: 'us-east-1' }));
    expect(requests).toMatchObject([
      { imageType: 'ALL', imageIds: [imageId(0)], region: 'us-east-1', stack: { name: 'Images' } },
    ]);
  });

  test('does not try again, and gives no way out of a rollback', async () => {
    const { handle, listedAt } = handling(outOfTime());
    await expect(handle(create())).rejects.toThrow(
      new Error(`the service is throttled. Log group: ${LOG_GROUP}`),
    );
    expect(listedAt).toEqual([0]);
  });

  test('refuses a property of a later version by name, without a call', async () => {
    const { handle, requests } = handling(images(1));
    await expect(handle(create({ Galaxy: 'far away' }))).rejects.toThrow(
      '`Galaxy` is not a property that this version of the function knows',
    );
    expect(requests).toEqual([]);
  });

  test('puts its manifest under its own id', async () => {
    const { handle, objects } = handling(images(1));
    const properties = { ManifestBucket: 'bucket' };
    await expect(handle(create(properties))).resolves.toMatchObject({ Data: { ImageCount: '1' } });
    expect(objects[0]?.key).toContain(`/eu-west-1/Images/${idOf(properties)}-`);
  });
});

describe('an Update', () => {
  test('to other properties answers under their id', async () => {
    await expect(handling(images(1)).handle(update(ELSEWHERE))).resolves.toMatchObject({
      PhysicalResourceId: PLAIN_ID,
      Data: { ImageIds: 'wsi-000000000' },
    });
  });

  test('to other properties fails without a way out of a rollback', async () => {
    await expect(handling(denied()).handle(update(ELSEWHERE))).rejects.toThrow(
      new Error(`AccessDeniedException: not authorized. Log group: ${LOG_GROUP}`),
    );
  });

  test('passes over a property of a later version, which a rollback may bring', async () => {
    await expect(
      handling(images(1)).handle(update(ELSEWHERE, { Galaxy: 'far away' })),
    ).resolves.toMatchObject({ Data: { ImageIds: 'wsi-000000000' } });
  });
});

describe('a rollback, which is an Update back to the id that the resource has', () => {
  test('looks up anew, and forgives too few images', async () => {
    const { handle, requests } = handling([]);
    await expect(handle(update(PLAIN_ID))).resolves.toEqual({
      PhysicalResourceId: PLAIN_ID,
      Data: { ImageIds: '-', ImageStates: '-', ImageCount: '0' },
    });
    expect(requests).toHaveLength(1);
  });

  test('of the ServiceTimeout alone keeps the id, and forgives a count', async () => {
    await expect(handling([]).handle(update(PLAIN_ID, { ServiceTimeout: '3600' }))).resolves.toMatchObject({
      PhysicalResourceId: PLAIN_ID,
    });
  });

  test('fails at the end of its event, and gives a way out', async () => {
    const { handle, listedAt } = handling(outOfTime());
    const { message } = await errorOf(handle(update(PLAIN_ID)));
    expect(message).toBe(`${WAY_OUT}the service is throttled. Log group: ${LOG_GROUP}`);
    expect(listedAt.at(-1)).toBe(580 * SECOND);
  });

  test('gives a way out of properties that are not understood, too', async () => {
    const properties = { MostRecent: '0' };
    await expect(handling([]).handle(update(idOf(properties), properties))).rejects.toThrow(
      `${WAY_OUT}\`mostRecent\` must be a positive integer, got: 0`,
    );
  });

  test('begins a wait without a call, and without an image to watch', async () => {
    const id = idOf(WAITING);
    const { handle, requests, budgets } = handling(images(1));
    await expect(handle(update(id, WAITING))).resolves.toEqual({
      PhysicalResourceId: id,
      Wait: aWait({ frozenImageIds: [], handOverAt: undefined }),
    });
    expect(requests).toEqual([]);
    expect(budgets).toEqual([]);
  });

  test('of a later link watches nothing that was handed over', async () => {
    const properties = { ...WAITING, FrozenImageIds: imageId(7) };
    await expect(handling([]).handle(update(idOf(WAITING), properties))).resolves.toMatchObject({
      Wait: { frozenImageIds: [] },
    });
  });
});

describe('a poll of a rollback', () => {
  const wait = aWait({ frozenImageIds: [] });
  const event = update(idOf(WAITING), WAITING);

  test('answers with what is there, and does not wait for states', async () => {
    const { handle } = handling(images(1, { State: 'PENDING' }));
    await expect(handle(pollOf(event, wait))).resolves.toEqual({
      IsComplete: true,
      PhysicalResourceId: idOf(WAITING),
      Data: { ImageIds: imageId(0), ImageStates: 'PENDING', ImageCount: '1' },
    });
  });

  test('is polled again after any failure, for 50 minutes, and then fails with a way out', async () => {
    await expect(handling(denied(), NOW + 49 * MINUTE).handle(pollOf(event, wait))).resolves.toEqual({
      IsComplete: false,
    });
    await expect(handling(denied(), NOW + 50 * MINUTE).handle(pollOf(event, wait))).rejects.toThrow(
      new Error(`${WAY_OUT}AccessDeniedException: not authorized. Log group: ${LOG_GROUP}`),
    );
  });
});

describe('a lookup that waits', () => {
  test('settles in its first event, and returns all that its polls need', async () => {
    const { handle, listedAt } = handling(inTurn([], images(2, { State: 'PENDING' })));
    await expect(handle(create(WAITING))).resolves.toEqual({
      PhysicalResourceId: idOf(WAITING),
      Wait: {
        startedAt: NOW,
        deadline: NOW + 180 * MINUTE,
        handOverAt: undefined,
        rollbackUntil: NOW + 50 * MINUTE,
        frozenImageIds: imageIds(2),
      },
    });
    expect(listedAt).toEqual([0, 30_000]);
  });

  test('that is updated to other properties settles as well, and keeps the old id for now', async () => {
    const { handle } = handling(images(1, { State: 'PENDING' }));
    await expect(handle(update(ELSEWHERE, WAITING))).resolves.toMatchObject({
      PhysicalResourceId: ELSEWHERE,
      Wait: { frozenImageIds: [imageId(0)] },
    });
  });

  test.each([
    ['its timeout', { ...WAITING, GateTimeout: '120' }],
    ['the end of its link', { ...WAITING, HandOverAfter: '120' }],
  ])('settles no longer than %s', async (_, properties) => {
    const { handle, listedAt } = handling([]);
    await expect(handle(create(properties))).rejects.toThrow('minCount is 1');
    expect(listedAt).toEqual([0, 30_000, 60_000, 90_000, 115_000]);
  });

  test('counts its times from the arrival of the event, however long it settles', async () => {
    const { handle } = handling(async (_, clock) => {
      await clock.sleep(4 * MINUTE);
      return images(1);
    });
    const properties = { ...WAITING, HandOverAfter: '3000' };
    await expect(handle(create(properties))).resolves.toMatchObject({
      Wait: {
        startedAt: NOW,
        deadline: NOW + 180 * MINUTE,
        handOverAt: NOW + 50 * MINUTE,
        rollbackUntil: NOW + 50 * MINUTE,
      },
    });
  });
});

describe('a later link', () => {
  const properties = {
    ...WAITING,
    HandOverAfter: '3000',
    Deadline: new Date(NOW + 129 * MINUTE).toISOString(),
    FrozenImageIds: `${imageId(7)},${imageId(8)}`,
  };

  test('goes on where the link before stopped, without a call', async () => {
    const { handle, requests, budgets } = handling([]);
    await expect(handle(create(properties))).resolves.toMatchObject({
      Wait: {
        startedAt: NOW - 51 * MINUTE,
        deadline: NOW + 129 * MINUTE,
        handOverAt: NOW + 50 * MINUTE,
        frozenImageIds: [imageId(7), imageId(8)],
      },
    });
    expect(requests).toEqual([]);
    expect(budgets).toEqual([]);
  });

  test('that was handed no images watches none, and does not look for any', async () => {
    const { handle, requests } = handling(images(1));
    await expect(handle(create({ ...properties, FrozenImageIds: '-' }))).resolves.toMatchObject({
      Wait: { frozenImageIds: [] },
    });
    expect(requests).toEqual([]);
  });

  test('has the id of the query, whatever it was handed', () => {
    expect(idOf(properties)).toBe(idOf(WAITING));
  });
});

describe('a poll', () => {
  test('watches the frozen images, and answers under the new id', async () => {
    const { handle, requests } = handling(images(3));
    await expect(handle(pollOf(update(ELSEWHERE, WAITING), aWait()))).resolves.toEqual({
      IsComplete: true,
      PhysicalResourceId: idOf(WAITING),
      Data: { ImageIds: imageId(0), ImageStates: 'AVAILABLE', ImageCount: '1' },
    });
    expect(requests).toMatchObject([{ imageIds: [imageId(0)] }]);
  });

  test('goes on while an image is PENDING', async () => {
    const { handle } = handling(images(1, { State: 'PENDING' }));
    await expect(handle(pollOf(create(WAITING), aWait()))).resolves.toEqual({ IsComplete: false });
  });

  test('of an Update passes over a property of a later version, and of a Create refuses it', async () => {
    const properties = { ...WAITING, Galaxy: 'far away' };
    const { handle } = handling(images(1));
    await expect(handle(pollOf(update(ELSEWHERE, properties), aWait()))).resolves.toMatchObject({
      IsComplete: true,
    });
    await expect(handle(pollOf(create(properties), aWait()))).rejects.toThrow('`Galaxy`');
  });
});

describe('the time of an event', () => {
  const deniedUntil = NOW + 30 * SECOND;
  const endsAt = NOW + 585 * SECOND;

  /** The time that an event gives to its calls. */
  async function budgetsOf(event: ChangeEvent, functionMs?: number) {
    const { handle, budgets } = handling(images(1), NOW, functionMs);
    await handle(event);
    return budgets;
  }

  test.each<[string, ChangeEvent]>([
    ['a Create', create()],
    ['a Create with a gate that requires', create({ Gate: 'REQUIRE_AVAILABLE' })],
    ['an Update', update(ELSEWHERE)],
    ['a rollback', update(PLAIN_ID)],
  ])(
    'of %s ends 15 s before the function does, for calls that were answered before and others',
    async (_, event) => {
      await expect(budgetsOf(event)).resolves.toEqual([
        { firstAnswerBy: endsAt, deadline: endsAt, deniedUntil },
      ]);
    },
  );

  test.each<[string, Properties, number, number]>([
    ['five minutes to a first answer, and as long as the function has', {}, 300, 585],
    ['its timeout', { GateTimeout: '120' }, 120, 120],
    ['five minutes, and its timeout if it goes on', { GateTimeout: '400' }, 300, 400],
    ['the end of its link, which pages that come may pass', { HandOverAfter: '60' }, 60, 585],
    [
      'its deadline, if a link was handed one and no images',
      { Deadline: new Date(NOW + 90 * SECOND).toISOString() },
      90,
      90,
    ],
  ])('of a wait that settles is %s', async (_, properties, firstSeconds, seconds) => {
    await expect(budgetsOf(create({ ...WAITING, ...properties }))).resolves.toEqual([
      { firstAnswerBy: NOW + firstSeconds * SECOND, deadline: NOW + seconds * SECOND, deniedUntil },
    ]);
  });

  test.each<[string, ChangeEvent]>([
    ['a Create', pollOf(create(WAITING), aWait())],
    ['an Update', pollOf(update(ELSEWHERE, WAITING), aWait())],
  ])(
    'of a poll of %s is two minutes to an answer, and what the function has for all pages',
    async (_, event) => {
      await expect(budgetsOf(event)).resolves.toEqual([
        { firstAnswerBy: NOW + 120 * SECOND, deadline: endsAt, deniedUntil },
      ]);
    },
  );

  test.each([
    ['that is over', { deadline: NOW - SECOND }, 120],
    ['that is over soon', { deadline: NOW + 60 * SECOND }, 120],
    ['that is over later', { deadline: NOW + 200 * SECOND }, 200],
    ['that is handed over before', { deadline: NOW + 9 * MINUTE, handOverAt: NOW + 200 * SECOND }, 200],
  ])('of a poll of a wait %s ends with it, and is at least two minutes', async (_, wait, seconds) => {
    await expect(budgetsOf(pollOf(create(WAITING), aWait(wait)))).resolves.toMatchObject([
      { firstAnswerBy: NOW + 120 * SECOND, deadline: NOW + seconds * SECOND },
    ]);
  });

  const rolledBackWait = { frozenImageIds: [] };

  test.each<[string, ChangeEvent]>([
    ['a rollback', pollOf(update(idOf(WAITING), WAITING), aWait(rolledBackWait))],
    [
      'a rollback of a link',
      pollOf(
        update(idOf(WAITING), { ...WAITING, HandOverAfter: '3000' }),
        aWait({ ...rolledBackWait, handOverAt: NOW + 50 * MINUTE }),
      ),
    ],
  ])('of a poll of %s is all that the function has, since it lists all images', async (_, event) => {
    await expect(budgetsOf(event)).resolves.toEqual([
      { firstAnswerBy: endsAt, deadline: endsAt, deniedUntil },
    ]);
  });

  test.each([
    [NOW + 200 * SECOND, NOW + 200 * SECOND],
    [NOW + 60 * SECOND, NOW + 120 * SECOND],
    [NOW - 60 * SECOND, NOW + 120 * SECOND],
  ])(
    'of the last polls of a rollback ends with it, and is at least two minutes',
    async (rollbackUntil, end) => {
      const event = pollOf(update(idOf(WAITING), WAITING), aWait({ ...rolledBackWait, rollbackUntil }));
      await expect(budgetsOf(event)).resolves.toMatchObject([{ firstAnswerBy: end, deadline: end }]);
    },
  );

  test('of a poll is never more than the function has left', async () => {
    await expect(budgetsOf(pollOf(create(WAITING), aWait()), 100 * SECOND)).resolves.toMatchObject([
      { deadline: NOW + 85 * SECOND },
    ]);
  });

  test('of a poll counts from its own arrival', async () => {
    const later = NOW + 20 * MINUTE;
    const { handle, budgets } = handling(images(1), later);
    await handle(pollOf(create(WAITING), aWait()));
    expect(budgets).toEqual([
      {
        firstAnswerBy: later + 120 * SECOND,
        deadline: later + 585 * SECOND,
        deniedUntil: later + 30 * SECOND,
      },
    ]);
  });
});

describe('a Delete', () => {
  test.each([
    ['the id that a Create gave', PLAIN_ID, {}],
    ['an id that was never given', 'AWSCDK::CustomResourceProviderFramework::MISSING_PHYSICAL_ID', {}],
    ['an id of properties that are not understood', 'x', { Galaxy: 'far away', MostRecent: 'all' }],
    ['a lookup that waits', idOf(WAITING), WAITING],
  ])('of %s succeeds under it, without a call', async (_, id, properties) => {
    const { handle, requests, budgets, entries } = handling(new Error('no call is made'));
    await expect(handle(deletion(id, properties))).resolves.toEqual({
      PhysicalResourceId: id,
      IsComplete: true,
    });
    expect(requests).toEqual([]);
    expect(budgets).toEqual([]);
    expect(entries).toEqual([]);
  });

  test('succeeds while the Create has not ended', async () => {
    let end: (listed: readonly Image[]) => void = () => undefined;
    const { handle } = handling(() => new Promise<readonly Image[]>((resolve) => (end = resolve)));
    const creation = handle(create());
    await expect(handle(deletion(PLAIN_ID))).resolves.toEqual({
      PhysicalResourceId: PLAIN_ID,
      IsComplete: true,
    });
    end(images(1));
    await expect(creation).resolves.toMatchObject({ PhysicalResourceId: PLAIN_ID });
  });
});

describe('the physical id', () => {
  test('is the logical id and a hash of the properties, for ever the same', () => {
    expect(idOf({})).toBe('GoldenImages5A1B2C3D-5b583d0926676663');
    expect(idOf({ ImageNames: ['golden-*', 'silver-*'], MostRecent: '1' })).toBe(
      'GoldenImages5A1B2C3D-d0b5f2d0b687377a',
    );
  });

  test('is that of lists as they arrive, not as they are meant', () => {
    const [a, b] = [imageId(0), imageId(1)];
    const ids = [
      [a, b],
      [a, ` ${b}`],
      [a, b, a],
    ].map((ImageIds) => idOf({ ImageIds }));
    expect(new Set([...ids, idOf({ ExcludeImageIds: ['-'] }), PLAIN_ID]).size).toBe(5);
  });

  test('does not depend on the order in which the properties come', () => {
    expect(idOf({ MostRecent: '1', ImageNames: ['golden-*', 'silver-*'] })).toBe(
      'GoldenImages5A1B2C3D-d0b5f2d0b687377a',
    );
  });

  test.each([
    ['ServiceTimeout', { ServiceTimeout: '3600' }],
    ['HandOverAfter', { HandOverAfter: '3000' }],
    ['Deadline', { Deadline: '2026-07-01T15:00:00.000Z' }],
    ['FrozenImageIds', { FrozenImageIds: '-' }],
  ])('does not depend on %s', (_, properties) => {
    expect(idOf(properties)).toBe(PLAIN_ID);
  });

  test('depends on the ServiceToken', () => {
    const ServiceToken = 'arn:aws:lambda:eu-west-1:123456789012:function:Other-Framework';
    expect(idOf({ ServiceToken, ImageNames: ['golden-*', 'silver-*'], MostRecent: '1' })).toBe(
      'GoldenImages5A1B2C3D-fa3b75c2dced2423',
    );
  });

  test('depends on the refreshKey, which asks for nothing else', () => {
    expect(new Set([PLAIN_ID, ...['1', '2'].map((RefreshKey) => idOf({ RefreshKey }))]).size).toBe(3);
  });

  test('depends on a property that this version does not know', () => {
    expect(idOf({ Galaxy: 'far away' })).not.toBe(PLAIN_ID);
  });

  test('begins with the logical id', () => {
    expect(idOf({}, 'Other')).toBe('Other-5b583d0926676663');
  });
});

test.each([
  ['a Create', create({ MaxCount: '1' }), 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED'],
  ['an Update of a long id', update('i'.repeat(1_024), { MaxCount: '1' }), 'i'.repeat(1_024)],
])(
  'a failure of %s that names hundreds of images has a response of at most 4,096 bytes',
  async (_, event, id) => {
    const failure = await errorOf(handling(images(500, { Name: 'n'.repeat(64) })).handle(event));
    expect(failure.message).toMatch(
      /^500 of 500 images match: n.* and \d+ more; maxCount is 1\. Log group: /,
    );
    const ids = someIds({ PhysicalResourceId: id });
    expect(bytesOf(responseBody('FAILED', reasonOf(failure), { ids }))).toBeLessThanOrEqual(4_096);
  },
);
