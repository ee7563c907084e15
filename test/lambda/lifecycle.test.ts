import type { CdkCustomResourceEvent } from 'aws-lambda';
import type { Image } from '../../lambda/core/image';
import { lifecycle } from '../../lambda/lifecycle';
import type { ListImages } from '../../lambda/ports';
import { NOW, aBucket, anEnvelope, bytesOf, imageId, images, recordingLog, responseBody } from './builders';

type Properties = Readonly<Record<string, string | readonly string[]>>;

const SERVICE_TOKEN = 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework';
const RESPONSE_URL =
  'https://cloudformation-custom-resource-response.example/arn%3Aaws?X-Amz-Signature=SECRET';
const LOG_GROUP = 'Images-WorkspaceImagesProviderLogGroup9D3A3A7F-AbCdEfGhIjKl';
const CONTEXT = { functionName: 'Images-Handler', getRemainingTimeInMillis: () => 600_000 };

/** The SHA-256 of `{"ServiceToken":"…"}`, the properties of a look-up that asks for nothing in particular. */
const PLAIN_ID = 'GoldenImages5A1B2C3D-5b583d0926676663';

function commonOf(properties: Properties) {
  const { StackId, RequestId, LogicalResourceId } = anEnvelope();
  return {
    ServiceToken: SERVICE_TOKEN,
    ResponseURL: RESPONSE_URL,
    StackId,
    RequestId,
    LogicalResourceId,
    ResourceType: 'Custom::WorkspaceImages',
    ResourceProperties: { ServiceToken: SERVICE_TOKEN, ServiceTimeout: '900', ...properties },
  };
}

const create = (properties: Properties = {}): CdkCustomResourceEvent => ({
  ...commonOf(properties),
  RequestType: 'Create',
});

