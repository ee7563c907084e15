import { ATTRIBUTES } from '../../../lib/contract/bundle';
import { type Bundle, title } from './bundle';
import { type Step, waiting } from './step';

/**
 * Done if a bundle is AVAILABLE.
 *
 * @throws Error if it is in ERROR
 */
export function judge(bundle: Bundle): Step {
  const { BundleId, State = 'no state' } = bundle;
  if (State === 'ERROR') {
    throw new Error(`${title(bundle)} is in ERROR; the service does not say why`);
  }
  return State === 'AVAILABLE'
    ? { kind: 'done', data: { [ATTRIBUTES.bundleId]: BundleId } }
    : waiting(`${title(bundle)} is in ${State}`);
}
