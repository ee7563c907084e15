import { parseCatalogue } from '../../local/catalogue';
import type { Catalogue } from '../../local/catalogue';
import { type WorkspacesEndpoint, startWorkspacesEndpoint } from '../../local/workspaces-endpoint';
import { LOG_GROUP, bundledHandler } from '../driver/bundle';
import { WAITER, stopCalendar } from '../driver/clock';
import { CloudFormation, type Properties, type RollBackId } from '../driver/cloudformation';
import type { Handler } from '../driver/framework';

interface ImageSpec {
  readonly state?: string;
  readonly day?: number;
  readonly availableAfter?: number;
  readonly failsAfter?: number;
  readonly errors?: object;
}

const START = '2026-07-01T12:00:00.000Z';
const MINUTE = 60;
const HOUR = 3_600;

let endpoint: WorkspacesEndpoint;
let handler: Handler;
let cloudFormation: CloudFormation;
const logged: unknown[] = [];

beforeEach(() => {
  stopCalendar(START);
  jest.spyOn(Math, 'random').mockReturnValue(0);
  for (const method of ['info', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...lines: unknown[]) => {
      logged.push(...lines.map((line): unknown => JSON.parse(String(line))));
    });
  }
});

afterEach(async () => {
  await endpoint.close();
  expect(JSON.stringify(logged)).not.toContain('SECRET');
  logged.length = 0;
  jest.useRealTimers();
  jest.restoreAllMocks();
});

/** An account with images golden-NAME, and a stack in it. */
async function account(images: Readonly<Record<string, ImageSpec>>, afterFirstCall = images): Promise<void> {
  endpoint = await startWorkspacesEndpoint({
    catalogue: catalogue(images),
    faults: (call) => {
      if (call > 1 && afterFirstCall !== images) {
        endpoint.setCatalogue(catalogue(afterFirstCall));
      }
      return undefined;
    },
  });
  handler = bundledHandler(endpoint.url);
  cloudFormation = new CloudFormation(handler, undefined, WAITER);
}

function catalogue(images: Readonly<Record<string, ImageSpec>>): Catalogue {
  const Images = Object.entries(images).map(
    ([name, { state = 'AVAILABLE', day = 1, availableAfter, failsAfter, errors }]) => ({
      ImageId: idOf(name),
      Name: `golden-${name}`,
      State: state,
      Created: `2026-06-${String(day).padStart(2, '0')}T00:00:00Z`,
      AvailableAfterSeconds: availableAfter,
      FailsAfterSeconds: failsAfter,
      ...errors,
    }),
  );
  return parseCatalogue(JSON.stringify({ Images }), 'images.json');
}

function idOf(name: string): string {
  return `wsi-${name.padStart(9, '0')}`;
}

const pending = (availableAfter?: number): ImageSpec => ({
  state: 'PENDING',
  ...(availableAfter === undefined ? {} : { availableAfter }),
});

const waitFor = (seconds: number, more: Properties = {}): Properties => ({
  Gate: 'WAIT_UNTIL_AVAILABLE',
  GateTimeout: seconds,
  ...more,
});

const elapsed = () => (Date.now() - Date.parse(START)) / 1000;
const polls = () => logged.filter((entry) => (entry as { event: string }).event === 'polled');
const firstLine = ({ Reason }: { readonly Reason: string }) => Reason.split('\n')[0];

