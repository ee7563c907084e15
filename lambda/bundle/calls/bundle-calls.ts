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
} from '@aws-sdk/client-workspaces';
import type { Tags } from '../../../lib/contract/tags';
import type { TimeBudget } from '../../resource/time-budget';
import { allByToken } from '../../service/all-pages';
import { explainRefusal } from '../../service/error-kinds';
import { type Answer, ofService } from '../../service/foreign-answer';
import type { Limiter } from '../../service/limiter';
import { workspacesClient } from '../../service/workspaces-client';
import type { Bundle } from '../core/bundle';
import type { NewBundle, Ports } from '../ports';

export type BundleCalls = Omit<Ports, 'now' | 'sleep' | 'log'>;

interface Caller {
  readonly limiter: Limiter;
  readonly throttleAdvice: string;
}

/** The calls that bundles need, at the pace of the account. */
export function bundleCalls({ limiter, throttleAdvice }: Caller) {
  const client = workspacesClient();
  return (budget: TimeBudget): BundleCalls => {
    const call = async <Output>(
      name: string,
      send: (abortSignal: AbortSignal) => Promise<Output & Answer>,
      member?: keyof Output,
    ) => {
      const { deadline: until, deniedUntil } = budget;
      const answered = (abortSignal: AbortSignal) => ofService(send(abortSignal), member);
      try {
        return await limiter.run(answered, { name, until, deniedUntil, throttleAdvice });
      } catch (error) {
        throw explainRefusal(error, name);
      }
    };
    return {
      listBundles: () =>
        allByToken(
          'DescribeWorkspaceBundles',
          async (NextToken) => {
            const command = new DescribeWorkspaceBundlesCommand({ NextToken });
            const page = await call(
              'DescribeWorkspaceBundles',
              async (abortSignal) => client.send(command, { abortSignal }),
              'Bundles',
            );
            return { items: (page.Bundles ?? []).map(identified), next: page.NextToken };
          },
          ({ BundleId }) => BundleId,
        ),
      createBundle: async (bundle) => {
        const command = new CreateWorkspaceBundleCommand(inputOf(bundle));
        const { WorkspaceBundle = {} } = await call('CreateWorkspaceBundle', async (abortSignal) =>
          client.send(command, { abortSignal }),
        );
        return identified(WorkspaceBundle);
      },
      updateImage: async (BundleId, ImageId) => {
        const command = new UpdateWorkspaceBundleCommand({ BundleId, ImageId });
        await call('UpdateWorkspaceBundle', async (abortSignal) => client.send(command, { abortSignal }));
      },
      deleteBundle: async (BundleId) => {
        const command = new DeleteWorkspaceBundleCommand({ BundleId });
        await call('DeleteWorkspaceBundle', async (abortSignal) => client.send(command, { abortSignal }));
      },
      describeTags: async (ResourceId) => {
        const command = new DescribeTagsCommand({ ResourceId });
        const { TagList = [] } = await call(
          'DescribeTags',
          async (abortSignal) => client.send(command, { abortSignal }),
          'TagList',
        );
        return new Map(TagList.map(({ Key = '', Value = '' }) => [Key, Value]));
      },
      createTags: async (ResourceId, tags) => {
        const command = new CreateTagsCommand({ ResourceId, Tags: tagList(tags) });
        await call('CreateTags', async (abortSignal) => client.send(command, { abortSignal }));
      },
      deleteTags: async (ResourceId, keys) => {
        const command = new DeleteTagsCommand({ ResourceId, TagKeys: [...keys] });
        await call('DeleteTags', async (abortSignal) => client.send(command, { abortSignal }));
      },
      listWorkspaceIds: (BundleId) =>
        allByToken(
          'DescribeWorkspaces',
          async (NextToken) => {
            const command = new DescribeWorkspacesCommand({ BundleId, NextToken });
            const page = await call(
              'DescribeWorkspaces',
              async (abortSignal) => client.send(command, { abortSignal }),
              'Workspaces',
            );
            return {
              items: (page.Workspaces ?? []).flatMap(({ WorkspaceId }) => WorkspaceId ?? []),
              next: page.NextToken,
            };
          },
          (workspaceId) => workspaceId,
        ),
    };
  };
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
