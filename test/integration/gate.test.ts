import type { Catalogue } from '../../dev/local-aws/catalogue';
import { parseCatalogue } from '../../dev/local-aws/catalogue';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { startWorkspacesEndpoint, type WorkspacesEndpoint } from '../../dev/local-aws/workspaces-endpoint';
import { elapsedSeconds, stopCalendar, WAITER } from '../driver/clock';
import { CloudFormation, type Properties } from '../driver/cloudformation';
import type { Handler } from '../driver/framework';
import { builtHandlerInStoppedTime, LOG_GROUP } from '../driver/handler-asset';
import { catchLog } from '../driver/log';

interface ImageSpec {
  readonly state?: string;
  readonly day?: number;
  readonly availableAfter?: number;
  readonly failsAfter?: number;
  readonly errors?: object;
}

const MINUTE = 60;
const HOUR = 3_600;

let endpoint: WorkspacesEndpoint;
let handler: Handler;
let cloudFormation: CloudFormation;
let logged: string[];

beforeEach(() => {
  stopCalendar();
  jest.spyOn(Math, 'random').mockReturnValue(0);
  logged = catchLog();
});

afterEach(async () => {
  await endpoint.close();
  jest.useRealTimers();
});

type Images = Readonly<Record<string, ImageSpec>>;

/**
 * An account with images golden-NAME, and a stack in it.
 *
 * @param later The images from a call on, counted from 1
 */
async function account(images: Images, later: Readonly<Record<number, Images>> = {}): Promise<void> {
  endpoint = await startWorkspacesEndpoint({
    catalogue: catalogue(images),
    faults: (call) => {
      const next = later[call];
      if (next !== undefined) {
        endpoint.setCatalogue(catalogue(next));
      }
      return undefined;
    },
  });
  handler = builtHandlerInStoppedTime(endpoint.url);
  cloudFormation = new CloudFormation(handler, undefined, WAITER);
}

