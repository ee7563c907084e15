import { availableCatalogue, list, lookup } from '../listing';
import type { Bench, Row } from '../row';
import { succeeded } from '../subject';

const CATALOGUE = availableCatalogue(100);
const QUERY = { ImageIds: CATALOGUE.images.map(({ ImageId }) => ImageId), ImageType: 'ALL' };
const GATE = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '3600' };

const LEAST = 4;

/** Calls for ids, 25 of which fit in one. */
export async function ids(bench: Bench): Promise<readonly Row[]> {
  bench.progress('ids');
  const callsOf = async (properties: object) => {
    const subject = lookup(bench, { properties });
    return succeeded(subject, await list(subject, { catalogue: CATALOGUE })).answered;
  };
  const calls = await callsOf(QUERY);
  // The event that begins the wait looks once, and so does the poll that ends it.
  const poll = (await callsOf({ ...QUERY, ...GATE })) - calls;
  const rowOf = (measuredAs: string, made: number): Row => ({
    what: 'ids',
    measuredAs,
    ours: String(made),
    peers: '–',
    reach: String(LEAST),
    met: made === LEAST,
  });
  return [
    rowOf('calls for 100 owned ids with ALL', calls),
    rowOf("calls for a gate's poll of 100 owned ids", poll),
  ];
}
