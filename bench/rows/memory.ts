import { generateCatalogue } from '../../local/generate';
import { list, lookup } from '../listing';
import { type Bench, inTurns, type Row } from '../row';
import { median } from '../statistics';
import { succeeded } from '../subject';
import { megabytes, number } from '../text';

/** What Lambda gives Node.js in a function of 256 MB. */
const FLAGS_OF_256_MB = ['--max-semi-space-size=12', '--max-old-space-size=230'];

const QUICK = { REQUEST_RATE: '100' };

export async function memory(bench: Bench): Promise<readonly Row[]> {
  const peaks = async (count: number) => {
    const subject = lookup(bench, {}, QUICK);
    const limited = { ...subject, args: [...FLAGS_OF_256_MB, ...subject.args] };
    const catalogue = generateCatalogue(count);
    return inTurns(bench, `memory, ${number(count)} images`, async () => {
      const { idleMegabytes = NaN, peakMegabytes = NaN } = succeeded(
        limited,
        await list(limited, { catalogue }),
      );
      return { peak: peakMegabytes, overIdle: peakMegabytes - idleMegabytes };
    });
  };
  const overIdle = median((await peaks(10_000)).map((figures) => figures.overIdle));
  const peak = median((await peaks(28_000)).map((figures) => figures.peak));
  return [
    {
      what: 'memory',
      measuredAs: 'peak over idle, 10,000 images',
      ours: megabytes(overIdle),
      peers: '–',
      reach: '≤ 30 MB',
      met: overIdle <= 30,
    },
    {
      what: 'memory',
      measuredAs: 'peak within 256 MB, 28,000 images',
      ours: megabytes(peak),
      peers: '–',
      reach: '≤ 200 MB',
      met: peak <= 200,
    },
  ];
}
