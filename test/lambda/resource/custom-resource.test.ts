import type { CdkCustomResourceEvent } from 'aws-lambda';
import fc from 'fast-check';
import {
  type Change,
  type ChangeEvent,
  type CustomResource,
  type Outcome,
  respond,
  type Surroundings,
} from '../../../lambda/resource/custom-resource';
import { responseUrl } from '../../secrets';
import { bytesOf, errorOf, INHERITED_NAMES, NOW, recordingLog, responseBody, someIds } from '../builders';

interface Wait {
  readonly until: string;
}

type Properties = Readonly<Record<string, string>>;
type PollEvent = CdkCustomResourceEvent & { readonly Wait: Wait };

const SERVICE_TOKEN = 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework';
const LOG_GROUP = 'Images-WorkspaceImagesProviderLogGroup9D3A3A7F-AbCdEfGhIjKl';
const CONTEXT = { functionName: 'Images-Handler', getRemainingTimeInMillis: () => 600_000 };
const CREATE_FAILED_ID = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';
const WAIT: Wait = { until: 'tomorrow' };

function commonOf(properties: Properties) {
  const { StackId, RequestId, LogicalResourceId } = someIds();
  return {
    ServiceToken: SERVICE_TOKEN,
    ResponseURL: responseUrl(RequestId),
    StackId,
    RequestId,
    LogicalResourceId,
    ResourceType: 'Custom::Thing',
    ResourceProperties: { ServiceToken: SERVICE_TOKEN, ...properties },
  };
}

const create = (properties: Properties = { Name: 'new' }): ChangeEvent => ({
  ...commonOf(properties),
  RequestType: 'Create',
});

const update = (PhysicalResourceId: string, properties: Properties = { Name: 'new' }): ChangeEvent => ({
  ...commonOf(properties),
  RequestType: 'Update',
  PhysicalResourceId,
  OldResourceProperties: { ServiceToken: SERVICE_TOKEN, Name: 'old' },
});

const deletion = (PhysicalResourceId: string): CdkCustomResourceEvent => ({
  ...commonOf({}),
  RequestType: 'Delete',
  PhysicalResourceId,
});

/** The poll that the framework makes of an event and what the handler returned for it. */
const pollOf = (event: CdkCustomResourceEvent, returned: object): PollEvent => ({
  ...event,
  Wait: WAIT,
  ...returned,
});

/** A resource whose physical id is `thing-` and its name, with what it was asked. */
function aResource(behaviour: Partial<CustomResource<Wait>> = {}, surroundings: Partial<Surroundings> = {}) {
  const changes: Change[] = [];
  const polls: (readonly [change: Change, wait: Wait])[] = [];
  const log = recordingLog();
  const resource: CustomResource<Wait> = {
    physicalIdOf: ({ ResourceProperties }) => `thing-${String(ResourceProperties['Name'])}`,
    change: () => Promise.resolve({ data: { Colour: 'blue' } }),
    poll: () => Promise.resolve(undefined),
    ...behaviour,
  };
  const handler = respond<Wait>(
    {
      physicalIdOf: (event) => resource.physicalIdOf(event),
      change: (change) => {
        changes.push(change);
        return resource.change(change);
      },
      poll: (change, wait) => {
        polls.push([change, wait]);
        return resource.poll(change, wait);
      },
    },
    { now: () => NOW, log, logGroupName: LOG_GROUP, region: 'eu-west-1', ...surroundings },
  );
  return {
    handle: (event: PollEvent | CdkCustomResourceEvent) => handler(event, CONTEXT),
    changes,
    polls,
    entries: log.entries,
  };
}

const waiting = () => Promise.resolve<Outcome<Wait>>({ wait: WAIT });
const failing = (message: string) => {
  const fail = () => Promise.reject(new Error(message));
  return aResource({ change: fail, poll: fail });
};

/** The reason that the provider framework makes of an error: its message, a line of the framework's, and its stack. */
function reasonOf({ message, stack = '' }: Error): string {
  const ownMessage = [message, '', `Logs: /aws/lambda/${CONTEXT.functionName}`, ''].join('\n');
  return [ownMessage, ...stack.split('\n').slice(1)].join('\n');
}

