import type { Findings, Measured } from '../claims';
import { ACCOUNT, availableCatalogue, listAtOnce, lookup, PAGE_SIZE } from '../listing';

interface Crowd {
  readonly functions: number;
  readonly lookups?: number;
  readonly images: number;
  readonly properties?: object;
}

const LOOKUP = { MostRecent: '1' };
const GATE = { ...LOOKUP, Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '3600' };

/** Functions that look up at the same time, in processes of their own, against the limit of one account. */
export async function crowd(): Promise<Findings> {
  return {
    tenFunctions: await measure({ functions: 10, images: 100 }),
    fortyLookups: await measure({ functions: 2, lookups: 20, images: 100 }),
    gates: await measure({ functions: 25, images: 1_000, properties: GATE }),
  };
}

async function measure({ functions, lookups = 1, images, properties = LOOKUP }: Crowd): Promise<Measured> {
  const account = { catalogue: availableCatalogue(images), throttle: ACCOUNT };
  const subjects = Array.from({ length: functions }, () => lookup({ lookups, properties }));
  const { results, answered, refused } = await listAtOnce(subjects, account);
  const failed = results.filter(({ error }) => error !== undefined).length;
  const areWhole = failed === 0 && answered >= (functions * lookups * images) / PAGE_SIZE;
  // A gate's first poll comes when its listing is done, so it is one of the calls that the account allows.
  const least = (answered - ACCOUNT.burst) / ACCOUNT.ratePerSecond;
  const slowest = Math.max(...results.map(({ seconds }) => seconds));
  return [areWhole ? slowest / least : NaN, `${failed} of ${functions} fail, ${refused} refused calls`];
}
