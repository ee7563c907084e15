import type { Bundle } from '../../../lambda/bundle/core/bundle';
import { workspaceBundle } from '../../../lambda/bundle/handler';
import type { Ports } from '../../../lambda/bundle/ports';
import type { Wait } from '../../../lambda/bundle/wait';
import type { Change } from '../../../lambda/resource/custom-resource';
import type { ResourceIds } from '../../../lambda/resource/response';
import { OWNER_TAGS } from '../../../lib/contract/bundle';
import { fakeClock, MINUTE, namedError, NOW, recordingLog, SECOND, someIds } from '../builders';

export const IMAGE = 'wsi-golden001';
export const NEW_IMAGE = 'wsi-golden002';

export const IDS: ResourceIds = someIds({ LogicalResourceId: 'Desktop4EC600D4dc1cc19c' });

/** As another program computes them of these ids. */
export const PHYSICAL_ID = 'Desktop4EC600D4dc1cc19c-590e060f57d26b0a';
export const NAME = 'Desktop-cf4cdd4f';

export const PROPERTIES = {
  ImageId: IMAGE,
  ComputeType: 'STANDARD',
  RootVolumeSize: '80',
  UserVolumeSize: '50',
  NamePrefix: 'Desktop',
};

export const aCreate = (properties: object = {}, overrides: Partial<Change> = {}): Change => ({
  requestType: 'Create',
  properties: { ...PROPERTIES, ...properties },
  previousProperties: undefined,
  ids: { ...IDS, PhysicalResourceId: PHYSICAL_ID },
  previousId: undefined,
  arrivedAt: NOW,
  endsAt: NOW + 585 * SECOND,
  ...overrides,
});

export const anUpdate = (properties: object, before: object = {}): Change =>
  aCreate(properties, {
    requestType: 'Update',
    previousProperties: { ...PROPERTIES, ...before },
    previousId: PHYSICAL_ID,
  });

export const aDelete = (overrides: Partial<Change> = {}): Change =>
  aCreate({}, { requestType: 'Delete', previousId: PHYSICAL_ID, ...overrides });

/** What the handler does with an event, and what with a poll of it. */
export const changeOf = (ports: Ports, change: Change) => workspaceBundle(() => ports).change(change);
export const pollOf = (ports: Ports, change: Change, wait: Partial<Wait> = {}) =>
  workspaceBundle(() => ports).poll(change, {
    startedAt: NOW,
    pollsFrom: NOW,
    deadline: NOW + 30 * MINUTE,
    isAsked: true,
    ...wait,
  });

export const never = () => Promise.reject(new Error('nothing may be called'));

/** The tags of a resource's own bundle. */
export const ownTags = ({ StackId, LogicalResourceId }: ResourceIds = IDS) => ({
  [OWNER_TAGS.stackId]: StackId,
  [OWNER_TAGS.logicalId]: LogicalResourceId,
});

export interface Described extends Bundle {
  readonly tags: Readonly<Record<string, string>>;
}

/** A bundle with nothing amiss, of the resource with the ids above. */
export function aBundle(overrides: Partial<Described> = {}): Described {
  return {
    BundleId: 'wsb-000000001',
    Name: NAME,
    Description: 'Made by the CloudFormation stack Images',
    ImageId: IMAGE,
    State: 'AVAILABLE',
    ComputeType: { Name: 'STANDARD' },
    RootStorage: { Capacity: '80' },
    UserStorage: { Capacity: '50' },
    tags: ownTags(),
    ...overrides,
  };
}

export const refusal = (kind: string) => namedError(`Resource${kind}Exception`, 'as the service says it');

/**
 * An account with these bundles, in fake time. It answers what it is told, whatever is done to it, and keeps what is done.
 *
 * @param behaviour Calls that do something else
 */
export function anAccount(bundles: readonly Described[], behaviour: Partial<Ports> = {}, startsAt = NOW) {
  const clock = fakeClock(startsAt);
  const log = recordingLog();
  const done: unknown[][] = [];
  const does =
    <Result>(name: string, result: Result) =>
    (...values: readonly unknown[]): Promise<Result> => {
      done.push([name, ...values]);
      return Promise.resolve(result);
    };
  const ports: Ports = {
    listBundles: () => Promise.resolve(bundles),
    createBundle: does('create', aBundle({ BundleId: 'wsb-made00000' })),
    updateImage: does('update', undefined),
    deleteBundle: does('delete', undefined),
    describeTags: (id) =>
      Promise.resolve(new Map(Object.entries(bundles.find(({ BundleId }) => BundleId === id)?.tags ?? {}))),
    createTags: does('tag', undefined),
    deleteTags: does('untag', undefined),
    listWorkspaceIds: () => Promise.resolve([]),
    now: () => clock.now(),
    sleep: (milliseconds) => clock.sleep(milliseconds),
    log,
    ...behaviour,
  };
  return { ports, done, clock, entries: log.entries };
}