const update = (PhysicalResourceId: string, properties: Properties = {}): CdkCustomResourceEvent => ({
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

/** The handler in an account that lists so, with what it logged and asked for. */
function handling(list: ListImages) {
  const log = recordingLog();
  const calls: Parameters<ListImages>[] = [];
  const handler = lifecycle({
    ...aBucket(),
    list: (...call) => {
      calls.push(call);
      return list(...call);
    },
    now: () => NOW,
    log,
    logGroupName: LOG_GROUP,
  });
  return { handle: (event: CdkCustomResourceEvent) => handler(event, CONTEXT), calls, entries: log.entries };
}

const withImages = (listed: readonly Image[]) => handling(() => Promise.resolve(listed));
const withFailure = (message: string) => handling(() => Promise.reject(new Error(message)));

async function failureOf(answer: Promise<unknown>): Promise<Error> {
  const failure = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof Error) {
    return failure;
  }
  throw new Error('it did not fail');
}

/** The reason that the provider framework makes of an error: its message, a line of the framework's, and its stack. */
function reasonOf({ message, stack = '' }: Error): string {
  const ownMessage = [message, '', `Logs: /aws/lambda/${CONTEXT.functionName}`, ''].join('\n');
  return [ownMessage, ...stack.split('\n').slice(1)].join('\n');
}

describe('Create', () => {
  test('answers with the images, under an id that is made of the properties', async () => {
    await expect(withImages(images(2)).handle(create())).resolves.toEqual({
      PhysicalResourceId: PLAIN_ID,
      Data: {
        ImageIds: 'wsi-000000000,wsi-000000001',
        ImageStates: 'AVAILABLE,AVAILABLE',
        ImageCount: '2',
      },
    });
  });

  test('asks for what the properties say', async () => {
    const { handle, calls } = withImages(images(1));
    await handle(create({ ImageType: 'ALL', ImageIds: [imageId(0)] }));
    expect(calls).toMatchObject([[{ imageType: 'ALL', imageIds: [imageId(0)] }, {}]]);
  });

  test('has patience until 15 s before the end of the function, and with a new role for 30 s', async () => {
    const { handle, calls } = withImages(images(1));
    await handle(create());
    expect(calls.map(([, patience]) => patience)).toEqual([
      { deadline: NOW + 600_000 - 15_000, newRoleUntil: NOW + 30_000 },
    ]);
  });

  test('fails on a count', async () => {
    await expect(withImages([]).handle(create())).rejects.toThrow('minimumCount is 1');
  });

  test('refuses a property of a later version by name, without a call', async () => {
    const { handle, calls } = withImages(images(1));
    await expect(handle(create({ Galaxy: 'far away' }))).rejects.toThrow(
      '`Galaxy` is not a property of Custom::WorkspaceImages that this version knows',
    );
    expect(calls).toEqual([]);
  });

  test('refuses a value by the name of its property, without a call', async () => {
    const { handle, calls } = withImages(images(1));
    await expect(handle(create({ MostRecent: '0' }))).rejects.toThrow(
      '`mostRecent` must be a positive integer, got: 0',
    );
    expect(calls).toEqual([]);
  });

  test('answers a duplicate of an event as it answered the event, in whatever order the images come', async () => {
    let listed = images(30);
    const { handle } = handling(() => Promise.resolve((listed = [...listed].reverse())));
    const event = create({ ImageNames: ['golden-*'], MostRecent: '3' });
    expect(await handle(event)).toEqual(await handle(structuredClone(event)));
  });
});

describe('Update', () => {
  const elsewhere = 'GoldenImages5A1B2C3D-0000000000000000';

  test('to other properties answers under their id', async () => {
    await expect(withImages(images(1)).handle(update(elsewhere))).resolves.toMatchObject({
      PhysicalResourceId: PLAIN_ID,
      Data: { ImageIds: 'wsi-000000000' },
    });
  });

  test('to other properties fails on a count', async () => {
    await expect(withImages([]).handle(update(elsewhere))).rejects.toThrow('minimumCount is 1');
  });

  test('back to the id that the resource has looks up anew, and forgives too few images', async () => {
    const { handle, calls } = withImages([]);
    await expect(handle(update(PLAIN_ID))).resolves.toEqual({
      PhysicalResourceId: PLAIN_ID,
      Data: { ImageIds: '-', ImageStates: '-', ImageCount: '0' },
    });
    expect(calls).toHaveLength(1);
  });

  test('back to the id that the resource has forgives too many images', async () => {
    const properties = { MaximumCount: '1' };
    const { handle } = withImages(images(1));
    const { PhysicalResourceId = '' } = await handle(create(properties));
    await expect(withImages(images(2)).handle(update(PhysicalResourceId, properties))).resolves.toMatchObject(
      { PhysicalResourceId, Data: { ImageCount: '2' } },
    );
  });

  test('back to the id that the resource has does not cut what does not fit', async () => {
    await expect(withImages(images(300)).handle(update(PLAIN_ID))).rejects.toThrow('300 images match');
  });

  test('of the ServiceTimeout alone keeps the id, and forgives a count', async () => {
    await expect(withImages([]).handle(update(PLAIN_ID, { ServiceTimeout: '3600' }))).resolves.toMatchObject({
      PhysicalResourceId: PLAIN_ID,
    });
  });

  test('passes over a property of a later version, which a roll-back may bring', async () => {
    await expect(
      withImages(images(1)).handle(update(elsewhere, { Galaxy: 'far away' })),
    ).resolves.toMatchObject({ Data: { ImageIds: 'wsi-000000000' } });
  });

  test('has no patience with a role: it is not new', async () => {
    const { handle, calls } = withImages(images(1));
    await handle(update(elsewhere));
    expect(calls.map(([, patience]) => patience)).toEqual([
      { deadline: NOW + 600_000 - 15_000, newRoleUntil: NOW },
    ]);
  });
});

describe('Delete', () => {
  test.each([
    ['the id that a Create gave', PLAIN_ID, {}],
    ['an id that was never given', 'AWSCDK::CustomResourceProviderFramework::MISSING_PHYSICAL_ID', {}],
    ['an id of properties that are not understood', 'x', { Galaxy: 'far away', MostRecent: 'all' }],
  ])('of %s succeeds under it, without a call', async (_, id, properties) => {
    const { handle, calls, entries } = withFailure('no call is made');
    await expect(handle(deletion(id, properties))).resolves.toEqual({
      PhysicalResourceId: id,
      IsComplete: true,
    });
    expect(calls).toEqual([]);
    expect(entries).toEqual([]);
  });

  test('succeeds while the Create has not ended', async () => {
    let end: (listed: readonly Image[]) => void = () => undefined;
    const { handle } = handling(() => new Promise((resolve) => (end = resolve)));
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
  const idOf = async (properties: Properties) =>
    (await withImages(images(1)).handle(create(properties))).PhysicalResourceId;

  test('is the logical id and a hash of the properties, for ever the same', async () => {
    await expect(idOf({})).resolves.toBe('GoldenImages5A1B2C3D-5b583d0926676663');
    await expect(idOf({ ImageNames: ['golden-*', 'silver-*'], MostRecent: '1' })).resolves.toBe(
      'GoldenImages5A1B2C3D-d0b5f2d0b687377a',
    );
  });

  test('does not depend on the order in which the properties come', async () => {
    await expect(idOf({ MostRecent: '1', ImageNames: ['golden-*', 'silver-*'] })).resolves.toBe(
      'GoldenImages5A1B2C3D-d0b5f2d0b687377a',
    );
  });

  test('does not depend on the ServiceTimeout', async () => {
    await expect(idOf({ ServiceTimeout: '3600' })).resolves.toBe(PLAIN_ID);
  });

  test('depends on the ServiceToken', async () => {
    const ServiceToken = 'arn:aws:lambda:eu-west-1:123456789012:function:Other-Framework';
    await expect(idOf({ ServiceToken, ImageNames: ['golden-*', 'silver-*'], MostRecent: '1' })).resolves.toBe(
      'GoldenImages5A1B2C3D-fa3b75c2dced2423',
    );
  });

  test('depends on the refreshKey, which asks for nothing else', async () => {
    const ids = await Promise.all(['1', '2'].map((RefreshKey) => idOf({ RefreshKey })));
    expect(new Set([PLAIN_ID, ...ids]).size).toBe(3);
  });
});

describe('a failure', () => {
  test('says why and where the log is, and the framework makes that its reason', async () => {
    const failure = await failureOf(withFailure('DescribeWorkspaceImages was denied').handle(create()));
    expect(failure.message).toBe(`DescribeWorkspaceImages was denied. Log group: ${LOG_GROUP}`);
    expect(reasonOf(failure)).toBe(
      `DescribeWorkspaceImages was denied. Log group: ${LOG_GROUP}\n\nLogs: /aws/lambda/Images-Handler\n`,
    );
  });

  test('is one line, its stack too, whatever it was made of', async () => {
    const failure = await failureOf(withFailure('Unexpected token <\n  in JSON\r\nat 0').handle(create()));
    expect(failure.message).toBe(`Unexpected token < in JSON at 0. Log group: ${LOG_GROUP}`);
    expect(failure.stack).toBe(failure.message);
  });

  test('may be made of what is no error', async () => {
    const { handle } = handling(() => {
      AbortSignal.abort('oops').throwIfAborted();
      return Promise.resolve([]);
    });
    expect((await failureOf(handle(create()))).message).toBe(`oops. Log group: ${LOG_GROUP}`);
  });

  test('is logged whole, with the stack of its cause', async () => {
    const message = `first\nline ${'x'.repeat(9_000)}`;
    const { handle, entries } = withFailure(message);
    await failureOf(handle(create()));
    expect(entries).toMatchObject([
      { level: 'error', event: 'failed', resource: 'GoldenImages5A1B2C3D', request: 'Create', message },
    ]);
    expect(String(entries[0]?.['stack'])).toContain('lifecycle.test');
  });

  test('of an Update is logged as one', async () => {
    const { handle, entries } = withFailure('oops');
    await failureOf(handle(update('x')));
    expect(entries).toMatchObject([{ event: 'failed', request: 'Update', message: 'oops' }]);
  });

  const createFailed = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';
  const longId = 'i'.repeat(1_024);

  test.each([
    ['a Create', create({ MaximumCount: '1' }), createFailed],
    ['an Update of a long id', update(longId, { MaximumCount: '1' }), longId],
  ])('of %s that names hundreds of images has a response of at most 4,096 bytes', async (_, event, id) => {
    const named = images(500, { Name: 'n'.repeat(64) });
    const failure = await failureOf(withImages(named).handle(event));
    expect(failure.message).toMatch(
      /^500 of 500 images match: n.* and \d+ more; maximumCount is 1\. Log group: /,
    );
    const body = responseBody('FAILED', reasonOf(failure), anEnvelope({ PhysicalResourceId: id }));
    expect(bytesOf(body)).toBeLessThanOrEqual(4_096);
  });

  test.each([
    ['a Create', create(), createFailed],
    ['an Update of a long id', update(longId), longId],
    ['an Update of a short id', update('x'), 'x'],
  ])('of %s is cut to what its response has room for, and keeps the log group', async (_, event, id) => {
    const failure = await failureOf(withFailure('x'.repeat(9_000)).handle(event));
    expect(failure.message).toMatch(new RegExp(`^x+…\\. Log group: ${LOG_GROUP}$`));
    const body = responseBody('FAILED', reasonOf(failure), anEnvelope({ PhysicalResourceId: id }));
    expect(bytesOf(body)).toBe(4_096 - 32);
  });

  test('of quotes and letters of many bytes is cut by its bytes', async () => {
    const failure = await failureOf(withFailure('"\\💥é'.repeat(2_000)).handle(update(longId)));
    const body = responseBody('FAILED', reasonOf(failure), anEnvelope({ PhysicalResourceId: longId }));
    expect(bytesOf(body)).toBeLessThanOrEqual(4_096);
    expect(failure.message.endsWith(`. Log group: ${LOG_GROUP}`)).toBe(true);
  });
});

describe('the ResponseURL, which lets anyone answer, is never logged', () => {
  test.each([
    ['after a success', create(), images(1)],
    ['after a failure', create(), []],
    ['after a refusal', create({ Galaxy: 'far away' }), []],
    ['after an Update', update(PLAIN_ID), images(1)],
    ['after a failed Update', update('x'), []],
  ])('%s', async (_, event, listed) => {
    const { handle, entries } = withImages(listed);
    await Promise.allSettled([handle(event)]);
    expect(entries).not.toEqual([]);
    const logged = JSON.stringify(entries);
    expect(logged).not.toContain('SECRET');
    expect(logged).not.toContain('cloudformation-custom-resource-response');
  });
});
