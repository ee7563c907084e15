import { OWNER_TAGS } from '../../lib/contract/bundle';
import { OutOfTimeError } from '../resource/time-budget';
import type { Bundle } from './core/bundle';
import { told } from './core/service-error';
import type { Ports } from './ports';

/**
 * Leave a bundle to those who use it. Without our tags, it is no longer of this stack.
 *
 * @param isLast Whether no later poll can leave it
 * @throws OutOfTimeError if the service gave no answer, and a later poll can
 */
export async function leave(
  { BundleId, Name }: Bundle,
  why: string,
  { deleteTags, log }: Ports,
  isLast: boolean,
): Promise<void> {
  log.error({ event: 'bundle left', bundle: BundleId, name: Name, why });
  try {
    await deleteTags(BundleId, Object.values(OWNER_TAGS));
  } catch (error) {
    if (error instanceof OutOfTimeError && !isLast) {
      throw error;
    }
    log.error({ event: 'tags left', bundle: BundleId, error: told(error) });
  }
}
