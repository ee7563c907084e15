import { createHash } from 'node:crypto';
import { decodeBundle, decodeFormer } from '../../lib/contract/bundle';
import type { Change, CustomResource } from '../resource/custom-resource';
import { textOf } from '../resource/errors';
import type { Attributes, ResourceIds } from '../resource/response';
import { elapsed } from '../resource/sentence';
import { budgetFrom, POLL_MS } from '../resource/time-budget';
import { rollbackWithout } from '../resource/way-out';
import { askForChanges, observe } from './change';
import type { BundleRequest } from './core/request';
import { orWait, type Step } from './core/step';
import { create, CREATED_BY_MS } from './create';
import { remove } from './delete';
import type { BindPorts, Ports } from './ports';
import type { Wait } from './wait';

/** How long a bundle may take to be AVAILABLE. */
const MAKE_MS = 1_800_000;

/** What `Custom::WorkspaceBundle` does with its events. */
export function workspaceBundle(bindPorts: BindPorts): CustomResource<Wait> {
  return {
    physicalIdOf: ({ LogicalResourceId, StackId }) => physicalId({ LogicalResourceId, StackId }),
    change: async (change) => ({ wait: await begin(change, bindPorts) }),
    poll: (change, wait) => poll(change, wait, bindPorts),
  };
}

/** The same for all events of a resource: another id would be another bundle. */
function physicalId({
  LogicalResourceId,
  StackId,
}: Pick<ResourceIds, 'LogicalResourceId' | 'StackId'>): string {
  return `${LogicalResourceId}-${hash(StackId, 16)}`;
}

/**
 * An Update asks for its changes here. A Create calls nothing: if it failed here, it would have no id, and the framework
 * would swallow the Delete after it.
 */
async function begin(change: Change, bindPorts: BindPorts): Promise<Wait> {
  const { requestType, properties, ids, arrivedAt, endsAt } = change;
  const wait = { startedAt: arrivedAt, pollsFrom: arrivedAt, isAsked: false };
  if (requestType === 'Delete') {
    const timeoutMs = decodeFormer(properties).deleteTimeout * 1000;
    return { ...wait, deadline: arrivedAt + Math.max(timeoutMs, hasOurId(ids) ? 0 : CREATED_BY_MS) };
  }
  try {
    const request = requestOf(change, arrivedAt);
    const deadline = arrivedAt + MAKE_MS;
    if (requestType === 'Create') {
      return { ...wait, deadline };
    }
    const ports = bindPorts(budgetFrom(arrivedAt, endsAt));
    const isAsked = await askForChanges(request, endsAt, ports);
    return { ...wait, pollsFrom: ports.now(), deadline, isAsked };
  } catch (error) {
    throw withWayOut(error, change);
  }
}

/** CloudFormation has no id of ours for a Create that was not answered. Its polls may go on. */
function hasOurId(ids: ResourceIds): boolean {
  return ids.PhysicalResourceId === physicalId(ids);
}

async function poll(change: Change, wait: Wait, bindPorts: BindPorts): Promise<Attributes | undefined> {
  const { ids, arrivedAt, endsAt } = change;
  const isLast = arrivedAt >= wait.deadline;
  const ports = bindPorts(budgetFrom(arrivedAt, Math.min(endsAt, arrivedAt + POLL_MS)));
  try {
    const step = await orWait(() => stepOf(change, { ...wait, isLast }, ports));
    ports.log.info({ event: 'polled', resource: ids.LogicalResourceId, ...step });
    if (step.kind === 'done') {
      return step.data;
    }
    if (isLast) {
      throw new Error(`${step.reason}, after ${elapsed(ports.now() - wait.startedAt)}`);
    }
    return undefined;
  } catch (error) {
    throw withWayOut(error, change);
  }
}

function stepOf(change: Change, wait: Wait & { readonly isLast: boolean }, ports: Ports): Promise<Step> {
  const { requestType, properties, ids } = change;
  switch (requestType) {
    case 'Create':
      return create(requestOf(change, wait.startedAt), ports);
    case 'Update':
      return observe(requestOf(change, wait.startedAt), wait, ports);
    case 'Delete': {
      const mayBeMade = !hasOurId(ids) && ports.now() < wait.startedAt + CREATED_BY_MS;
      return remove({ naming: decodeFormer(properties), ids, mayBeMade, ...wait }, ports);
    }
  }
}

function requestOf(
  { requestType, properties, previousProperties, ids }: Change,
  startedAt: number,
): BundleRequest {
  return {
    spec: decodeBundle(properties, requestType === 'Create' ? 'refuse' : 'pass over'),
    former: requestType === 'Create' ? undefined : decodeFormer(previousProperties),
    changed: changedProperties(properties, previousProperties),
    ids,
    nameSuffix: hash(`${ids.StackId} ${ids.RequestId}`, 8),
    startedAt,
  };
}

/** The wire names of the properties that arrived with another value than before. */
function changedProperties(properties: unknown, previous: unknown): ReadonlySet<string> {
  const before = new Map<string, unknown>(Object.entries(previous ?? {}));
  const after = new Map<string, unknown>(Object.entries(properties ?? {}));
  return new Set([...before.keys(), ...after.keys()].filter((name) => after.get(name) !== before.get(name)));
}

function hash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** An Update may be a rollback, which looks like any other. */
function withWayOut(error: unknown, { requestType, ids }: Change): unknown {
  if (requestType !== 'Update') {
    return error;
  }
  return new Error(
    `${textOf(error)}; if this is a rollback, go on without this bundle: ${rollbackWithout(ids)}`,
    {
      cause: error,
    },
  );
}