describe('a stack in another Region than the function', () => {
  const from = (region: string) => someIds().StackId.replace('eu-west-1', region);

  test.each(['us-east-1', 'EU-WEST-1', 'evil.example/#'])(
    'is refused, and nothing is done for it: %s',
    async (region) => {
      const { handle, changes } = aResource();
      await expect(handle({ ...create(), StackId: from(region) })).rejects.toThrow(
        `the stack must be in eu-west-1, where this function runs, got: ${region}`,
      );
      expect(changes).toEqual([]);
    },
  );

  test('is refused at a poll too', async () => {
    const { handle, polls } = aResource();
    await expect(
      handle({ ...pollOf(create(), { PhysicalResourceId: 'thing-new' }), StackId: from('us-east-1') }),
    ).rejects.toThrow('the stack must be in eu-west-1');
    expect(polls).toEqual([]);
  });

  test('is not known where Lambda does not tell the Region of the function', async () => {
    const { handle } = aResource({}, { region: undefined });
    await expect(handle({ ...create(), StackId: from('us-east-1') })).resolves.toMatchObject({
      Data: { Colour: 'blue' },
    });
  });
});

describe('a Create', () => {
  test('answers with the data of the change, under the id that the properties lead to', async () => {
    await expect(aResource().handle(create())).resolves.toEqual({
      PhysicalResourceId: 'thing-new',
      Data: { Colour: 'blue' },
    });
  });

  test('tells the resource its facts, and that the function must begin to answer 15 s before its end', async () => {
    const { handle, changes } = aResource();
    const event = create();
    await handle(event);
    expect(changes).toEqual([
      {
        requestType: 'Create',
        properties: event.ResourceProperties,
        previousProperties: undefined,
        ids: someIds({ PhysicalResourceId: 'thing-new' }),
        previousId: undefined,
        arrivedAt: NOW,
        endsAt: NOW + 600_000 - 15_000,
      },
    ]);
  });

  test('that must wait returns the wait, under its own id', async () => {
    await expect(aResource({ change: waiting }).handle(create())).resolves.toEqual({
      PhysicalResourceId: 'thing-new',
      Wait: WAIT,
    });
  });

  test('does not tell the framework of anything but the ids and data in a response', async () => {
    const { handle } = aResource({ change: () => Promise.resolve({ data: {} }) });
    expect(Object.keys(await handle(create()))).toEqual(['PhysicalResourceId', 'Data']);
  });
});

describe('an Update', () => {
  test('to other properties answers under their id', async () => {
    const { handle, changes } = aResource();
    await expect(handle(update('thing-old'))).resolves.toEqual({
      PhysicalResourceId: 'thing-new',
      Data: { Colour: 'blue' },
    });
    expect(changes).toMatchObject([
      { requestType: 'Update', previousId: 'thing-old', ids: { PhysicalResourceId: 'thing-new' } },
    ]);
  });

  test('tells the resource its properties, and those of before', async () => {
    const { handle, changes } = aResource();
    await handle(update('thing-old'));
    expect(changes).toMatchObject([
      {
        properties: { ServiceToken: SERVICE_TOKEN, Name: 'new' },
        previousProperties: { ServiceToken: SERVICE_TOKEN, Name: 'old' },
      },
    ]);
  });

  test('back to the id that the resource has tells the resource both ids', async () => {
    const { handle, changes } = aResource();
    await expect(handle(update('thing-new'))).resolves.toMatchObject({ PhysicalResourceId: 'thing-new' });
    expect(changes).toMatchObject([{ previousId: 'thing-new', ids: { PhysicalResourceId: 'thing-new' } }]);
  });

  test('that must wait keeps the old id, since a poll that fails is answered with it', async () => {
    await expect(aResource({ change: waiting }).handle(update('thing-old'))).resolves.toEqual({
      PhysicalResourceId: 'thing-old',
      Wait: WAIT,
    });
  });
});

describe('a poll', () => {
  const finished = { poll: () => Promise.resolve({ Colour: 'green' }) };

  test('goes on as long as the resource has no answer', async () => {
    const { handle, changes, polls } = aResource();
    await expect(handle(pollOf(create(), { PhysicalResourceId: 'thing-new' }))).resolves.toEqual({
      IsComplete: false,
    });
    expect(changes).toEqual([]);
    expect(polls).toMatchObject([
      [{ requestType: 'Create', previousId: undefined, ids: { PhysicalResourceId: 'thing-new' } }, WAIT],
    ]);
  });

  test('ends with the answer, under the new id, also after an Update that kept the old one', async () => {
    const { handle, polls } = aResource(finished);
    await expect(handle(pollOf(update('thing-old'), { PhysicalResourceId: 'thing-old' }))).resolves.toEqual({
      IsComplete: true,
      PhysicalResourceId: 'thing-new',
      Data: { Colour: 'green' },
    });
    expect(polls).toMatchObject([[{ previousId: 'thing-old' }, WAIT]]);
  });

  test('has the time of its own event', async () => {
    const { handle, polls } = aResource();
    await handle(pollOf(create(), {}));
    expect(polls).toMatchObject([[{ arrivedAt: NOW, endsAt: NOW + 585_000 }, WAIT]]);
  });

  test('that fails gives its reason', async () => {
    const { handle } = aResource({ poll: () => Promise.reject(new Error('an image is in ERROR')) });
    await expect(handle(pollOf(create(), {}))).rejects.toThrow('an image is in ERROR');
  });
});

