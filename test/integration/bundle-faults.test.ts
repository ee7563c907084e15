import { parseCatalogue } from '../../dev/local-aws/catalogue';
import {
  type Operation,
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
} from '../../dev/local-aws/workspaces-endpoint';
import { elapsedSeconds, stopCalendar, WAITER } from '../driver/clock';
import { CloudFormation } from '../driver/cloudformation';
import { builtHandlerInStoppedTime } from '../driver/handler-asset';
import { catchLog } from '../driver/log';
import {
  always,
  atCall,
  atEverySecondCall,
  type FaultPlan,
  faultsOf,
  forCalls,
  forSeconds,
} from './fault-plans';

const IMAGE = 'wsi-golden001';
const NEW_IMAGE = 'wsi-golden002';
const SPEC = {
  ImageId: IMAGE,
  ComputeType: 'STANDARD',
  RootVolumeSize: 80,
  UserVolumeSize: 50,
  NamePrefix: 'Desktop',
};

/** Bundles of others, which fill more than a page. */
const OTHERS = 30;

let endpoint: WorkspacesEndpoint;

beforeEach(() => {
  stopCalendar();
  jest.spyOn(Math, 'random').mockReturnValue(0.999);
  catchLog();
});

afterEach(async () => {
  await endpoint.close();
  jest.useRealTimers();
});

const minutes = () => elapsedSeconds() / 60;

/** A resource beside the bundles of others, while one operation has faults. */
async function resourceWith(faulty: Operation, plan: FaultPlan): Promise<CloudFormation> {
  const nextFault = faultsOf(plan);
  const Images = [IMAGE, NEW_IMAGE].map((ImageId) => ({ ImageId, State: 'AVAILABLE' }));
  endpoint = await startWorkspacesEndpoint({
    catalogue: parseCatalogue(JSON.stringify({ Images }), 'images.json'),
    bundles: { seconds: 60, others: OTHERS },
    faults: (_call, _region, operation) => (operation === faulty ? nextFault() : undefined),
  });
  const handler = builtHandlerInStoppedTime(endpoint.url, undefined, 'bundle');
  return new CloudFormation(handler, 'Desktop4EC600D4dc1cc19c', WAITER);
}

const made = () => endpoint.bundles().filter(({ Name }) => Name.startsWith('Desktop'));

const PASSING: readonly (readonly [name: string, faults: FaultPlan])[] = [
  ['throttling for a minute', forSeconds(60, 'throttled')],
  ['two answers with status 500', forCalls(2, 'status-500')],
  ['a connection that is reset', forCalls(1, 'reset')],
  ['a connection that is reset in the answer', forCalls(1, 'reset-in-answer')],
  ["a proxy's page with status 200", forCalls(1, 'html-200')],
  ["a proxy's page with status 403 for 20 seconds", forSeconds(20, 'html-403')],
  ["a proxy's page with status 500", forCalls(1, 'html-500')],
  ["a proxy's page with status 503", forCalls(1, 'html-503')],
  ['JSON that ends too early', forCalls(1, 'truncated-json')],
  ['a call that never answers', forCalls(1, 'hang')],
  ['a denial of 20 seconds', forSeconds(20, 'access-denied')],
  ['JSON of a proxy', forCalls(1, 'foreign-json')],
];

const PASSING_IN_PAGES: readonly (readonly [name: string, faults: FaultPlan])[] = [
  ['a page without bundles, and with a new token', forCalls(1, 'empty-page')],
  ['a bundle on two pages', always('overlapping-page')],
  ['a token that expires in mid-run', atCall(2, 'expired-token')],
  ['an answer without bundles', forCalls(1, 'no-items')],
  ['bundles whose every field but the id is null', forCalls(2, 'null-fields')],
];

describe.each<[Operation, typeof PASSING]>([
  ['DescribeWorkspaceBundles', [...PASSING, ...PASSING_IN_PAGES]],
  ['CreateWorkspaceBundle', PASSING],
])('%s', (operation, rows) => {
  test.each(rows)('makes one bundle, and answers with its id, after %s', async (_, faults) => {
    const desktop = await resourceWith(operation, faults);
    const response = await desktop.create(SPEC);
    expect(response).toMatchObject({ Status: 'SUCCESS', Data: { BundleId: made()[0]?.BundleId } });
    expect(made()).toHaveLength(1);
  });
});

const tags = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

