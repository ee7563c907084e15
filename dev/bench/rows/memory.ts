import { generateCatalogue } from '../../local-aws/generate';
import type { Findings } from '../claims';
import { ACCOUNT, list, lookup, OWN_RATE } from '../listing';
import { inFunctionOf256MB, succeeded } from '../subject';

/** The memory of a function at the pace of the account, which leaves the collector of garbage time. */
export async function memory(): Promise<Findings> {
  const measure = async (images: number, rate: number) => {
    const subject = inFunctionOf256MB(lookup({}, { REQUEST_RATE: String(rate) }));
    const listing = await list(subject, { catalogue: generateCatalogue(images), throttle: ACCOUNT });
    const { peakMegabytes: peak = NaN, idleMegabytes: idle = NaN } = succeeded(subject, listing);
    return { peak, overIdle: peak - idle };
  };
  // Each has the images that a function has time for at its rate.
  const [own, whole] = await Promise.all([measure(10_000, OWN_RATE), measure(28_000, ACCOUNT.ratePerSecond)]);
  return { memoryOverIdle: [own.overIdle], memoryPeak: [whole.peak] };
}