describe('a Delete', () => {
  test.each([
    ['an id that a Create gave', 'thing-new'],
    ['an id that was never given', 'AWSCDK::CustomResourceProviderFramework::MISSING_PHYSICAL_ID'],
  ])('of %s is left to the resource, and is complete for a framework that polls', async (_, id) => {
    const { handle, changes, entries } = aResource();
    await expect(handle(deletion(id))).resolves.toEqual({ PhysicalResourceId: id, IsComplete: true });
    expect(changes).toMatchObject([
      { requestType: 'Delete', previousId: id, ids: { PhysicalResourceId: id }, endsAt: NOW + 585_000 },
    ]);
    expect(entries).toEqual([]);
  });

  test('does not ask for the id that its properties lead to, which may not be understood', async () => {
    const physicalIdOf = () => {
      throw new Error('not understood');
    };
    await expect(aResource({ physicalIdOf }).handle(deletion('x'))).resolves.toMatchObject({
      IsComplete: true,
    });
  });

  test('may wait, and then ends without data', async () => {
    const { handle } = aResource({ change: waiting, poll: () => Promise.resolve({ Colour: 'blue' }) });
    const begun = await handle(deletion('thing-new'));
    expect(begun).toEqual({ PhysicalResourceId: 'thing-new', Wait: WAIT });
    await expect(handle(pollOf(deletion('thing-new'), begun))).resolves.toEqual({
      PhysicalResourceId: 'thing-new',
      IsComplete: true,
    });
  });

  test('succeeds while the Create has not ended', async () => {
    let end: (outcome: Outcome<Wait>) => void = () => undefined;
    const { handle } = aResource({
      change: ({ requestType }) =>
        requestType === 'Delete'
          ? Promise.resolve({ data: {} })
          : new Promise((resolve) => {
              end = resolve;
            }),
    });
    const creation = handle(create());
    await expect(handle(deletion('thing-new'))).resolves.toEqual({
      PhysicalResourceId: 'thing-new',
      IsComplete: true,
    });
    end({ data: {} });
    await expect(creation).resolves.toMatchObject({ PhysicalResourceId: 'thing-new' });
  });

  test('that fails gives its reason, and is logged as one', async () => {
    const { handle, entries } = failing('in use');
    await expect(handle(deletion('thing-new'))).rejects.toThrow(`in use. Log group: ${LOG_GROUP}`);
    expect(entries).toMatchObject([{ event: 'failed', request: 'Delete', message: 'in use' }]);
  });
});

