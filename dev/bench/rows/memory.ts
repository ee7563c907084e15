import { generateCatalogue } from '../../local-aws/generate';
import { ACCOUNT, type Account, listSideBySide, lookup, OWN_RATE, prepare } from '../listing';
import type { Bench, Row } from '../row';
import { median } from '../statistics';
import { inFunctionOf256MB, succeeded } from '../subject';
import { megabytes, number } from '../text';

/** Images that a function has time for at each rate. */
const AT_OWN_RATE = { images: 10_000, ratePerSecond: OWN_RATE };
const AT_WHOLE_RATE = { images: 28_000, ratePerSecond: ACCOUNT.ratePerSecond };

/** The memory of a function at the pace of the account, which leaves the collector of garbage time. */
export async function memory(bench: Bench): Promise<readonly Row[]> {
  const results = async ({ images, ratePerSecond }: typeof AT_OWN_RATE) => {
    const subject = lookup(bench, {}, { REQUEST_RATE: String(ratePerSecond) });
    const limited = inFunctionOf256MB(subject);
    const account: Account = { catalogue: generateCatalogue(images), throttle: ACCOUNT };
    bench.progress(`memory, ${number(images)} images: ${bench.rounds} side by side`);
    const listings = await listSideBySide(
      Array.from({ length: bench.rounds }, () => () => prepare(limited, account)),
    );
    return listings.map((listing) => {
      const { idleMegabytes = NaN, peakMegabytes = NaN } = succeeded(limited, listing);
      return { peak: peakMegabytes, overIdle: peakMegabytes - idleMegabytes };
    });
  };
  const [own, whole] = await Promise.all([results(AT_OWN_RATE), results(AT_WHOLE_RATE)]);
  const overIdle = median(own.map((figures) => figures.overIdle));
  const peak = median(whole.map((figures) => figures.peak));
  return [
    {
      what: 'memory',
      measuredAs: `peak over idle, ${number(AT_OWN_RATE.images)} images, ${AT_OWN_RATE.ratePerSecond} calls a second`,
      ours: megabytes(overIdle),
      peers: '–',
      reach: '≤ 30 MB',
      met: overIdle <= 30,
    },
    {
      what: 'memory',
      measuredAs: `peak within 256 MB, ${number(AT_WHOLE_RATE.images)} images, ${AT_WHOLE_RATE.ratePerSecond} calls a second`,
      ours: megabytes(peak),
      peers: '–',
      reach: '≤ 200 MB',
      met: peak <= 200,
    },
  ];
}
