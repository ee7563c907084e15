import type { Log } from '../resource/log';
import type { Attributes } from '../resource/response';
import { elapsed, enumerate } from '../resource/sentence';
import { OutOfTimeError } from '../resource/time-budget';
import { answerWatched } from './answer';
import type { Image } from './core/image';
import type { Lookup } from './core/lookup';
import { handOver } from './core/summarise';
import { countStates, judgeStates, type Verdict } from './core/verdict';
import { listRequest } from './find';
import type { Ports } from './ports';
import type { Wait } from './wait';

/** Milliseconds before an image that was missing is asked for once more. */
const RECHECK_MS = 5_000;

/** The frozen images as they are now. */
interface Look {
  readonly images: readonly Image[];
  readonly verdict: Verdict;
}

/**
 * Look at the frozen images once.
 *
 * @returns the answer, or undefined to be polled again
 * @throws Error if an image has failed or disappeared, or the time is over
 */
export async function watch(lookup: Lookup, wait: Wait, ports: Ports): Promise<Attributes | undefined> {
  const { deadline, handOverAt, frozenImageIds } = wait;
  const look = await lookAt(frozenImageIds, lookup, ports);
  const { verdict, images } = look;
  const now = ports.now();
  logPoll(lookup, wait, { ...look, now, log: ports.log });
  if (verdict.kind === 'failed') {
    throw new Error(verdict.reason);
  }
  if (verdict.kind !== 'ready' && now < (handOverAt ?? deadline)) {
    return undefined;
  }
  if (handOverAt !== undefined) {
    return handOver(new Date(deadline), frozenImageIds);
  }
  if (verdict.kind !== 'ready') {
    throw new Error(timeOver(wait, now, { images, reason: verdict.reason }));
  }
  try {
    return await answerWatched(images, lookup, ports);
  } catch (error) {
    if (error instanceof OutOfTimeError && now < deadline) {
      return undefined;
    }
    throw error;
  }
}

async function lookAt(frozenImageIds: readonly string[], lookup: Lookup, ports: Ports): Promise<Look> {
  try {
    const images = await listFrozen(frozenImageIds, lookup, ports);
    const gone = missingFrom(images, frozenImageIds);
    const verdict: Verdict =
      gone.length === 0
        ? judgeStates(images)
        : { kind: 'failed', reason: `images disappeared while the gate waited: ${enumerate(gone)}` };
    return { images, verdict };
  } catch (error) {
    if (!(error instanceof OutOfTimeError)) {
      throw error;
    }
    return { images: [], verdict: { kind: 'waiting', reason: error.message } };
  }
}

/** A listing may leave an image out by mistake, so what is missing is asked for once more. */
async function listFrozen(
  frozenImageIds: readonly string[],
  lookup: Lookup,
  { listImages, sleep }: Ports,
): Promise<readonly Image[]> {
  const listOnly = async (imageIds: readonly string[]) =>
    imageIds.length === 0 ? [] : listImages({ ...listRequest(lookup), imageIds });
  const listed = [...(await listOnly(frozenImageIds))];
  const missing = missingFrom(listed, frozenImageIds);
  if (missing.length > 0) {
    await sleep(RECHECK_MS);
    listed.push(...(await listOnly(missing)));
  }
  return frozenImageIds.flatMap((id) => listed.find(({ ImageId }) => ImageId === id) ?? []);
}

function missingFrom(images: readonly Image[], imageIds: readonly string[]): string[] {
  const listed = new Set(images.map(({ ImageId }) => ImageId));
  return imageIds.filter((id) => !listed.has(id));
}

function logPoll(
  { ids }: Lookup,
  { startedAt, deadline }: Wait,
  { images, verdict, now, log }: Look & { readonly now: number; readonly log: Log },
): void {
  log.info({
    event: 'polled',
    resource: ids.LogicalResourceId,
    verdict: verdict.kind,
    waitedSeconds: Math.round((now - startedAt) / 1000),
    remainingSeconds: Math.round((deadline - now) / 1000),
    states: countStates(images),
    pending: images.filter(({ State }) => State === 'PENDING').map(({ ImageId }) => ImageId),
  });
}

function timeOver(
  { startedAt }: Wait,
  now: number,
  { images, reason }: { readonly images: readonly Image[]; readonly reason: string },
): string {
  const others = Object.entries(countStates(images)).filter(([state]) => state !== 'PENDING');
  return [
    `not every image is AVAILABLE after ${elapsed(now - startedAt)}: ${reason}`,
    ...others.map(([state, number]) => `${state}: ${number}`),
  ].join('; ');
}
