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
const TRY_EVERY_MS = 3_000;

const PHYSICAL_ID = /"PhysicalResourceId": *"[^"]+"/g;

/** Something that was made, or may have been. */
export interface Made {
  readonly what: string;

  /** What deletes it, by the command `aws` with its Region. */
  readonly commandFor: (aws: string) => string;
  readonly remove: () => Promise<unknown>;

  /** What is told only at the end. It is recorded, also after a deletion that failed. */
  readonly history?: () => Promise<object>;
}

export function madeStack(client: CloudFormation, StackName: string): Made {
  // A deleted stack still has events by its id.
  let stackId: string | undefined;
  return {
    what: `stack ${StackName}`,
    commandFor: (aws) => `${aws} cloudformation delete-stack --stack-name ${StackName}`,
    remove: async () => {
      const found = await client.describeStacks({ StackName }).catch(() => undefined);
      stackId = found?.Stacks?.[0]?.StackId;
      await retried(BUSY, () => client.deleteStack({ StackName }), { seconds: DELETE_SECONDS });
      const wait = { client, maxWaitTime: DELETE_SECONDS, minDelay: 1, maxDelay: 5 };
      await waitUntilStackDeleteComplete(wait, { StackName });
    },
    history: async () => {
      const pages = paginateDescribeStackEvents({ client }, { StackName: stackId ?? StackName });
      const events = await all(pages, ({ StackEvents }) => StackEvents);
      return { events: events.reverse() };
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
        const remove = () => client.deleteWorkspaceBundle({ BundleId }).catch(unlessGone);
        await retried(BUSY, remove, { seconds: DELETE_SECONDS });
      }
    },
  };
}

export function madeLogGroup(client: CloudWatchLogs, logGroupName: string): Made {
  let events: { readonly message?: string }[] = [];
  return {
    what: `log group ${logGroupName}`,
    commandFor: (aws) => `${aws} logs delete-log-group --log-group-name ${logGroupName}`,
    remove: async () => {
      await pause(LOG_DELAY_MS);
      events = await all(paginateFilterLogEvents({ client }, { logGroupName }), (page) => page.events);
      await client.deleteLogGroup({ logGroupName });
    },
    // The provider framework logs each event, and what the handler answers.
    history: () =>
      Promise.resolve({
        physicalIds: events.flatMap(({ message }) => message?.match(PHYSICAL_ID) ?? []),
        events,
      }),
  };
}

/** All bundles of the account. */
export function ownBundles(client: WorkSpaces) {
  return all(paginateDescribeWorkspaceBundles({ client }, {}), ({ Bundles }) => Bundles);
}

/** Calls again while the error's text is as given, for as long. */
export async function retried<Answer>(
  refusal: RegExp,
  call: () => Promise<Answer>,
  { seconds, signal }: { readonly seconds: number; readonly signal?: AbortSignal },
): Promise<Answer> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!refusal.test(textOf(error)) || Date.now() > deadline) {
        throw error;
      }
      await pause(TRY_EVERY_MS, undefined, { signal });
    }
  }
}

async function all<Page, Item>(pages: AsyncIterable<Page>, itemsOf: (page: Page) => Item[] | undefined) {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...(itemsOf(page) ?? []));
  }
  return items;
}

function unlessGone(error: unknown): void {
  if (!textOf(error).startsWith('ResourceNotFound')) {
    throw error;
  }
}
