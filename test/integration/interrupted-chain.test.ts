import { Duration } from 'aws-cdk-lib';
import { ImageGate } from '../../lib';
import { elapsedSeconds } from '../driver/clock';
import { CloudFormation } from '../driver/cloudformation';
import { Stack, type StackEvent } from '../driver/stack';
import { lookups, lookupStack } from '../lib/stacks';
import { idOf, MINUTE, StoppedAccount } from './stopped-account';

/** What the library makes of a wait of three hours: three links of 50 minutes, and the lookup. */
const CHAIN = lookups(
  lookupStack({ gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(3) }) }).template(),
);
const LINK_MINUTES = 50;
const LINKS = [1, 2, 3, 4];

let account: StoppedAccount;
let stack: Stack;

/** Milliseconds between two polls. */
let pollInterval: number;

beforeEach(async () => {
  pollInterval = 240_000;
  account = await StoppedAccount.start('images');
  account.setImages({ a: { state: 'PENDING' } });
  stack = new Stack(
    (logicalId) => new CloudFormation(account.function, logicalId, account.waiter(pollInterval)),
  );
});

afterEach(async () => {
  await account.close();
});

/** In the middle of a link, counted from 1. */
const inLink = (link: number) => ((link - 1) * LINK_MINUTES + 20) * MINUTE;

const name = (link: number) => CHAIN[link - 1]?.logicalId ?? '';

const told = (events: readonly StackEvent[]) =>
  events.map(({ logicalId, status }) => `${logicalId} ${status}`);

/** The links before one are created, one ends otherwise, and all are deleted, the last one first. */
const rolledBackIn = (link: number, status: 'failed' | 'cancelled') => [
  ...LINKS.slice(0, link - 1).map((created) => `${name(created)} created`),
  `${name(link)} ${status}`,
  ...LINKS.slice(0, link)
    .reverse()
    .map((deleted) => `${name(deleted)} deleted`),
];

async function expectDeployed(): Promise<void> {
  account.mend();
  expect(told(await stack.deploy(CHAIN))).toStrictEqual(LINKS.map((link) => `${name(link)} created`));
  expect(stack.attributesOf(name(4))).toMatchObject({
    ImageIds: `${idOf('a0')},${idOf('b0')}`,
    ImageStates: 'AVAILABLE,AVAILABLE',
  });
}

interface Interruption {
  readonly happen: () => void;
  readonly reason: RegExp;
}

const IN_EVERY_LINK: readonly (readonly [string, Interruption])[] = [
  [
    'the image goes to ERROR',
    {
      happen: () => {
        account.setImages({ a: { state: 'ERROR' } });
      },
      reason: /^golden-a \(wsi-\w+\) is in ERROR/,
    },
  ],
  [
    'the image disappears',
    {
      happen: () => {
        account.setImages({});
      },
      reason: /^images disappeared while the gate waited: wsi-\w+/,
    },
  ],
  [
    'access is denied for good',
    {
      happen: () => {
        account.failWith('access-denied');
      },
      reason: /^DescribeWorkspaceImages was denied/,
    },
  ],
  [
    'the function crashes',
    {
      happen: () => {
        account.crashes = 1;
      },
      reason: /RequestId: \S+ Error: Runtime exited with error: signal: killed/,
    },
  ],
];

describe.each(LINKS)('in link %i of 4', (link) => {
  test.each(IN_EVERY_LINK)(
    '%s: it fails, all links are deleted without a call, and the next deployment succeeds',
    async (_, { happen, reason }) => {
      account.at(inLink(link), happen);
      const events = await stack.deploy(CHAIN);
      expect(told(events)).toStrictEqual(rolledBackIn(link, 'failed'));
      expect(events.find(({ status }) => status === 'failed')?.reason).toMatch(reason);
      expect(elapsedSeconds()).toBeLessThanOrEqual(inLink(link) + 10 * MINUTE);
      await expectDeployed();
    },
  );

  test('the service is not reached any more: the lookup fails when the whole wait is over', async () => {
    pollInterval = 600_000;
    account.at(inLink(link), () => {
      account.setReachable(false);
    });
    const events = await stack.deploy(CHAIN);
    expect(told(events)).toStrictEqual(rolledBackIn(4, 'failed'));
    expect(events.find(({ status }) => status === 'failed')?.reason).toMatch(
      /^not every image is AVAILABLE after 3 hours.*: DescribeWorkspaceImages did not succeed in .*ECONNREFUSED/,
    );
    await expectDeployed();
  });

  test('the service is not reached for a while: nothing fails', async () => {
    account.at(inLink(link), () => {
      account.setReachable(false);
    });
    account.at(inLink(link) + 5 * MINUTE, () => {
      account.mend();
      account.setImages({ a: { state: 'AVAILABLE' } });
    });
    expect(told(await stack.deploy(CHAIN))).toStrictEqual(LINKS.map((each) => `${name(each)} created`));
  });

  test('another resource fails: the link is deleted while it waits, and so are those before it', async () => {
    const otherFailure = new Promise<void>((resolve) => {
      account.at(inLink(link), resolve);
    });
    expect(told(await stack.deploy(CHAIN, otherFailure))).toStrictEqual(rolledBackIn(link, 'cancelled'));
    await expectDeployed();
  });
});

test('the image is never AVAILABLE: the lookup fails at the deadline, and the next deployment succeeds', async () => {
  const events = await stack.deploy(CHAIN);
  expect(told(events)).toStrictEqual(rolledBackIn(4, 'failed'));
  expect(events.find(({ status }) => status === 'failed')?.reason).toMatch(
    /^not every image is AVAILABLE after 3 hours: PENDING: golden-a/,
  );
  await expectDeployed();
});
