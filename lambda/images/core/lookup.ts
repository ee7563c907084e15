import type { Query } from '../../../lib/contract/images';
import type { ResourceIds } from '../../resource/response';

/** The facts of an event. */
export interface Lookup {
  readonly query: Query;

  /** The ids of the answer. */
  readonly ids: ResourceIds;

  /** Whether it must answer with whatever is there, since a rollback must not fail. */
  readonly isRollback: boolean;
}
