import { AwsError } from './awsjson';
import {
  createTagsInput,
  createWorkspaceBundleInput,
  deleteTagsInput,
  deleteWorkspaceBundleInput,
  describeTagsInput,
  describeWorkspaceBundlesInput,
  describeWorkspacesInput,
  updateWorkspaceBundleInput,
} from './bundle-inputs';
import { type Account, type Bundle, type BundleOptions, Bundles } from './bundles';
import { readInput } from './input';
import type { NextTokens, PageFault } from './next-token';
import { requireRoomFor, TagStore } from './tag-store';

type Operation = (input: unknown, fault?: PageFault) => object;

export interface BundleService {
  readonly operations: Readonly<Record<BundleOperation, Operation>>;
  bundles(): readonly Bundle[];

  /** Which WorkSpaces use a bundle from now on. */
  setWorkspaces(bundleId: string, workspaceIds: readonly string[]): void;
}

export const BUNDLE_OPERATIONS = [
  'CreateWorkspaceBundle',
  'UpdateWorkspaceBundle',
  'DeleteWorkspaceBundle',
  'DescribeWorkspaceBundles',
  'CreateTags',
  'DeleteTags',
  'DescribeTags',
  'DescribeWorkspaces',
] as const;

export type BundleOperation = (typeof BUNDLE_OPERATIONS)[number];

/** The calls about bundles, their tags, and the WorkSpaces that use them. */
export function bundleService(
  options: BundleOptions,
  account: Omit<Account, 'isUsed'>,
  tokens: NextTokens,
): BundleService {
  const workspaces = new Map<string, readonly string[]>();
  const tags = new TagStore();
  const bundles = new Bundles(options, {
    ...account,
    isUsed: (bundleId) => (workspaces.get(bundleId) ?? []).length > 0,
  });

  function requireResource(id: string): void {
    if (!bundles.has(id) && account.imageOf(id) === undefined) {
      throw new AwsError('ResourceNotFoundException', `The resource ${id} does not exist.`);
    }
  }

  const operations: Record<BundleOperation, Operation> = {
    CreateWorkspaceBundle: (value) => {
      const { Tags = [], ...input } = readInput(createWorkspaceBundleInput, value);
      requireRoomFor(Tags);
      const bundle = bundles.create(input);
      tags.create(bundle.BundleId, Tags);
      return { WorkspaceBundle: bundle };
    },
    UpdateWorkspaceBundle: (value) => {
      bundles.update(readInput(updateWorkspaceBundleInput, value));
      return {};
    },
    DeleteWorkspaceBundle: (value) => {
      const { BundleId } = readInput(deleteWorkspaceBundleInput, value);
      bundles.delete(BundleId);
      tags.forget(BundleId);
      return {};
    },
    DescribeWorkspaceBundles: (value, fault) => {
      const { BundleIds, Owner, NextToken } = readInput(describeWorkspaceBundlesInput, value);
      if (BundleIds !== undefined && Owner !== undefined) {
        throw new AwsError('InvalidParameterValuesException', 'BundleIds and Owner cannot be combined.');
      }
      // The bundles that AWS provides are left out.
      const owned = Owner === 'AMAZON' ? [] : bundles.all();
      const asked = owned.filter(({ BundleId }) => BundleIds?.includes(BundleId) ?? true);
      const query = JSON.stringify([BundleIds, Owner]);
      const { items, ...next } = tokens.page(asked, query, { NextToken, fault });
      return { Bundles: items, ...next };
    },
    CreateTags: (value) => {
      const { ResourceId, Tags } = readInput(createTagsInput, value);
      requireResource(ResourceId);
      tags.create(ResourceId, Tags);
      return {};
    },
    DeleteTags: (value) => {
      const { ResourceId, TagKeys } = readInput(deleteTagsInput, value);
      requireResource(ResourceId);
      tags.delete(ResourceId, TagKeys);
      return {};
    },
    DescribeTags: (value) => {
      const { ResourceId } = readInput(describeTagsInput, value);
      requireResource(ResourceId);
      return { TagList: tags.of(ResourceId) };
    },
    DescribeWorkspaces: (value, fault) => {
      const { WorkspaceIds, BundleId, Limit: limit, NextToken } = readInput(describeWorkspacesInput, value);
      const all = [...workspaces].flatMap(([bundleId, ids]) =>
        ids.map((id) => ({ WorkspaceId: id, BundleId: bundleId, State: 'AVAILABLE' })),
      );
      const asked = all.filter(
        (workspace) =>
          (WorkspaceIds?.includes(workspace.WorkspaceId) ?? true) &&
          (BundleId === undefined || BundleId === workspace.BundleId),
      );
      const query = JSON.stringify([WorkspaceIds, BundleId]);
      const { items, ...next } = tokens.page(asked, query, { NextToken, limit, fault });
      return { Workspaces: items, ...next };
    },
  };
  return {
    operations,
    bundles: () => bundles.all(),
    setWorkspaces: (bundleId, workspaceIds) => {
      workspaces.set(bundleId, workspaceIds);
    },
  };
}
