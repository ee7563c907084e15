import { OWNER_TAGS } from '../../lib/contract/bundle';
import type { Bundle } from './core/bundle';
import { told } from './core/service-error';
import type { Ports } from './ports';

/** Leave a bundle to those who use it. Without our tags, it is no longer of this stack. */
export async function leave(
  { BundleId, Name }: Bundle,
  why: string,
  { deleteTags, log }: Ports,
): Promise<void> {
  log.error({ event: 'bundle left', bundle: BundleId, name: Name, why });
  try {
    await deleteTags(BundleId, Object.values(OWNER_TAGS));
  } catch (error) {
    log.error({ event: 'tags left', bundle: BundleId, error: told(error) });
  }
}
