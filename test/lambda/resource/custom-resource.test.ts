import type { CdkCustomResourceEvent } from 'aws-lambda';
import {
  type Change,
  type ChangeEvent,
  type CustomResource,
  type Outcome,
  respond,
  type Surroundings,
} from '../../../lambda/resource/custom-resource';
import { responseUrl } from '../../secrets';
import { bytesOf, errorOf, NOW, recordingLog, responseBody, someIds } from '../builders';

interface Wait {
  readonly until: string;
}

type Properties = Readonly<Record<string, string>>;
type PollEvent = CdkCustomResourceEvent & { readonly Wait: Wait };

const SERVICE_TOKEN = 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework';
const LOG_GROUP = 'Images-WorkspaceImagesProviderLogGroup9D3A3A7F-AbCdEfGhIjKl';
const CONTEXT = { functionName: 'Images-Handler', getRemainingTimeInMillis: () => 600_000 };
const CREATE_FAILED_ID = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';
const MISSING_ID = 'AWSCDK::CustomResourceProviderFramework::MISSING_PHYSICAL_ID';
const WAIT: Wait = { until: 'tomorrow' };
const BLUE = { Colour: 'blue' };

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
  const log = recordingLog();
  const change = jest.fn(behaviour.change ?? (() => Promise.resolve<Outcome<Wait>>({ data: BLUE })));
  const poll = jest.fn(behaviour.poll ?? (() => Promise.resolve(undefined)));
  const handler = respond<Wait>(
    {
      physicalIdOf: ({ ResourceProperties }) => `thing-${String(ResourceProperties['Name'])}`,
      ...behaviour,
      change,
      poll,
    },
    { now: () => NOW, log, logGroupName: LOG_GROUP, region: 'eu-west-1', ...surroundings },
  );
  return {
    handle: (event: PollEvent | CdkCustomResourceEvent) => handler(event, CONTEXT),
    changes: change.mock.calls,
    polls: poll.mock.calls,
    entries: log.entries,
  };
}

const waiting = () => Promise.resolve<Outcome<Wait>>({ wait: WAIT });
const finished = () => Promise.resolve(BLUE);
const misunderstood = () => {
  throw new Error('not understood');
};
const failing = (message: string) => {
  const fail = () => Promise.reject(new Error(message));
  return aResource({ change: fail, poll: fail });
};

/** The reason that the provider framework makes of an error: its message, a line of the framework's, and its stack. */
function reasonOf({ message, stack = '' }: Error): string {
  const ownMessage = [message, '', `Logs: /aws/lambda/${CONTEXT.functionName}`, ''].join('\n');
  return [ownMessage, ...stack.split('\n').slice(1)].join('\n');
}

/** The bytes of the body that CloudFormation gets for a failure. */
const failedBytes = (failure: Error, PhysicalResourceId: string) =>
  bytesOf(responseBody('FAILED', reasonOf(failure), { ids: someIds({ PhysicalResourceId }) }));

describe('a stack in another Region than the function', () => {
  const inRegion = (region: string, event: CdkCustomResourceEvent = create()) => ({
    ...event,
    StackId: someIds().StackId.replace('eu-west-1', region),
  });

  test.each([
    ['at an event', inRegion('us-east-1'), 'us-east-1'],
    ['at a poll', inRegion('us-east-1', pollOf(create(), {})), 'us-east-1'],
    ['in other letters', inRegion('EU-WEST-1'), 'EU-WEST-1'],
    ['in the name of a host', inRegion('evil.example/#'), 'evil.example/#'],
  ])('is refused, and nothing is done for it: %s', async (_, event, region) => {
    const { handle, changes, polls } = aResource();
    await expect(handle(event)).rejects.toThrow(
      `the stack must be in eu-west-1, where this function runs, got: ${region}`,
    );
    expect([...changes, ...polls]).toEqual([]);
  });

  test('is not known where Lambda does not tell the Region of the function', async () => {
    const { handle } = aResource({}, { region: undefined });
    await expect(handle(inRegion('us-east-1'))).resolves.toMatchObject({ Data: { Colour: 'blue' } });
  });
});

