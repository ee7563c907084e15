import {
  type Compute,
  CreateTagsCommand,
  CreateWorkspaceBundleCommand,
  DeleteTagsCommand,
  DeleteWorkspaceBundleCommand,
  DescribeTagsCommand,
  DescribeWorkspaceBundlesCommand,
  DescribeWorkspacesCommand,
  type Tag,
  UpdateWorkspaceBundleCommand,
  type WorkspaceBundle,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import type { Tags } from '../../lib/contract/tags';
import type { Bundle } from '../bundle/core/bundle';
import type { NewBundle, Ports } from '../bundle/ports';
import type { TimeBudget } from '../resource/time-budget';
import { denial, isDenied } from './error-kinds';
import type { Limiter } from './limiter';

export type BundleCalls = Omit<Ports, 'now' | 'sleep' | 'log'>;

interface Caller {
  readonly limiter: Limiter;
  readonly throttleAdvice: string;
}

/** The calls that bundles need, at the pace of the account. */
export function bundleCalls({ limiter, throttleAdvice }: Caller) {
  // The limiter alone repeats calls, since it alone knows how much time is left.
  const client = new WorkSpacesClient({ maxAttempts: 1 });
  return (budget: TimeBudget): BundleCalls => {
    const call = async <Output>(name: string, send: (abortSignal: AbortSignal) => Promise<Output>) => {
      const { deadline: until, deniedUntil } = budget;
      try {
        return await limiter.run(send, { name, until, deniedUntil, throttleAdvice });
      } catch (error) {
        throw isDenied(error) ? denial(error, name) : error;
      }
    };
    return {
      listBundles: () =>
        allPages(async (NextToken) => {
          const command = new DescribeWorkspaceBundlesCommand({ NextToken });
          const page = await call('DescribeWorkspaceBundles', (abortSignal) =>
            client.send(command, { abortSignal }),
          );
          return { items: (page.Bundles ?? []).map(identified), next: page.NextToken };
        }),
      createBundle: async (bundle) => {
        const command = new CreateWorkspaceBundleCommand(inputOf(bundle));
        const { WorkspaceBundle = {} } = await call('CreateWorkspaceBundle', (abortSignal) =>
          client.send(command, { abortSignal }),
        );
        return identified(WorkspaceBundle);
      },
      updateImage: async (BundleId, ImageId) => {
        const command = new UpdateWorkspaceBundleCommand({ BundleId, ImageId });
        await call('UpdateWorkspaceBundle', (abortSignal) => client.send(command, { abortSignal }));
      },
      deleteBundle: async (BundleId) => {
        const command = new DeleteWorkspaceBundleCommand({ BundleId });
        await call('DeleteWorkspaceBundle', (abortSignal) => client.send(command, { abortSignal }));
      },
      describeTags: async (ResourceId) => {
        const command = new DescribeTagsCommand({ ResourceId });
        const { TagList = [] } = await call('DescribeTags', (abortSignal) =>
          client.send(command, { abortSignal }),
        );
        return new Map(TagList.map(({ Key = '', Value = '' }) => [Key, Value]));
      },
      createTags: async (ResourceId, tags) => {
        const command = new CreateTagsCommand({ ResourceId, Tags: tagList(tags) });
        await call('CreateTags', (abortSignal) => client.send(command, { abortSignal }));
      },
      deleteTags: async (ResourceId, keys) => {
        const command = new DeleteTagsCommand({ ResourceId, TagKeys: [...keys] });
        await call('DeleteTags', (abortSignal) => client.send(command, { abortSignal }));
      },
      listWorkspaceIds: (BundleId) =>
        allPages(async (NextToken) => {
          const command = new DescribeWorkspacesCommand({ BundleId, NextToken });
          const page = await call('DescribeWorkspaces', (abortSignal) =>
            client.send(command, { abortSignal }),
          );
          return {
            items: (page.Workspaces ?? []).flatMap(({ WorkspaceId }) => WorkspaceId ?? []),
            next: page.NextToken,
          };
        }),
    };
  };
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** @throws Error if a token comes a second time, since its pages would never end */
async function allPages<Item>(read: (token: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const all: Item[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (;;) {
    const { items, next } = await read(token);
    all.push(...items);
    if (!next) {
      return all;
    }
    if (seen.has(next)) {
      throw new Error(`the service gave the page token ${next} twice, so its pages never end`);
    }
    seen.add(next);
    token = next;
  }
}

function inputOf(bundle: NewBundle) {
  return {
    BundleName: bundle.name,
    BundleDescription: bundle.description,
    ImageId: bundle.imageId,
    // The service may know compute types that its SDK does not.
    ComputeType: { Name: bundle.computeType as Compute },
    RootStorage: { Capacity: String(bundle.rootVolumeSize) },
    UserStorage: { Capacity: String(bundle.userVolumeSize) },
    Tags: tagList(bundle.tags),
  };
}

function tagList(tags: Tags): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

function identified(bundle: WorkspaceBundle): Bundle {
  if (bundle.BundleId === undefined) {
    throw new Error(`the service described a bundle without an id, named: ${bundle.Name ?? 'nothing'}`);
  }
  return { ...bundle, BundleId: bundle.BundleId };
}
