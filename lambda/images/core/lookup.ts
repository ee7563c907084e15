import type { Query } from '../../../lib/contract/images';
import type { ResourceIds } from '../../resource/response';

/** The facts of an event. */
export interface Lookup {
  readonly query: Query;

  /** The ids of the answer. */
  readonly ids: ResourceIds;

  /** Whether this is a rollback, which must answer with whatever images exist. */
  readonly isRollback: boolean;
}