describe.each<Operation>([
  'UpdateWorkspaceBundle',
  'DeleteWorkspaceBundle',
  'DescribeTags',
  'CreateTags',
  'DeleteTags',
])('%s', (operation) => {
  test.each(PASSING)('changes the bundle in place, and deletes it, after %s', async (_, faults) => {
    const desktop = await resourceWith(operation, faults);
    const { Data } = await desktop.create({ ...SPEC, Tags: tags({ team: 'a', cost: '1' }) });
    const updated = await desktop.update({ ...SPEC, ImageId: NEW_IMAGE, Tags: tags({ team: 'b' }) });
    expect(updated).toMatchObject({ Status: 'SUCCESS', Data });
    expect(made()).toMatchObject([{ ImageId: NEW_IMAGE, BundleId: Data?.['BundleId'] }]);
    await expect(desktop.delete()).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(made()).toStrictEqual([]);
    expect(endpoint.calls.map((call) => call.operation)).toContain(operation);
  });
});

const LASTING: readonly (readonly [name: string, faults: FaultPlan, minutes: number, reason: RegExp])[] = [
  [
    'throttling without an end',
    always('throttled'),
    35,
    /ThrottlingException: Rate exceeded; the account's limit/,
  ],
  [
    "a proxy's page with status 403",
    always('html-403'),
    1,
    /was blocked \(an unreadable answer with HTTP status 403\): a proxy or a firewall/,
  ],
  ['calls that never answer', always('hang'), 35, /no answer in time; it was not reached/],
  ['a denial that lasts', always('access-denied'), 1, /was denied .*: the function's role must allow it/],
  [
    'a Region that the account has not enabled',
    always('unknown-credentials'),
    1,
    /The security token included in the request is invalid/,
  ],
];

/** Nothing passes from poll to poll, so what did not succeed in its time is told by the log alone. */
const whileMade = ([name, faults, within, reason]: (typeof LASTING)[number]): (typeof LASTING)[number] =>
  within === 1
    ? [name, faults, within, reason]
    : [
        name,
        faults,
        6,
        /^there is no bundle Desktop-\w+ after 5 minutes .*: CreateWorkspaceBundle did not succeed/,
      ];

const LASTING_IN_PAGES: typeof LASTING = [
  [
    'tokens that repeat',
    atEverySecondCall('first-token'),
    1,
    /^DescribeWorkspaceBundles gave the same token twice, so its pages never end/,
  ],
  ['tokens that always expire', atEverySecondCall('expired-token'), 1, /NextToken has expired/],
];

describe.each<[Operation, typeof LASTING]>([
  ['DescribeWorkspaceBundles', [...LASTING, ...LASTING_IN_PAGES]],
  ['CreateWorkspaceBundle', LASTING.map(whileMade)],
])('%s', (operation, rows) => {
  test.each(rows)('fails with its reason at %s, and leaves no bundle', async (_, faults, within, reason) => {
    const desktop = await resourceWith(operation, faults);
    const { Status, Reason } = await desktop.create(SPEC);
    expect([Status, Reason]).toStrictEqual(['FAILED', expect.stringMatching(reason)]);
    expect(made()).toStrictEqual([]);
    expect(minutes()).toBeLessThan(within + 15);
  });
});

describe('UpdateWorkspaceBundle', () => {
  test.each(LASTING)('fails with its reason at %s, and is rolled back', async (_, faults, within, reason) => {
    const desktop = await resourceWith('UpdateWorkspaceBundle', faults);
    const { Data } = await desktop.create(SPEC);
    const { Status, Reason } = await desktop.update({ ...SPEC, ImageId: NEW_IMAGE });
    expect([Status, Reason]).toStrictEqual(['FAILED', expect.stringMatching(reason)]);
    expect(minutes()).toBeLessThan(2 * (within + 15));
    expect(desktop.exchanges.at(-1)).toMatchObject({
      event: { RequestType: 'Update' },
      response: { Status: 'SUCCESS', Data },
    });
    expect(made()).toMatchObject([{ ImageId: IMAGE, State: 'AVAILABLE' }]);
  });
});

describe('DeleteWorkspaceBundle', () => {
  test.each(LASTING)(
    'fails with its reason at %s, and keeps the bundle',
    async (_, faults, within, reason) => {
      const desktop = await resourceWith('DeleteWorkspaceBundle', faults);
      await desktop.create(SPEC);
      const { Status, Reason } = await desktop.delete();
      expect([Status, Reason]).toStrictEqual(['FAILED', expect.stringMatching(reason)]);
      expect(minutes()).toBeLessThan(within + 15);
      expect(made()).toHaveLength(1);
    },
  );
});