function catalogue(images: Images): Catalogue {
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

const polls = () =>
  logged.map((line) => JSON.parse(line) as { event: string }).filter(({ event }) => event === 'polled');
const firstLine = ({ Reason }: { readonly Reason: string }) => Reason.split('\n')[0];

/** Create the links one after another, as far as they succeed. */
async function createChain(links: number, properties: Properties) {
  const responses = [];
  let handedOver: Properties = {};
  for (let link = 1; link <= links; link++) {
    const isLast = link === links;
    const resource = new CloudFormation(handler, isLast ? 'Golden' : `Link${link}`, WAITER);
    const response = await resource.create({
      ...properties,
      ...handedOver,
      ...(isLast ? {} : { HandOverAfter: 3_000 }),
    });
    responses.push({ ...response, after: elapsedSeconds() });
    if (response.Status === 'FAILED') {
      break;
    }
    handedOver = response.Data ?? {};
  }
  return responses;
}

describe('a gate that waits', () => {
  test('ends within a poll of the image becoming AVAILABLE, and answers with its state then', async () => {
    await account({ a: pending(40 * MINUTE) });
    const response = await cloudFormation.create(waitFor(50 * MINUTE));
    expect(response).toMatchObject({
      Status: 'SUCCESS',
      Data: { ImageIds: idOf('a'), ImageStates: 'AVAILABLE' },
    });
    expect(elapsedSeconds()).toBeGreaterThanOrEqual(40 * MINUTE);
    expect(elapsedSeconds()).toBeLessThanOrEqual(40 * MINUTE + 30);
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
    expect(elapsedSeconds()).toBeLessThanOrEqual(10 * MINUTE + 30);
  });

  test('fails within a poll of its deadline, and says how long it waited and what was in which state', async () => {
    await account({ a: pending(), b: {} });
    const response = await cloudFormation.create(waitFor(20 * MINUTE));
    expect(response.Status).toBe('FAILED');
    expect(firstLine(response)).toBe(
      `not every image is AVAILABLE after 20 minutes: PENDING: golden-a (${idOf('a')}); AVAILABLE: 1. ` +
        `Log group: ${LOG_GROUP}`,
    );
    expect(elapsedSeconds()).toBe(20 * MINUTE);
  });

  test('gives an image five minutes to be listed, so that a mistyped name does not lock a stack', async () => {
    await account({ a: {} });
    const response = await cloudFormation.create(waitFor(50 * MINUTE, { ImageNames: ['golden-z'] }));
    expect(firstLine(response)).toContain('0 of 1 image match: 1 examined, 0 named golden-z; minCount is 1');
    expect(elapsedSeconds()).toBe(5 * MINUTE - 5);
    expect(endpoint.calls).toHaveLength(11);
  });

  test.each([waitFor(50 * MINUTE), waitFor(12 * HOUR, { HandOverAfter: 3_000 })])(
    'that never reaches the service fails within six minutes, and says why: %j',
    async (properties) => {
      jest.spyOn(Math, 'random').mockReturnValue(0.999);
      await account({});
      cloudFormation = new CloudFormation(builtHandlerInStoppedTime(), undefined, WAITER);
      const response = await cloudFormation.create(properties);
      expect(response.Status).toBe('FAILED');
      expect(firstLine(response)).toMatch(
        /^DescribeWorkspaceImages did not succeed in 4 minutes \d+ seconds and \d+ calls, the last with .*ECONNREFUSED.*; it was not reached: a function in a VPC needs a NAT gateway/,
      );
      expect(elapsedSeconds()).toBeGreaterThan(4 * MINUTE);
      expect(elapsedSeconds()).toBeLessThanOrEqual(6 * MINUTE);
    },
  );

  test('that is denied fails within a minute, and says who denies it', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    endpoint = await startWorkspacesEndpoint({ catalogue: catalogue({}), faults: () => 'access-denied' });
    cloudFormation = new CloudFormation(builtHandlerInStoppedTime(endpoint.url), undefined, WAITER);
    const response = await cloudFormation.create(waitFor(50 * MINUTE));
    expect(firstLine(response)).toContain('DescribeWorkspaceImages was denied');
    expect(elapsedSeconds()).toBeLessThanOrEqual(MINUTE);
  });

  test('finds the newest of 4,000 images at the pace of the account', async () => {
    const { images } = generateCatalogue(4_000);
    const newest = images.map(({ ImageId }, index) => ({
      ...images[index],
      ImageId,
      State: 'AVAILABLE',
      Created: index,
    }));
    endpoint = await startWorkspacesEndpoint({
      catalogue: { images: newest },
      throttle: { ratePerSecond: 2, burst: 5 },
    });
    cloudFormation = new CloudFormation(builtHandlerInStoppedTime(endpoint.url), undefined, WAITER);
    const response = await cloudFormation.create(waitFor(50 * MINUTE, { MostRecent: 1 }));
    expect(response).toMatchObject({ Status: 'SUCCESS', Data: { ImageIds: newest.at(-1)?.ImageId } });
    expect(elapsedSeconds()).toBeGreaterThan(MINUTE);
  }, 20_000);
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
    expect(elapsedSeconds()).toBe(0);
  });

  test('that times out answers with the old id, too', async () => {
    await account({ a: {}, b: pending() });
    const first = await cloudFormation.create(waitFor(10 * MINUTE, { ImageNames: ['golden-a'] }));
    const failed = await cloudFormation.update(waitFor(10 * MINUTE, { ImageNames: ['golden-b'] }));
    expect(failed).toMatchObject({ Status: 'FAILED', PhysicalResourceId: first.PhysicalResourceId });
    expect(cloudFormation.exchanges.at(-1)?.response.Status).toBe('SUCCESS');
  });
});

describe('a chain of links', () => {
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

  test('fails at the whole deadline, and says how long all of it waited', async () => {
    await account({ a: pending() });
    const responses = await createChain(3, waitFor(140 * MINUTE));
    expect(responses.map(({ Status }) => Status)).toStrictEqual(['SUCCESS', 'SUCCESS', 'FAILED']);
    expect(responses.at(-1)?.Reason).toContain('not every image is AVAILABLE after 2 hours 20 minutes');
    expect(elapsedSeconds()).toBe(140 * MINUTE);
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
});
