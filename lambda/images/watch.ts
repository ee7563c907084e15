import { askTwice } from '../resource/ask-twice';
import { OutOfTimeError } from '../resource/errors';
import type { Log } from '../resource/log';
import type { Attributes } from '../resource/response';
import { elapsed, enumerate } from '../resource/sentence';
import { answerWatched } from './answer';
import type { Image } from './core/image';
import type { Lookup } from './core/lookup';
import { handOver } from './core/summarise';
import { countStates, judgeStates, type Verdict } from './core/verdict';
import { listRequest } from './find';
import type { Ports } from './ports';

/** When a wait hands over and ends. Instants are in milliseconds of the epoch. */
export interface WaitTimes {
  /** When the whole wait began, which was in the first link. */
  readonly startedAt: number;

  /** When the whole wait ends. */
  readonly deadline: number;

  /** When this link hands over. Undefined for the last link, which is the lookup. */
  readonly handOverAt?: number | undefined;
}

/** All that a poll needs. Nothing passes from poll to poll. */
export interface Wait extends WaitTimes {
  /** The images to watch, newest first. */
  readonly frozenImageIds: readonly string[];

  /** Until when a rollback looks. */
  readonly rollbackUntil: number;
}

export function waitTimes({ query }: Lookup, arrivedAt: number): WaitTimes {
  const timeoutMs = (query.gateTimeout ?? 0) * 1000;
  const deadline = query.deadline?.getTime() ?? arrivedAt + timeoutMs;
  return {
    startedAt: deadline - timeoutMs,
    deadline,
    handOverAt: query.handOverAfter === undefined ? undefined : arrivedAt + query.handOverAfter * 1000,
  };
}

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

async function listFrozen(
  frozenImageIds: readonly string[],
  lookup: Lookup,
  ports: Ports,
): Promise<readonly Image[]> {
  const missing = (found: readonly Image[]) => missingFrom(found, frozenImageIds);
  const listed = await askTwice<Image>(
    (found) => listOnly(missing(found), lookup, ports),
    (found) => missing(found).length === 0,
    ports,
  );
  return frozenImageIds.flatMap((id) => listed.find(({ ImageId }) => ImageId === id) ?? []);
}

async function listOnly(
  imageIds: readonly string[],
  lookup: Lookup,
  { listImages }: Ports,
): Promise<readonly Image[]> {
  return imageIds.length === 0 ? [] : listImages({ ...listRequest(lookup), imageIds });
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
