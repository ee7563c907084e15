import { setImmediate } from 'node:timers/promises';
import { elapsedSeconds } from '../driver/clock';
import { CloudFormation, type Delivery, type Properties } from '../driver/cloudformation';
import { inventedId } from '../driver/framework';
import { idOf, MINUTE, StoppedAccount } from './stopped-account';

const LOGICAL_ID = 'Golden4EC600D4dc1cc19c';
const CREATE_FAILED = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';

/** A resource, as it is created first, as a changed token updates it, and as it cannot be. */
interface Kind {
  readonly asset: 'images' | 'bundle';
  readonly waits: boolean;
  readonly first: Properties;
  readonly second: Properties;
  readonly impossible: Properties;
}

const lookup = (gate: Properties): Kind => ({
  asset: 'images',
  waits: gate['GateTimeout'] !== undefined,
  first: { ...gate, ImageNames: ['golden-a*'] },
  second: { ...gate, ImageNames: ['golden-b*'] },
  impossible: { ...gate, ImageNames: ['golden-z*'] },
});

const bundleOf = (image: string): Properties => ({
  ImageId: idOf(image),
  ComputeType: 'STANDARD',
  RootVolumeSize: 80,
  UserVolumeSize: 50,
  NamePrefix: 'Golden',
  DeleteTimeout: 60,
});

const KINDS: readonly (readonly [string, Kind])[] = [
  ['a lookup', lookup({})],
  ['a lookup that requires AVAILABLE', lookup({ Gate: 'REQUIRE_AVAILABLE' })],
  ['a lookup that waits', lookup({ Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: 3_000 })],
  [
    'a bundle',
    {
      asset: 'bundle',
      waits: true,
      first: bundleOf('a0'),
      second: bundleOf('b0'),
      impossible: bundleOf('z0'),
    },
  ],
];

let account: StoppedAccount;
let resource: CloudFormation;

async function start({ asset, waits }: Kind, bundleSeconds?: number): Promise<void> {
  account = await StoppedAccount.start(asset, bundleSeconds);
  resource = new CloudFormation(account.function, LOGICAL_ID, waits ? account.waiter(30_000) : undefined);
}

afterEach(async () => {
  await account.close();
});

/** What CloudFormation sent, and what it was told, such as `Update of first: second`. Ids are called by their order. */
function transcript(): string[] {
  const names = new Map([
    [CREATE_FAILED, 'no id'],
    [inventedId(LOGICAL_ID), 'an invented id'],
  ]);
  return resource.exchanges.map(({ event, response }) => {
    const { PhysicalResourceId: id, Status } = response;
    names.set(id, names.get(id) ?? (names.size === 2 ? 'first' : 'second'));
    const of = event.RequestType === 'Create' ? '' : ` of ${names.get(event.PhysicalResourceId) ?? ''}`;
    const answer = event.RequestType === 'Delete' ? 'deleted' : names.get(id);
    return `${event.RequestType}${of}: ${Status === 'SUCCESS' ? String(answer) : 'fails'}`;
  });
}

/** The images of the bundles that there are. */
const bundles = () => account.endpoint.bundles().map(({ ImageId }) => ImageId);

const bundlesMade = () =>
  account.endpoint.calls.filter(
    ({ operation, status }) => operation === 'CreateWorkspaceBundle' && status === 200,
  );

interface Row {
  readonly steps: (kind: Kind) => Promise<unknown>;

  /** For a lookup, and for a bundle, whose id never changes. */
  readonly lookup: readonly string[];
  readonly bundle: readonly string[];

  /** The image of the bundle that is left. */
  readonly left: readonly string[];
}

const FIRST = [idOf('a0')];
const SECOND = [idOf('b0')];

