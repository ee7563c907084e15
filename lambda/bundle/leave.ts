import { OWNER_TAGS } from '../../lib/contract/bundle';
import { OutOfTimeError, textOf } from '../resource/errors';
import type { Bundle } from './core/bundle';
import type { Ports } from './ports';

interface Leaving {
  readonly why: string;

  /** Whether no later poll can leave it. */
  readonly isLast?: boolean;
}

/**
 * Leave a bundle to those who use it. Without our tags, it is no longer of this stack.
 * @throws OutOfTimeError if the service gave no answer, and a later poll can
 */
export async function leave(
  { BundleId, Name }: Bundle,
  { why, isLast = false }: Leaving,
  { deleteTags, log }: Ports,
): Promise<void> {
  log.error({ event: 'bundle left', bundle: BundleId, name: Name, why });
  try {
    await deleteTags(BundleId, Object.values(OWNER_TAGS));
  } catch (error) {
    if (error instanceof OutOfTimeError && !isLast) {
      throw error;
    }
    log.error({ event: 'tags left', bundle: BundleId, error: textOf(error) });
  }
}
