import { setTimeout as pause } from 'node:timers/promises';
import {
  DescribeWorkspaceBundlesCommand,
  type WorkspaceBundle as Bundle,
  type WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { Duration, Size } from 'aws-cdk-lib';
import { ComputeType, WorkspaceBundle, WorkspaceBundleProvider, WorkspaceImage } from 'cdk-workspace-images';
import { CannotAskError, type Define, type Experiment, succeeded } from '../experiment';

const LOOK_EVERY_MS = 1_000;

/** A bundle as the service tells it. */
type Look = Pick<Bundle, 'State' | 'ImageId'>;

interface Observed {
  readonly looks: readonly Look[];
  readonly newImageId: string;
}

export const bundleStates: Experiment<Observed> = {
  name: 'bundle-states',
  question: 'Does an update of a bundle pass through PENDING?',
  makes: 'a stack with a bundle of the first --image, which then gets the second',

  observe: async (lab) => {
    const [oldImageId, newImageId] = lab.imageIds;
    if (oldImageId === undefined || newImageId === undefined) {
      throw new CannotAskError('it needs two AVAILABLE images that the account owns, each named by --image');
    }
    const { outputs } = succeeded(await lab.deploy('bundle', bundleOf(oldImageId)));
    const bundleId = outputs['DesktopBundleId'] ?? '';
    const looks = await watched(bundleId, lab.workspaces, async () =>
      succeeded(await lab.deploy('bundle', bundleOf(newImageId))),
    );
    return { looks, newImageId };
  },

  answer: ({ looks, newImageId }) => {
    const states = looks.map(
      ({ State = 'no state', ImageId }) =>
        `${State} with the ${ImageId === newImageId ? 'new' : 'old'} image`,
    );
    const changes = states.filter((state, index) => state !== states[index - 1]);
    const isPending = looks.some(({ State }) => State === 'PENDING');
    return `${isPending ? 'Yes' : 'Not that a look each second would see'}: ${changes.join(', then ')}.`;
  },
};

function bundleOf(imageId: string): Define {
  return (stack) => {
    new WorkspaceBundle(stack, 'Desktop', {
      image: WorkspaceImage.fromImageId(stack, 'Image', imageId),
      computeType: ComputeType.STANDARD,
      rootVolumeSize: Size.gibibytes(80),
      userVolumeSize: Size.gibibytes(50),
      provider: new WorkspaceBundleProvider(stack, 'Provider', { pollInterval: Duration.seconds(5) }),
    });
  };
}

/** Looks at a bundle each second while something is done, and once more when it is over. */
async function watched(
  bundleId: string,
  workspaces: WorkSpacesClient,
  work: () => Promise<unknown>,
): Promise<readonly Look[]> {
  const looks: Look[] = [];
  const look = async () => {
    const { Bundles = [] } = await workspaces.send(
      new DescribeWorkspaceBundlesCommand({ BundleIds: [bundleId] }),
    );
    looks.push(...Bundles);
  };
  const progress = { isOver: false };
  const keepLooking = async () => {
    while (!progress.isOver) {
      // It may be throttled. If it is denied, the last look says so.
      await look().catch(() => undefined);
      await pause(LOOK_EVERY_MS);
    }
  };
  const over = work().finally(() => {
    progress.isOver = true;
  });
  await Promise.all([over, keepLooking()]);
  await look();
  return looks;
}
