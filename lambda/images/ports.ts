import type { Query } from '../../lib/contract/images';
import type { Log } from '../resource/log';
import type { StackPlace } from '../resource/response';
import type { TimeBudget } from '../resource/time-budget';
import type { Image } from './core/image';

/** The outside, bound to the time that an event has. */
export interface Ports {
  /**
   * Read every page of the images that a request means, as far as the service can filter.
   *
   * @throws OutOfTimeError when the time is over
   */
  readonly listImages: (request: ListRequest) => Promise<readonly Image[]>;

  /** @throws OutOfTimeError when the time is over */
  readonly putObject: (object: StoredObject) => Promise<void>;

  /** In milliseconds of the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly log: Log;
}

export type BindPorts = (budget: TimeBudget) => Ports;

export interface ListRequest extends Pick<
  Query,
  'imageType' | 'imageIds' | 'region' | 'assumedRoleArn' | 'externalId'
> {
  /** The stack whose lookup it is. */
  readonly stack: StackPlace;
}

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: Uint8Array;
}