describe('a gate that requires AVAILABLE', () => {
  const required = (more: Properties = {}): Properties => ({ Gate: 'REQUIRE_AVAILABLE', ...more });

  beforeEach(async () => {
    await account({ a: pending() });
    cloudFormation = new CloudFormation(handler);
  });

  test('is passed where every selected image is', async () => {
    endpoint.setCatalogue(catalogue({ a: { day: 2 }, b: pending() }));
    await expect(cloudFormation.create(required({ MostRecent: 1 }))).resolves.toMatchObject({
      Status: 'SUCCESS',
      Data: { ImageIds: idOf('a') },
    });
  });

  test('fails at once while one is PENDING, and names it', async () => {
    const response = await cloudFormation.create(required());
    expect(firstLine(response)).toBe(
      `not every image is AVAILABLE: PENDING: golden-a (${idOf('a')}); deploy again later, or use a gate that waits. ` +
        `Log group: ${LOG_GROUP}`,
    );
  });

  test('fails in a state that is not known, by name', async () => {
    endpoint.setCatalogue(catalogue({ a: { state: 'ARCHIVED' } }));
    const response = await cloudFormation.create(required());
    expect(firstLine(response)).toContain(
      `golden-a (${idOf('a')}) is in ARCHIVED, which this version does not know`,
    );
  });
});

describe('a gate that waits', () => {
  test('ends within a poll of the image becoming AVAILABLE, and answers with its state then', async () => {
    await account({ a: pending(40 * MINUTE) });
    const response = await cloudFormation.create(waitFor(50 * MINUTE));
    expect(response).toMatchObject({
      Status: 'SUCCESS',
      Data: { ImageIds: idOf('a'), ImageStates: 'AVAILABLE' },
    });
    expect(elapsed()).toBeGreaterThanOrEqual(40 * MINUTE);
    expect(elapsed()).toBeLessThanOrEqual(40 * MINUTE + 30);
    expect(polls().at(-2)).toMatchObject({
      verdict: 'waiting',
      waitedSeconds: 2_370,
      remainingSeconds: 630,
      states: { PENDING: 1 },
      pending: [idOf('a')],
    });
  });

  test('fails within a poll of an image going to ERROR, with what the service says of it, in one line', async () => {
    const errors = {
      ErrorCode: 'ImageImportFailed',
      ErrorMessage: 'could not\nimport',
      ErrorDetails: [{ ErrorCode: 'UEFINotSupported', ErrorMessage: 'UEFI is not supported' }],
    };
    await account({ a: { state: 'PENDING', failsAfter: 10 * MINUTE, errors } });
    const response = await cloudFormation.create(waitFor(50 * MINUTE));
    expect(response.Status).toBe('FAILED');
    expect(firstLine(response)).toBe(
      `golden-a (${idOf('a')}) is in ERROR: ImageImportFailed: could not import, ` +
        `UEFINotSupported: UEFI is not supported. Log group: ${LOG_GROUP}`,
    );
    expect(elapsed()).toBeLessThanOrEqual(10 * MINUTE + 30);
  });

  test('fails within a poll of its deadline, and says how long it waited and what was in which state', async () => {
    await account({ a: pending(), b: {} });
    const response = await cloudFormation.create(waitFor(20 * MINUTE));
    expect(response.Status).toBe('FAILED');
    expect(firstLine(response)).toBe(
      `not every image is AVAILABLE after 20 minutes: PENDING: golden-a (${idOf('a')}); AVAILABLE: 1. ` +
        `Log group: ${LOG_GROUP}`,
    );
    expect(elapsed()).toBe(20 * MINUTE);
  });

  test('asks for the images that it has frozen, by one call for each type, and not for newer ones', async () => {
    await account({ a: pending(5 * MINUTE) }, { a: pending(5 * MINUTE), b: { state: 'PENDING', day: 9 } });
    const creating = cloudFormation.create(waitFor(50 * MINUTE, { MostRecent: 1 }));
    await expect(creating).resolves.toMatchObject({ Data: { ImageIds: idOf('a') } });
    const [first, ...others] = endpoint.calls.map(({ input }) => input);
    expect(first).toStrictEqual({ ImageType: 'OWNED', MaxResults: 25 });
    expect(others).toHaveLength(polls().length);
    expect(others[0]).toStrictEqual({ ImageType: 'OWNED', ImageIds: [idOf('a')] });
  });

  test('fails where a frozen image disappears, by its id', async () => {
    await account({ a: pending(), b: {} }, { b: {} });
    const response = await cloudFormation.create(waitFor(50 * MINUTE));
    expect(firstLine(response)).toContain(`images that were waited for have disappeared: ${idOf('a')}`);
  });

  test('looks anew for an image that is not listed yet', async () => {
    await account({}, { a: pending(8 * MINUTE) });
    const creating = cloudFormation.create(waitFor(50 * MINUTE, { ImageNames: ['golden-a'] }));
    await expect(creating).resolves.toMatchObject({ Status: 'SUCCESS', Data: { ImageIds: idOf('a') } });
  });

  test('gives an image five minutes to be listed, so that a mistyped name does not lock a stack', async () => {
    await account({ a: {} });
    const response = await cloudFormation.create(waitFor(50 * MINUTE, { ImageNames: ['golden-z'] }));
    expect(firstLine(response)).toContain(
      '0 of 1 image match: 1 examined, 0 named golden-z; minimumCount is 1',
    );
    expect(elapsed()).toBe(5 * MINUTE);
  });

  test('fails at once where too many match', async () => {
    await account({ a: {}, b: {} });
    const response = await cloudFormation.create(waitFor(50 * MINUTE, { MaximumCount: 1 }));
    expect(firstLine(response)).toContain('maximumCount is 1');
    expect(elapsed()).toBe(0);
  });

  test('is not begun for more images than a response holds', async () => {
    const images = Array.from({ length: 200 }, (_, index) => [`x${index}`, pending()]);
    await account(Object.fromEntries(images) as Record<string, ImageSpec>);
    const response = await cloudFormation.create(waitFor(50 * MINUTE));
    expect(firstLine(response)).toContain('200 images match, and the 200 selected need');
    expect(elapsed()).toBe(0);
  }, 20_000);

  test('deletes without a call, and without a wait', async () => {
    await account({ a: {} });
    await cloudFormation.create(waitFor(50 * MINUTE));
    const calls = endpoint.calls.length;
    await expect(cloudFormation.delete()).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect([endpoint.calls.length, elapsed()]).toStrictEqual([calls, 0]);
  });

  test('that arrives twice is answered alike', async () => {
    await account({ a: {} });
    const first = await cloudFormation.create(waitFor(50 * MINUTE));
    await expect(cloudFormation.repeat()).resolves.toStrictEqual(first);
  });
});

