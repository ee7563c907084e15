import { OutOfTimeError } from '../resource/errors';
import { putManifest } from './answer';
import type { Lookup } from './core/lookup';
import { outcomeOf } from './core/outcome';
import type { Judged } from './core/verdict';
import { find } from './find';
import type { Ports } from './ports';

/** Milliseconds that the last look keeps to reach the service. */
const LAST_LOOK_MS = 5_000;

/** When settling ends, in milliseconds of the epoch, and the time between two looks, in milliseconds. */
export interface SettlePeriod {
  readonly endsAt: number;
  readonly pollMs: number;
}

/**
 * Look until enough images match, and freeze the selection.
 *
 * Whatever makes the answer impossible fails here, within minutes: too few or too many images, an image in ERROR, an
 * answer that does not fit, or a manifest that cannot be written.
 *
 * @returns the ids of the selected images, newest first
 * @throws Error that says why the wait cannot succeed
 */
export async function settle(lookup: Lookup, period: SettlePeriod, ports: Ports): Promise<readonly string[]> {
  const found = await findEnough(lookup, period, ports);
  await putManifest(found.selected, lookup, ports);
  return found.selected.map(({ ImageId }) => ImageId);
}

async function findEnough(lookup: Lookup, period: SettlePeriod, ports: Ports): Promise<Judged> {
  let lastReason: string | undefined;
  for (;;) {
    const found = await findOrSay(lastReason, () => find(lookup, ports));
    const outcome = outcomeOf(found, lookup);
    if (outcome.kind !== 'fail') {
      return found;
    }
    const pause = Math.min(period.pollMs, period.endsAt - ports.now() - LAST_LOOK_MS);
    if (!outcome.mayPass || pause <= 0) {
      throw new Error(outcome.reason);
    }
    lastReason = outcome.reason;
    await ports.sleep(pause);
  }
}

/** If a later look gets no answer, the reason is what the last one found, and why there is no other. */
async function findOrSay(lastReason: string | undefined, look: () => Promise<Judged>): Promise<Judged> {
  try {
    return await look();
  } catch (error) {
    throw lastReason !== undefined && error instanceof OutOfTimeError
      ? new Error(`${lastReason}; then ${error.message}`, { cause: error })
      : error;
  }
}
