import { generateCatalogue } from '../../dev/local-aws/generate';
import { startWorkspacesEndpoint, type WorkspacesEndpoint } from '../../dev/local-aws/workspaces-endpoint';
import { elapsedSeconds, stopCalendar, WAITER } from '../driver/clock';
import { CloudFormation } from '../driver/cloudformation';
import { CrashError, type Report } from '../driver/crash';
import type { Handler } from '../driver/framework';
import { builtHandler, builtHandlerInStoppedTime } from '../driver/handler-asset';
import { catchLog } from '../driver/log';

/** What Lambda answers the framework when a function ends before its handler does. */
const CRASHES: Readonly<Record<string, Report>> = {
  'needs more memory than it has': {
    errorType: 'Runtime.OutOfMemory',
    errorMessage: 'RequestId: 8b7d Error: Runtime exited with error: signal: killed',
  },
  'is ended by the heap limit of Node.js': {
    errorType: 'Runtime.ExitError',
    errorMessage: 'RequestId: 8b7d Error: Runtime exited with error: signal: aborted',
  },
  'runs out of time': {
    errorType: 'Sandbox.Timedout',
    errorMessage: 'RequestId: 8b7d Error: Task timed out after 600.00 seconds',
  },
  'throws while it loads': {
    errorType: 'Error',
    errorMessage: 'the environment is broken',
    trace: ['Error: the environment is broken', '    at Object.<anonymous> (/var/task/index.js:1:7)'],
  },
  'has no code that can be loaded': {
    errorType: 'Runtime.ImportModuleError',
    errorMessage: "Error: Cannot find module 'index'",
    trace: ["Runtime.ImportModuleError: Error: Cannot find module 'index'"],
  },
};

const WAITS = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: 3_000 };

let endpoint: WorkspacesEndpoint;

beforeEach(async () => {
  catchLog();
  endpoint = await startWorkspacesEndpoint({ catalogue: generateCatalogue(3) });
});

afterEach(async () => {
  await endpoint.close();
  jest.useRealTimers();
});

/** A handler that works until it is broken. */
function breakable(handler: Handler) {
  let report: Report | undefined;
  let events = 0;
  return {
    break: (how: Report) => {
      report = how;
    },
    mend: () => {
      report = undefined;
    },
    events: () => events,
    handler: ((...event) => {
      events++;
      return report === undefined ? handler(...event) : Promise.reject(new CrashError(report));
    }) satisfies Handler,
  };
}

const told = (cloudFormation: CloudFormation) =>
  cloudFormation.exchanges.map(({ event, response }) => [event.RequestType, response.Status]);

describe.each(Object.entries(CRASHES))('a function that %s', (_, report) => {
  test('fails a Create at once, with what Lambda says of it, and the Delete after it succeeds without it', async () => {
    const { handler, events, ...state } = breakable(builtHandler(endpoint.url));
    state.break(report);
    const cloudFormation = new CloudFormation(handler);
    const { Reason } = await cloudFormation.create({});
    expect(Reason.split('\n')[0]).toContain(report.errorMessage);
    expect(Reason).toContain('\n\nLogs: /aws/lambda/Images-WorkspaceImagesProviderHandler');
    expect(told(cloudFormation)).toStrictEqual([
      ['Create', 'FAILED'],
      ['Delete', 'SUCCESS'],
    ]);
    expect(events()).toBe(1);
  });

  test('fails the Delete of a resource that exists, which succeeds when the function is mended', async () => {
    const { handler, ...state } = breakable(builtHandler(endpoint.url));
    const cloudFormation = new CloudFormation(handler);
    await cloudFormation.create({});
    state.break(report);
    const { Status, Reason } = await cloudFormation.delete();
    expect(Status).toBe('FAILED');
    expect(Reason).toContain(report.errorMessage);
    state.mend();
    await expect(cloudFormation.delete()).resolves.toMatchObject({ Status: 'SUCCESS' });
  });

  test('ends a wait at its next poll', async () => {
    stopCalendar();
    endpoint.setCatalogue({ images: [{ ImageId: 'wsi-000000001', State: 'PENDING' }] });
    const { handler, events, ...state } = breakable(builtHandlerInStoppedTime(endpoint.url));
    const polls = 3;
    const cloudFormation = new CloudFormation(handler, undefined, {
      ...WAITER,
      advance: (milliseconds) => {
        WAITER.advance(milliseconds);
        if (events() === 1 + polls) {
          state.break(report);
        }
      },
    });
    const { Status, Reason } = await cloudFormation.create(WAITS);
    expect(Status).toBe('FAILED');
    expect(Reason.split('\n')[0]).toContain(report.errorMessage);
    expect(cloudFormation.exchanges[0]?.event.RequestType).toBe('Create');
    expect(elapsedSeconds()).toBe((polls * WAITER.pollInterval) / 1000);
  });
});

