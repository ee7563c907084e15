import type { BundleSpec, FormerBundle } from '../../../lib/contract/bundle';
import type { ResourceIds } from '../../resource/response';

/** The facts of a Create or an Update. */
export interface BundleRequest {
  readonly spec: BundleSpec;

  /** The bundle before an Update. Undefined for a Create. */
  readonly former: FormerBundle | undefined;

  /** The wire names of the properties that an Update changes. */
  readonly changed: ReadonlySet<string>;
  readonly ids: ResourceIds;

  /** Ends a name that the handler makes: 8 hex digits, the same for an event that arrives twice. */
  readonly nameSuffix: string;

  /** When the event arrived, not one of its polls, in milliseconds of the epoch. */
  readonly startedAt: number;
}
