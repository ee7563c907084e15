import { setTimeout as pause } from 'node:timers/promises';
import {
  type CloudFormation,
  paginateDescribeStackEvents,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { type CloudWatchLogs, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { paginateDescribeWorkspaceBundles, type WorkSpaces } from '@aws-sdk/client-workspaces';
import { textOf } from '../../lambda/resource/errors';

/** How long CloudWatch Logs may take to show what a function has logged. */
const LOG_DELAY_MS = 10_000;

/** How long a deletion may be refused or take, since a stack is being updated, or a bundle is PENDING. */
const DELETE_SECONDS = 1_800;
const BUSY = /IN_PROGRESS|^ResourceUnavailable/;
const BUSY_PAUSE_MS = 5_000;

const PHYSICAL_ID = /"PhysicalResourceId": *"[^"]+"/g;

/** Something that was made, or may have been. */
export interface Made {
  readonly what: string;

  /** What deletes it, by the command `aws` with its Region. */
  readonly commandFor: (aws: string) => string;

  /** Records what is only told at the end. */
  readonly remove: (
    record: (step: string, call: () => Promise<unknown>) => Promise<unknown>,
  ) => Promise<void>;
}

export function madeStack(client: CloudFormation, StackName: string): Made {
  return {
    what: `stack ${StackName}`,
    commandFor: (aws) => `${aws} cloudformation delete-stack --stack-name ${StackName}`,
    remove: async (record) => {
      const stacks = await client.describeStacks({ StackName }).catch(() => undefined);
      try {
        await whileBusy(() => client.deleteStack({ StackName }));
        const wait = { client, maxWaitTime: DELETE_SECONDS, minDelay: 1, maxDelay: 5 };
        await waitUntilStackDeleteComplete(wait, { StackName });
      } finally {
        // A deleted stack still has events by its id.
        for (const { StackId } of stacks?.Stacks ?? []) {
          const pages = paginateDescribeStackEvents({ client }, { StackName: StackId });
          await record(`events of ${StackName}`, async () => ({
            events: (await all(pages)).flatMap(({ StackEvents = [] }) => StackEvents).reverse(),
          }));
        }
      }
    },
  };
}

/** @param prefix What the names of the bundles begin with. One may be there though its creation got no answer */
export function madeBundles(client: WorkSpaces, prefix: string, ids: readonly string[]): Made {
  const query = `--query "Bundles[?starts_with(Name, '${prefix}')].[BundleId]" --output text`;
  return {
    what: `bundles named ${prefix}…`,
    commandFor: (aws) =>
      `${aws} workspaces describe-workspace-bundles ${query} | xargs -n 1 ${aws} workspaces delete-workspace-bundle --bundle-id`,
    remove: async () => {
      const listed = (await ownBundles(client)).filter(({ Name }) => Name?.startsWith(prefix));
      for (const BundleId of new Set([...ids, ...listed.map((bundle) => bundle.BundleId)])) {
        await whileBusy(() => client.deleteWorkspaceBundle({ BundleId }));
      }
    },
  };
}

export function madeLogGroup(client: CloudWatchLogs, logGroupName: string): Made {
  return {
    what: `log group ${logGroupName}`,
    commandFor: (aws) => `${aws} logs delete-log-group --log-group-name ${logGroupName}`,
    remove: async (record) => {
      await pause(LOG_DELAY_MS);
      await record('log of the functions', async () => {
        const pages = await all(paginateFilterLogEvents({ client }, { logGroupName }));
        const events = pages.flatMap((page) => page.events ?? []);
        // The provider framework logs each event, and what the handler answers.
        return { physicalIds: events.flatMap(({ message }) => message?.match(PHYSICAL_ID) ?? []), events };
      });
      await client.deleteLogGroup({ logGroupName });
    },
  };
}

/** All bundles of the account. */
export async function ownBundles(client: WorkSpaces) {
  const pages = await all(paginateDescribeWorkspaceBundles({ client }, {}));
  return pages.flatMap(({ Bundles = [] }) => Bundles);
}

async function all<Page>(pages: AsyncIterable<Page>): Promise<readonly Page[]> {
  const read: Page[] = [];
  for await (const page of pages) {
    read.push(page);
  }
  return read;
}

/** Waits for what is busy. What does not exist counts as deleted. */
async function whileBusy(remove: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + DELETE_SECONDS * 1_000;
  for (;;) {
    try {
      await remove();
      return;
    } catch (error) {
      const text = textOf(error);
      if (text.startsWith('ResourceNotFound')) {
        return;
      }
      if (!BUSY.test(text) || Date.now() > deadline) {
        throw error;
      }
      await pause(BUSY_PAUSE_MS);
    }
  }
}