const ROWS: readonly (readonly [string, Row])[] = [
  [
    'is created',
    {
      steps: ({ first }) => resource.create(first),
      lookup: ['Create: first'],
      bundle: ['Create: first'],
      left: FIRST,
    },
  ],
  [
    'is created and deleted',
    {
      steps: async ({ first }) => {
        await resource.create(first);
        await resource.delete();
      },
      lookup: ['Create: first', 'Delete of first: deleted'],
      bundle: ['Create: first', 'Delete of first: deleted'],
      left: [],
    },
  ],
  [
    'is deleted once more',
    {
      steps: async ({ first }) => {
        await resource.create(first);
        await resource.delete();
        await resource.delete();
      },
      lookup: ['Create: first', 'Delete of first: deleted', 'Delete of first: deleted'],
      bundle: ['Create: first', 'Delete of first: deleted', 'Delete of first: deleted'],
      left: [],
    },
  ],
  [
    'is created in vain, and deleted',
    {
      steps: ({ impossible }) => resource.create(impossible),
      lookup: ['Create: fails', 'Delete of no id: deleted'],
      bundle: ['Create: fails', 'Delete of first: deleted'],
      left: [],
    },
  ],
  [
    'is updated',
    {
      steps: async ({ first, second }) => {
        await resource.create(first);
        await resource.update(second);
      },
      lookup: ['Create: first', 'Update of first: second', 'Delete of first: deleted'],
      bundle: ['Create: first', 'Update of first: first'],
      left: SECOND,
    },
  ],
  [
    'is updated in vain, and back',
    {
      steps: async ({ first, impossible }) => {
        await resource.create(first);
        await resource.update(impossible);
      },
      lookup: ['Create: first', 'Update of first: fails', 'Update of first: first'],
      bundle: ['Create: first', 'Update of first: fails', 'Update of first: first'],
      left: FIRST,
    },
  ],
  [
    'is updated, and back under the id of before, since another resource fails',
    {
      steps: async ({ first, second }) => {
        await resource.create(first);
        await resource.updateAndRollback(second, 'the old id');
      },
      lookup: [
        'Create: first',
        'Update of first: second',
        'Update of first: first',
        'Delete of second: deleted',
      ],
      bundle: ['Create: first', 'Update of first: first', 'Update of first: first'],
      left: FIRST,
    },
  ],
  [
    'is updated, and back under the id of the Update, since another resource fails',
    {
      steps: async ({ first, second }) => {
        await resource.create(first);
        await resource.updateAndRollback(second, 'the new id');
      },
      lookup: [
        'Create: first',
        'Update of first: second',
        'Update of second: first',
        'Delete of second: deleted',
      ],
      bundle: ['Create: first', 'Update of first: first', 'Update of first: first'],
      left: FIRST,
    },
  ],
  [
    'is deleted under an invented id, though nothing was created',
    {
      steps: ({ first }) => resource.delete(inventedId(LOGICAL_ID), first),
      lookup: ['Delete of an invented id: deleted'],
      bundle: ['Delete of an invented id: deleted'],
      left: [],
    },
  ],
  [
    'is deleted while the service is not reached: a bundle fails within its deleteTimeout, and is deleted later',
    {
      steps: async ({ first }) => {
        await resource.create(first);
        account.setReachable(false);
        await resource.delete();
        account.mend();
        await resource.delete();
      },
      lookup: ['Create: first', 'Delete of first: deleted', 'Delete of first: deleted'],
      bundle: ['Create: first', 'Delete of first: fails', 'Delete of first: deleted'],
      left: [],
    },
  ],
];

const DELIVERIES: readonly (readonly [string, Delivery])[] = [
  ['once', { times: 1, isAtOnce: false }],
  ['twice, one after the other', { times: 2, isAtOnce: false }],
  ['three times at once', { times: 3, isAtOnce: true }],
];

describe.each(DELIVERIES)('while Lambda delivers each event %s,', (_, delivery) => {
  describe.each(KINDS)('%s', (_name, kind) => {
    test.each(ROWS)('%s', async (_sentence, row) => {
      await start(kind);
      resource.delivery = delivery;
      await row.steps(kind);
      expect(transcript()).toStrictEqual(kind.asset === 'images' ? row.lookup : row.bundle);
      expect(bundles()).toStrictEqual(kind.asset === 'images' ? [] : row.left);
      expect(bundlesMade().length).toBeLessThanOrEqual(1);
    });
  });
});

describe.each(KINDS)('while an event of %s is under way', (_, kind) => {
  /** Ends while the event before waits, or as soon as it has begun. */
  const underWay = async (afterMinutes: number) =>
    kind.waits
      ? new Promise<void>((resolve) => {
          account.at(elapsedSeconds() + afterMinutes * MINUTE, resolve);
        })
      : setImmediate();

  const PENDING = { state: 'PENDING', availableAfter: 15 * MINUTE };

  beforeEach(async () => {
    await start(kind, 10 * MINUTE);
  });

  test.each([0, 4])('its Create may be deleted, after %i minutes', async (minutes) => {
    if (kind.asset === 'images' && kind.waits) {
      account.setImages({ a0: PENDING });
    }
    const creating = resource.create(kind.first);
    await underWay(minutes);
    await expect(resource.cancel(kind.first)).resolves.toMatchObject({ Status: 'SUCCESS' });
    await creating;
    expect(bundles()).toStrictEqual([]);
    await expect(resource.delete(inventedId(LOGICAL_ID), kind.first)).resolves.toMatchObject({
      Status: 'SUCCESS',
    });
    expect(bundles()).toStrictEqual([]);
  });

  test.each([0, 4])('its Update may be sent back, after %i minutes, and ends as it was', async (minutes) => {
    const created = await resource.create(kind.first);
    if (kind.asset === 'images' && kind.waits) {
      account.setImages({ a0: {}, b0: PENDING });
    }
    const back = await resource.updateAndCancel(kind.second, underWay(minutes));
    expect(back).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: created.PhysicalResourceId,
      Data: created.Data,
    });
    expect(bundles()).toStrictEqual(kind.asset === 'bundle' ? FIRST : []);
  });
});
