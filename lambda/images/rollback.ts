import { textOf } from '../resource/errors';
import type { Attributes, ResourceIds } from '../resource/response';
import { RETRY_MS } from '../resource/time-budget';
import { rollbackWithout } from '../resource/way-out';
import { putManifest } from './answer';
import type { Image } from './core/image';
import type { Lookup } from './core/lookup';
import { NO_MANIFEST } from './core/manifest';
import { newestThatFitAnswer } from './core/size';
import { handOver, imageAttributes } from './core/summarise';
import { find } from './find';
import type { Ports } from './ports';
import type { Wait } from './watch';

/**
 * Look until one listing succeeds, and answer with what is there. Neither counts, nor states, nor sizes, nor a manifest
 * fail a rollback.
 *
 * @param endsAt When the event ends, in milliseconds of the epoch
 * @throws Error if no listing succeeded
 */
export async function answerRollback(lookup: Lookup, endsAt: number, ports: Ports): Promise<Attributes> {
  for (;;) {
    const data = await tryOnce(() => lookAnew(lookup, ports), endsAt - RETRY_MS, ports);
    if (data !== undefined) {
      return data;
    }
    await ports.sleep(RETRY_MS);
  }
}

/** Try once in each poll of a wait, and do not wait for states. */
export async function pollRollback(
  lookup: Lookup,
  { deadline, handOverAt, rollbackUntil }: Wait,
  ports: Ports,
): Promise<Attributes | undefined> {
  const look = async () => {
    if (handOverAt === undefined) {
      return lookAnew(lookup, ports);
    }
    const images = await findNewestThatFit(lookup, ports);
    return handOver(
      new Date(deadline),
      images.map(({ ImageId }) => ImageId),
    );
  };
  return tryOnce(look, rollbackUntil, ports);
}

/** Say how to go on without the lookup. This comes first, since a long reason is cut at its end. */
export function rollbackFailed(error: unknown, ids: ResourceIds): Error {
  return new Error(
    `the rollback has no answer; to go on without this lookup: ${rollbackWithout(ids)}; the last failure: ${textOf(error)}`,
    { cause: error },
  );
}

async function lookAnew(lookup: Lookup, ports: Ports): Promise<Attributes> {
  const images = await findNewestThatFit(lookup, ports);
  return { ...imageAttributes(images, lookup), ...(await manifestOrNone(images, lookup, ports)) };
}

async function findNewestThatFit(lookup: Lookup, ports: Ports): Promise<readonly Image[]> {
  const { selected } = await find(lookup, ports);
  const images = newestThatFitAnswer(selected, lookup);
  ports.log.info({
    event: 'rolled back',
    resource: lookup.ids.LogicalResourceId,
    answered: images.length,
    leftOut: selected.slice(images.length).map(({ ImageId }) => ImageId),
  });
  return images;
}

async function manifestOrNone(images: readonly Image[], lookup: Lookup, ports: Ports): Promise<Attributes> {
  try {
    return await putManifest(images, lookup, ports);
  } catch (error) {
    ports.log.error({ event: 'manifest left out', error: textOf(error) });
    return NO_MANIFEST;
  }
}

/** Return undefined after a failure, as long as there is time for another try. */
async function tryOnce(
  look: () => Promise<Attributes>,
  lastTryAt: number,
  { now, log }: Ports,
): Promise<Attributes | undefined> {
  try {
    return await look();
  } catch (error) {
    if (now() >= lastTryAt) {
      throw error;
    }
    log.error({ event: 'rollback tries again', error: textOf(error) });
    return undefined;
  }
}