describe('an Update of a gate that waits, as a changed value of a token makes one', () => {
  test('that fails is rolled back at once, whatever the states are by then, and answers with the old id', async () => {
    await account({ a: {}, b: { state: 'ERROR' } });
    const first = await cloudFormation.create(waitFor(50 * MINUTE, { ImageNames: ['golden-a'] }));
    endpoint.setCatalogue(catalogue({ a: pending(), b: { state: 'ERROR' } }));
    const failed = await cloudFormation.update(waitFor(50 * MINUTE, { ImageNames: ['golden-b'] }));
    expect(failed).toMatchObject({ Status: 'FAILED', PhysicalResourceId: first.PhysicalResourceId });
    expect(cloudFormation.exchanges.at(-1)?.response).toMatchObject({
      Status: 'SUCCESS',
      Data: { ImageIds: idOf('a'), ImageStates: 'PENDING' },
    });
    expect(elapsed()).toBe(0);
  });

  test('that times out answers with the old id, too', async () => {
    await account({ a: {}, b: pending() });
    const first = await cloudFormation.create(waitFor(10 * MINUTE, { ImageNames: ['golden-a'] }));
    const failed = await cloudFormation.update(waitFor(10 * MINUTE, { ImageNames: ['golden-b'] }));
    expect(failed).toMatchObject({ Status: 'FAILED', PhysicalResourceId: first.PhysicalResourceId });
    expect(cloudFormation.exchanges.at(-1)?.response.Status).toBe('SUCCESS');
  });

  test.each<RollBackId>(['the new id', 'the old id'])(
    'that another resource rolls back ends under the first id again, if the roll-back carries %s',
    async (carries) => {
      await account({ a: {}, b: {} });
      const first = await cloudFormation.create(waitFor(50 * MINUTE, { ImageNames: ['golden-a'] }));
      const back = await cloudFormation.updateAndRollBack(
        waitFor(50 * MINUTE, { ImageNames: ['golden-b'] }),
        carries,
      );
      expect(back).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: first.PhysicalResourceId });
    },
  );
});