describe('a function whose variables were edited by hand', () => {
  const BROKEN = Object.fromEntries(
    [
      'ALLOWED_BUCKETS',
      'ALLOWED_REGIONS',
      'ALLOWED_ROLE_ARNS',
      'AWS_LAMBDA_LOG_FORMAT',
      'AWS_MAX_ATTEMPTS',
      'AWS_RETRY_MODE',
      'AWS_USE_DUALSTACK_ENDPOINT',
      'AWS_USE_FIPS_ENDPOINT',
      'POLL_SECONDS',
      'REQUEST_RATE',
      'SETTLE_SECONDS',
    ].map((name) => [name, 'broken']),
  );

  test.each(['broken', ''])('loads and works, if they are "%s"', async (value) => {
    const env = Object.fromEntries(Object.keys(BROKEN).map((name) => [name, value]));
    jest.replaceProperty(process, 'env', { ...process.env, ...env });
    const cloudFormation = new CloudFormation(builtHandler(endpoint.url));
    await expect(cloudFormation.create({})).resolves.toMatchObject({ Data: { ImageCount: '3' } });
    await expect(cloudFormation.delete()).resolves.toMatchObject({ Status: 'SUCCESS' });
  });

  test.each(['broken', '', '0', '-1'])('keeps the pace of the account, if the rate is "%s"', async (rate) => {
    stopCalendar();
    jest.replaceProperty(process, 'env', { ...process.env, REQUEST_RATE: rate });
    endpoint.setCatalogue(generateCatalogue(300));
    const cloudFormation = new CloudFormation(builtHandlerInStoppedTime(endpoint.url));
    const response = await cloudFormation.create({ MostRecent: 1 });
    expect(response.Status).toBe('SUCCESS');
    // Seven calls after the burst, at 1.8 a second.
    expect(elapsedSeconds()).toBeCloseTo(0.1 + 7 / 1.8, 2);
  });

  test.each(['broken', '', '0'])('ends in time, if the time to settle is "%s"', async (seconds) => {
    stopCalendar();
    jest.replaceProperty(process, 'env', {
      ...process.env,
      SETTLE_SECONDS: seconds,
      POLL_SECONDS: seconds,
    });
    const cloudFormation = new CloudFormation(builtHandlerInStoppedTime(endpoint.url), undefined, WAITER);
    const { Reason } = await cloudFormation.create({ ...WAITS, ImageNames: ['none'] });
    expect(Reason).toContain('0 of 3 images match');
    expect(elapsedSeconds()).toBeLessThanOrEqual(300);
  });

  test('loads, if it makes bundles', async () => {
    jest.replaceProperty(process, 'env', { ...process.env, ...BROKEN });
    const cloudFormation = new CloudFormation(builtHandler(endpoint.url, undefined, 'bundle'), 'Desktop', {
      ...WAITER,
      maxAttempts: 0,
    });
    const { Reason } = await cloudFormation.create({});
    expect(Reason).toContain('`computeType` must be');
  });
});