describe('an event', () => {
  const id = (PhysicalResourceId: string) => ({ PhysicalResourceId });
  const waits = { change: waiting };
  const done = { IsComplete: true };

  test.each<[string, CdkCustomResourceEvent, Partial<CustomResource<Wait>>, answer: object]>([
    ['a Create', create(), {}, { ...id('thing-new'), Data: BLUE }],
    ['a Create that waits', create(), waits, { ...id('thing-new'), Wait: WAIT }],
    ['an Update', update('thing-old'), {}, { ...id('thing-new'), Data: BLUE }],
    // The framework answers a poll that fails with this id.
    ['an Update that waits', update('thing-old'), waits, { ...id('thing-old'), Wait: WAIT }],
    ['a Delete', deletion('thing-new'), {}, { ...id('thing-new'), ...done }],
    ['a Delete of an id that was never given', deletion(MISSING_ID), {}, { ...id(MISSING_ID), ...done }],
    ['a Delete that waits', deletion('x'), waits, { ...id('x'), Wait: WAIT }],
    ['a Delete of odd properties', deletion('x'), { physicalIdOf: misunderstood }, { ...id('x'), ...done }],
    ['a poll', pollOf(create(), {}), {}, { IsComplete: false }],
    [
      'the last poll of an Update that kept the old id',
      pollOf(update('thing-old'), id('thing-old')),
      { poll: finished },
      { ...id('thing-new'), ...done, Data: BLUE },
    ],
    [
      'the last poll of a Delete',
      pollOf(deletion('x'), id('x')),
      { poll: finished },
      { ...id('x'), ...done },
    ],
  ])('is answered with ids and data alone: %s', async (_, event, behaviour, answer) => {
    const { handle, entries } = aResource(behaviour);
    await expect(handle(event)).resolves.toStrictEqual(answer);
    expect(entries).toEqual([]);
  });

  const change: Change = {
    requestType: 'Create',
    properties: { ServiceToken: SERVICE_TOKEN, Name: 'new' },
    previousProperties: undefined,
    ids: someIds({ PhysicalResourceId: 'thing-new' }),
    previousId: undefined,
    arrivedAt: NOW,
    // The function must begin to answer 15 s before its end.
    endsAt: NOW + 585_000,
  };
  const changed: Change = {
    ...change,
    requestType: 'Update',
    previousProperties: { ServiceToken: SERVICE_TOKEN, Name: 'old' },
    previousId: 'thing-old',
  };

  test.each<[string, CdkCustomResourceEvent, Change]>([
    ['a Create', create(), change],
    ['an Update', update('thing-old'), changed],
    ['an Update back', update('thing-new'), { ...changed, previousId: 'thing-new' }],
    [
      'a Delete',
      deletion('x'),
      {
        ...change,
        requestType: 'Delete',
        properties: { ServiceToken: SERVICE_TOKEN },
        ids: someIds({ PhysicalResourceId: 'x' }),
        previousId: 'x',
      },
    ],
  ])('tells the resource its facts, and a poll of it the same: %s', async (_, event, facts) => {
    const { handle, changes, polls } = aResource();
    await handle(event);
    expect(changes).toStrictEqual([[facts]]);
    await handle(pollOf(event, {}));
    expect(polls).toStrictEqual([[facts, WAIT]]);
    expect(changes).toHaveLength(1);
  });
});

describe('a failure', () => {
  test('says why and where the log is, in one line, and the framework makes that its reason', async () => {
    const failure = await errorOf(failing('Unexpected token <\n  in JSON\r\nat 0').handle(create()));
    expect(reasonOf(failure)).toBe(
      `Unexpected token < in JSON at 0. Log group: ${LOG_GROUP}\n\nLogs: /aws/lambda/Images-Handler\n`,
    );
  });

  test.each(['not found', 'x'.repeat(9_000)])('names no log group where Lambda does not', async (message) => {
    const change = () => Promise.reject(new Error(message));
    const failure = await errorOf(aResource({ change }, { logGroupName: undefined }).handle(create()));
    expect(failure.message).toMatch(/^(not found|x+…)$/);
    expect(failedBytes(failure, CREATE_FAILED_ID)).toBeLessThanOrEqual(4_096 - 32);
  });

  test('may be made of what is not an error', async () => {
    const { handle, entries } = aResource({
      change: () => {
        AbortSignal.abort('oops').throwIfAborted();
        return waiting();
      },
    });
    await expect(handle(create())).rejects.toThrow(`oops. Log group: ${LOG_GROUP}`);
    expect(entries).toMatchObject([{ message: 'oops', stack: undefined }]);
  });

  test('of the physical id is one of the event', async () => {
    const { handle, changes } = aResource({ physicalIdOf: misunderstood });
    await expect(handle(create())).rejects.toThrow(`not understood. Log group: ${LOG_GROUP}`);
    expect(changes).toEqual([]);
  });

  const longId = 'i'.repeat(1_024);

  test.each([
    ['a Create', create(), 'Create', CREATE_FAILED_ID],
    ['an Update of a long id', update(longId), 'Update', longId],
    ['an Update of a short id', update('x'), 'Update', 'x'],
    ['a Delete', deletion('x'), 'Delete', 'x'],
    ['a poll of a Create', pollOf(create(), { PhysicalResourceId: longId }), 'Create', longId],
  ])('of %s is logged whole, and cut to what its response has room for', async (_, event, request, id) => {
    const message = `first\nline ${'x'.repeat(9_000)}`;
    const { handle, entries } = failing(message);
    const failure = await errorOf(handle(event));
    expect(failure.message).toMatch(new RegExp(`^first line x+…\\. Log group: ${LOG_GROUP}$`));
    expect(failedBytes(failure, id)).toBe(4_096 - 32);
    expect(entries).toMatchObject([
      { level: 'error', event: 'failed', resource: 'GoldenImages5A1B2C3D', request, message },
    ]);
    expect(String(entries[0]?.['stack'])).toContain('custom-resource.test');
  });
});