describe('a failure', () => {
  test('says why and where the log is, and the framework makes that its reason', async () => {
    const failure = await errorOf(failing('DescribeWorkspaceImages was denied').handle(create()));
    expect(failure.message).toBe(`DescribeWorkspaceImages was denied. Log group: ${LOG_GROUP}`);
    expect(reasonOf(failure)).toBe(
      `DescribeWorkspaceImages was denied. Log group: ${LOG_GROUP}\n\nLogs: /aws/lambda/Images-Handler\n`,
    );
  });

  test.each([
    ['a short reason', 'not found'],
    ['one that is cut', 'x'.repeat(9_000)],
  ])('names no log group where Lambda does not tell it: %s', async (_, message) => {
    const change = () => Promise.reject(new Error(message));
    const failure = await errorOf(aResource({ change }, { logGroupName: undefined }).handle(create()));
    expect(failure.message).toMatch(/^(not found|x+…)$/);
    const body = responseBody('FAILED', reasonOf(failure), {
      ids: someIds({ PhysicalResourceId: CREATE_FAILED_ID }),
    });
    expect(bytesOf(body)).toBeLessThanOrEqual(4_096 - 32);
  });

  test('is one line, its stack too, whatever it was made of', async () => {
    const failure = await errorOf(failing('Unexpected token <\n  in JSON\r\nat 0').handle(create()));
    expect(failure.message).toBe(`Unexpected token < in JSON at 0. Log group: ${LOG_GROUP}`);
    expect(failure.stack).toBe(failure.message);
  });

  test('may be made of what is not an error', async () => {
    const { handle } = aResource({
      change: () => {
        AbortSignal.abort('oops').throwIfAborted();
        return waiting();
      },
    });
    expect((await errorOf(handle(create()))).message).toBe(`oops. Log group: ${LOG_GROUP}`);
  });

  test('of the physical id is one of the event', async () => {
    const physicalIdOf = () => {
      throw new Error('no properties');
    };
    const { handle, changes } = aResource({ physicalIdOf });
    await expect(handle(create())).rejects.toThrow(`no properties. Log group: ${LOG_GROUP}`);
    expect(changes).toEqual([]);
  });

  test('is logged whole, with the stack of its cause', async () => {
    const message = `first\nline ${'x'.repeat(9_000)}`;
    const { handle, entries } = failing(message);
    await errorOf(handle(create()));
    expect(entries).toMatchObject([
      { level: 'error', event: 'failed', resource: 'GoldenImages5A1B2C3D', request: 'Create', message },
    ]);
    expect(String(entries[0]?.['stack'])).toContain('custom-resource.test');
  });

  test('of an Update is logged as one', async () => {
    const { handle, entries } = failing('oops');
    await errorOf(handle(update('x')));
    expect(entries).toMatchObject([{ event: 'failed', request: 'Update', message: 'oops' }]);
  });

  const longId = 'i'.repeat(1_024);

  test.each([
    ['a Create', create(), CREATE_FAILED_ID],
    ['an Update of a long id', update(longId), longId],
    ['an Update of a short id', update('x'), 'x'],
    ['a poll of a Create', pollOf(create(), { PhysicalResourceId: longId }), longId],
  ])('of %s is cut to what its response has room for, and keeps the log group', async (_, event, id) => {
    const failure = await errorOf(failing('x'.repeat(9_000)).handle(event));
    expect(failure.message).toMatch(new RegExp(`^x+…\\. Log group: ${LOG_GROUP}$`));
    const body = responseBody('FAILED', reasonOf(failure), {
      ids: someIds({ PhysicalResourceId: id }),
    });
    expect(bytesOf(body)).toBe(4_096 - 32);
  });

  test('of quotes and letters of many bytes is cut by its bytes', async () => {
    const failure = await errorOf(failing('"\\💥é'.repeat(2_000)).handle(update(longId)));
    const body = responseBody('FAILED', reasonOf(failure), {
      ids: someIds({ PhysicalResourceId: longId }),
    });
    expect(bytesOf(body)).toBeLessThanOrEqual(4_096);
    expect(failure.message.endsWith(`. Log group: ${LOG_GROUP}`)).toBe(true);
  });
});

test('any failure is told in one line that fits a response and ends with the log group', async () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .string({
        unit: fc.constantFrom('a', '"', '\\', '\n', '\r', '\u2028', '\u0001', 'é', '💥'),
        minLength: 1,
        maxLength: 9,
      })
      .map((letters) => letters.repeat(700)),
    fc.constantFrom(...INHERITED_NAMES, ''),
  );
  const anyName = (longest: number) =>
    fc.integer({ min: 1, max: longest }).map((length) => 'n'.repeat(length));
  const anyEvent = fc
    .tuple(fc.constantFrom('Create', 'Update', 'Delete', 'poll'), anyName(255), anyName(128))
    .map(([kind, LogicalResourceId, stackName]) => {
      const ids = { LogicalResourceId, StackId: someIds().StackId.replace('/Images/', `/${stackName}/`) };
      const previousId = `${LogicalResourceId}-0123456789abcdef`;
      switch (kind) {
        case 'Update':
          return { ...update(previousId), ...ids };
        case 'Delete':
          return { ...deletion(previousId), ...ids };
        case 'poll':
          return pollOf({ ...create(), ...ids }, { PhysicalResourceId: previousId });
        case 'Create':
          return { ...create(), ...ids };
      }
    });
  await fc.assert(
    fc.asyncProperty(
      anyEvent,
      anyText,
      anyName(512),
      anyName(64),
      async (event, message, logGroupName, functionName) => {
        const fail = () => Promise.reject(new Error(message));
        const handle = respond<Wait>(
          { physicalIdOf: () => 'thing', change: fail, poll: fail },
          { now: () => NOW, log: recordingLog(), logGroupName, region: undefined },
        );
        const error = await errorOf(handle(event, { ...CONTEXT, functionName }));
        expect(error.stack).toBe(error.message);
        expect(error.message).not.toMatch(/[\n\r\u2028\u2029]/);
        expect(error.message.endsWith(`. Log group: ${logGroupName}`)).toBe(true);
        const PhysicalResourceId =
          'PhysicalResourceId' in event ? event.PhysicalResourceId : CREATE_FAILED_ID;
        const { StackId, LogicalResourceId } = event;
        const body = responseBody('FAILED', `${error.message}\n\nLogs: /aws/lambda/${functionName}\n`, {
          ids: someIds({ StackId, LogicalResourceId, PhysicalResourceId }),
        });
        expect(bytesOf(body)).toBeLessThanOrEqual(4_064);
      },
    ),
    { numRuns: 40 },
  );
});
