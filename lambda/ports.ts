import type { Query } from '../lib/contract/query';
import type { Image } from './core/image';

/** How long to go on where the service does not answer as it should: instants in milliseconds of the epoch. */
export interface Patience {
  /** When to give up. */
  readonly deadline: number;

  /** Until when a refusal may only mean that a new role does not count yet. */
  readonly newRoleUntil: number;
}

/**
 * Reads every page of the images that a query means, as far as the service can filter.
 *
 * @throws GaveUp when patience is over
 */
export type ListImages = (request: ListRequest, patience: Patience) => Promise<readonly Image[]>;

export interface ListRequest extends Pick<Query, 'imageType' | 'imageIds' | 'access'> {
  /** Whose look-up it is. */
  readonly stackName: string;
}

/** The service did not answer as long as there was patience, and may answer later. */
export class GaveUp extends Error {
  public override readonly name = 'GaveUp';
}

/**
 * Puts a text into a bucket.
 *
 * @throws GaveUp when patience is over
 */
export type PutObject = (bucket: string, key: string, text: string, patience: Patience) => Promise<void>;

/** Writes one line of JSON. */
export interface Log {
  info(entry: Readonly<Record<string, unknown>>): void;
  error(entry: Readonly<Record<string, unknown>>): void;
}