describe('a chain of links', () => {
  /** Creates the links one after another, as far as they succeed. */
  async function createChain(links: number, properties: Properties) {
    const responses = [];
    let handedOn: Properties = {};
    for (let link = 1; link <= links; link++) {
      const isLast = link === links;
      const resource = new CloudFormation(handler, isLast ? 'Golden' : `Link${link}`, WAITER);
      const response = await resource.create({
        ...properties,
        ...handedOn,
        ...(isLast ? {} : { HandOverAfter: 3_000 }),
      });
      responses.push({ ...response, after: elapsed() });
      if (response.Status === 'FAILED') {
        break;
      }
      handedOn = response.Data ?? {};
    }
    return responses;
  }

  test('succeeds in its second link, and the third answers at once', async () => {
    await account({ a: pending(80 * MINUTE) });
    const [first, second, last] = await createChain(3, waitFor(140 * MINUTE));
    expect(first).toMatchObject({
      after: 50 * MINUTE,
      Data: { Deadline: '2026-07-01T14:20:00.000Z', FrozenImageIds: idOf('a') },
    });
    expect(second).toMatchObject({ after: 80 * MINUTE, Data: { Deadline: '2026-07-01T14:20:00.000Z' } });
    expect(last).toMatchObject({
      after: 80 * MINUTE,
      Data: { ImageIds: idOf('a'), ImageStates: 'AVAILABLE' },
    });
  });

  test('succeeds in its last link', async () => {
    await account({ a: pending(130 * MINUTE) });
    const responses = await createChain(3, waitFor(140 * MINUTE));
    expect(responses.at(-1)).toMatchObject({ Status: 'SUCCESS', after: 130 * MINUTE });
  });

  test('fails at the whole deadline, and says how long all of it waited', async () => {
    await account({ a: pending() });
    const responses = await createChain(3, waitFor(140 * MINUTE));
    expect(responses.map(({ Status }) => Status)).toStrictEqual(['SUCCESS', 'SUCCESS', 'FAILED']);
    expect(responses.at(-1)?.Reason).toContain('not every image is AVAILABLE after 140 minutes');
    expect(elapsed()).toBe(140 * MINUTE);
  });

  test('fails in the link in which an image does', async () => {
    await account({ a: { state: 'PENDING', failsAfter: 60 * MINUTE } });
    const responses = await createChain(3, waitFor(140 * MINUTE));
    expect(responses.map(({ Status }) => Status)).toStrictEqual(['SUCCESS', 'FAILED']);
    expect(elapsed()).toBeLessThanOrEqual(60 * MINUTE + 30);
  });

  test('waits for 12 hours, if need be', async () => {
    await account({ a: pending(12 * HOUR - MINUTE) });
    const responses = await createChain(15, waitFor(12 * HOUR));
    expect(responses).toHaveLength(15);
    expect(responses.at(-1)).toMatchObject({ Status: 'SUCCESS', after: 12 * HOUR - MINUTE });
  }, 60_000);

  test('ends each link within the hour that CloudFormation gives it', async () => {
    await account({ a: pending() });
    const responses = await createChain(2, waitFor(100 * MINUTE));
    const lengths = responses.map(({ after }, index) => after - (responses[index - 1]?.after ?? 0));
    expect(Math.max(...lengths)).toBeLessThan(55 * MINUTE);
  });

  test('freezes in its first link what it hands on, though it did not at its begin', async () => {
    await account({}, { a: pending(60 * MINUTE) });
    const [first] = await createChain(2, waitFor(100 * MINUTE));
    expect(first?.Data).toMatchObject({ FrozenImageIds: idOf('a') });
  });
});
