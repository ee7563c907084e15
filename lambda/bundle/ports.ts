import type { Tags } from '../../lib/contract/tags';
import type { Log } from '../resource/log';
import type { TimeBudget } from '../resource/time-budget';
import type { Bundle } from './core/bundle';

/**
 * The outside, bound to the time that an event has.
 *
 * Each call throws an OutOfTimeError when the time is over, and a refusal of the service under the service's own name.
 */
export interface Ports {
  /** All bundles of the account in the Region. */
  readonly listBundles: () => Promise<readonly Bundle[]>;
  readonly createBundle: (bundle: NewBundle) => Promise<Bundle>;
  readonly updateImage: (bundleId: string, imageId: string) => Promise<void>;
  readonly deleteBundle: (bundleId: string) => Promise<void>;
  readonly describeTags: (bundleId: string) => Promise<Tags>;
  readonly createTags: (bundleId: string, tags: Tags) => Promise<void>;
  readonly deleteTags: (bundleId: string, keys: readonly string[]) => Promise<void>;

  /** Ids of the WorkSpaces that use a bundle. */
  readonly listWorkspaceIds: (bundleId: string) => Promise<readonly string[]>;

  /** In milliseconds of the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly log: Log;
}

export type BindPorts = (budget: TimeBudget) => Ports;

/** Sizes are in GiB. */
export interface NewBundle {
  readonly name: string;
  readonly description: string;
  readonly imageId: string;
  readonly computeType: string;
  readonly rootVolumeSize: number;
  readonly userVolumeSize: number;
  readonly tags: Tags;
}
