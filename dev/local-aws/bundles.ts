import { randomBytes } from 'node:crypto';
import { AwsError } from './awsjson';
import type { CreateWorkspaceBundleInput, UpdateWorkspaceBundleInput } from './bundle-inputs';
import type { CatalogueImage } from './catalogue';

/** How the service makes bundles. */
export interface BundleOptions {
  /** How long a bundle takes to be made, and to take over another image. @default 0 */
  readonly seconds?: number;

  /** The state meanwhile of one that takes over another image, which it has not got yet. @default 'PENDING' */
  readonly stateOfChange?: 'PENDING' | 'AVAILABLE';

  /** Ids of images of which bundles end in ERROR. @default - none */
  readonly failingImages?: readonly string[];

  /** How many bundles others have made before. @default 0 */
  readonly others?: number;

  /** The image that a bundle in ERROR has after a change. @default 'new' */
  readonly imageOfFailure?: 'new' | 'old';
}

export interface Bundle {
  readonly BundleId: string;
  readonly Name: string;
  readonly Description: string;
  readonly ImageId: string;
  readonly State: string;
  readonly [member: string]: unknown;
}

/** What becomes of a bundle from a moment on, in milliseconds. */
interface Change {
  readonly at: number;
  readonly ImageId: string;
  readonly State: string;
}

interface Stored {
  bundle: Bundle;
  change?: Change | undefined;
}

/** What bundles need of the account. */
export interface Account {
  readonly imageOf: (imageId: string) => CatalogueImage | undefined;
  readonly isUsed: (bundleId: string) => boolean;
  readonly now: () => number;
}

const MOST_BUNDLES = 50;
const NAME_BLOCKED_MS = 2 * 3_600_000;
const SMALL_VOLUMES = ['80 10', '80 50', '80 100'];

/** The bundles of one account in a Region. */
export class Bundles {
  private readonly stored = new Map<string, Stored>();

  /** When a bundle of a name was deleted, in milliseconds. */
  private readonly deletedAt = new Map<string, number>();

  constructor(
    private readonly options: BundleOptions,
    private readonly account: Account,
  ) {
    for (let number = 0; number < (options.others ?? 0); number++) {
      const Name = `other-${number}`;
      const bundle = this.newBundle({ Name, Description: '', ImageId: 'wsi-of0others', State: 'AVAILABLE' });
      this.stored.set(bundle.BundleId, { bundle });
    }
  }

  public create(input: CreateWorkspaceBundleInput): Bundle {
    const { BundleName: Name, BundleDescription: Description, ImageId } = input;
    this.requireFreeName(Name);
    this.requireImage(ImageId);
    requireVolumes(input);
    if (this.stored.size >= MOST_BUNDLES) {
      throw new AwsError('ResourceLimitExceededException', 'The maximum number of bundles has been reached.');
    }
    const { RootStorage, UserStorage, ComputeType } = input;
    const bundle = this.newBundle(
      { Name, Description, ImageId, State: 'PENDING' },
      { RootStorage, UserStorage, ComputeType },
    );
    this.stored.set(bundle.BundleId, { bundle, change: this.changeTo(ImageId) });
    return this.get(bundle.BundleId);
  }

  public update({ BundleId, ImageId }: UpdateWorkspaceBundleInput): void {
    const bundle = this.get(BundleId);
    this.requireImage(ImageId);
    if (bundle.State === 'PENDING') {
      throw new AwsError('ResourceUnavailableException', `The bundle ${BundleId} is not available.`);
    }
    const State = this.options.stateOfChange ?? 'PENDING';
    this.stored.set(BundleId, {
      bundle: { ...bundle, State, LastUpdatedTime: this.account.now() / 1000 },
      change: this.changeTo(ImageId, bundle.ImageId),
    });
  }

  public delete(bundleId: string): void {
    const { Name } = this.get(bundleId);
    if (this.account.isUsed(bundleId)) {
      throw new AwsError('ResourceAssociatedException', `The bundle ${bundleId} is in use.`);
    }
    this.stored.delete(bundleId);
    this.deletedAt.set(Name, this.account.now());
  }

  public all(): readonly Bundle[] {
    return [...this.stored.keys()].map((bundleId) => this.get(bundleId));
  }

  public has(bundleId: string): boolean {
    return this.stored.has(bundleId);
  }

  private get(bundleId: string): Bundle {
    const stored = this.stored.get(bundleId);
    if (stored === undefined) {
      throw new AwsError('ResourceNotFoundException', `The bundle ${bundleId} does not exist.`);
    }
    const { change } = stored;
    if (change !== undefined && this.account.now() >= change.at) {
      stored.bundle = { ...stored.bundle, ImageId: change.ImageId, State: change.State };
      stored.change = undefined;
    }
    return stored.bundle;
  }

  private newBundle(
    members: Pick<Bundle, 'Name' | 'Description' | 'ImageId' | 'State'>,
    shape: object = {},
  ): Bundle {
    const now = this.account.now() / 1000;
    return {
      BundleId: `wsb-${randomBytes(5).toString('hex').slice(0, 9)}`,
      Owner: '123456789012',
      ...members,
      ...shape,
      LastUpdatedTime: now,
      CreationTime: now,
      BundleType: 'REGULAR',
    };
  }

  private changeTo(newImageId: string, oldImageId = newImageId): Change {
    const { seconds = 0, failingImages = [], imageOfFailure } = this.options;
    const fails = failingImages.includes(newImageId);
    return {
      at: this.account.now() + seconds * 1000,
      ImageId: fails && imageOfFailure === 'old' ? oldImageId : newImageId,
      State: fails ? 'ERROR' : 'AVAILABLE',
    };
  }

  private requireFreeName(name: string): void {
    const deletedAt = this.deletedAt.get(name) ?? -Infinity;
    const isTaken = this.all().some(({ Name }) => Name === name);
    if (isTaken || this.account.now() < deletedAt + NAME_BLOCKED_MS) {
      throw new AwsError('ResourceAlreadyExistsException', `The bundle name ${name} already exists.`);
    }
  }

  private requireImage(imageId: string): void {
    const image = this.account.imageOf(imageId);
    if (image === undefined || image.Shared === true) {
      throw new AwsError('ResourceNotFoundException', `The image ${imageId} does not exist.`);
    }
    if (image.State !== 'AVAILABLE') {
      throw new AwsError('ResourceUnavailableException', `The image ${imageId} is not available.`);
    }
  }
}

function requireVolumes({ RootStorage, UserStorage }: CreateWorkspaceBundleInput): void {
  const root = Number(RootStorage?.Capacity ?? 80);
  const user = Number(UserStorage.Capacity);
  const isLarge = root >= 175 && root <= 2_000 && user >= 100 && user <= 2_000;
  if (!isLarge && !SMALL_VOLUMES.includes(`${root} ${user}`)) {
    throw new AwsError(
      'InvalidParameterValuesException',
      `A root volume of ${root} GB and a user volume of ${user} GB are not a valid combination.`,
    );
  }
}
