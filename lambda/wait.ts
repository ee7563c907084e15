import { HAND_OVER, LIST_SEPARATOR, NOTHING } from '../lib/contract/names';
import type { Query } from '../lib/contract/query';
import type { Image } from './core/image';
import type { Envelope } from './core/response';
import { duration, enumerate } from './core/sentence';
import type { Attributes } from './core/summarise';
import { type Verdict, countStates, judgeStates } from './core/verdict';
import { type LookUpPorts, answer, lookUp, prepareAnswer } from './look-up';
import { GaveUp, type Patience } from './ports';
import { type SurveyPorts, listRequest, survey } from './survey';

/** How long, in milliseconds from the start, too few images may only mean that a new one is not listed yet. */
const LISTING_GRACE = 300_000;

/**
 * What a wait has settled at its begin, and all that a poll is given: nothing passes from poll to poll. Instants are
 * in milliseconds of the epoch.
 */
export interface Wait {
  readonly startedAt: number;
  readonly deadline: number;

  /** When this link hands on; undefined for the last one. */
  readonly handOverAt?: number | undefined;

  /** The images that are waited for; undefined where too few were found to settle them. */
  readonly frozenImageIds?: readonly string[] | undefined;

  /** Whether it is answered with what is there, without waiting. */
  readonly isForgiving: boolean;
}

/** What a wait has come to: `data` where it is over. */
export type Progress = { readonly isOver: false } | { readonly isOver: true; readonly data: Attributes };

/** The images that are waited for, as they are now. */
interface Assessment {
  readonly verdict: Verdict;
  readonly images: readonly Image[];
  readonly matching: number;

  /** Whether the images are those that the wait is for. */
  readonly isSettled: boolean;
}

/**
 * Begins to wait.
 *
 * @throws Error where waiting can change nothing
 */
export async function beginWait(
  query: Query,
  isForgiving: boolean,
  envelope: Envelope,
  patience: Patience,
  ports: SurveyPorts,
): Promise<Wait> {
  const { link } = query;
  const now = ports.now();
  const timeout = (query.gateTimeoutSeconds ?? 0) * 1000;
  const deadline = link.deadline?.getTime() ?? now + timeout;
  const wait: Wait = {
    startedAt: deadline - timeout,
    deadline,
    handOverAt: link.handOverAfterSeconds === undefined ? undefined : now + link.handOverAfterSeconds * 1000,
    frozenImageIds: link.frozenImageIds,
    isForgiving,
  };
  if (isForgiving || link.frozenImageIds !== undefined) {
    return wait;
  }
  const { verdict, images, matching, isSettled } = await assess(query, wait, envelope, patience, ports);
  if (verdict.kind === 'failed') {
    throw new Error(verdict.reason);
  }
  if (isSettled) {
    // Else it would be waited for hours for an answer that does not fit; each is longest when it is AVAILABLE.
    const selected = images.map((image) => ({ ...image, State: 'AVAILABLE' }));
    prepareAnswer({ selected, matching, countProblem: undefined }, query, envelope);
  }
  return { ...wait, frozenImageIds: isSettled ? images.map(({ ImageId }) => ImageId) : undefined };
}

/**
 * Looks at the images once more.
 *
 * @throws Error where one has failed, or the time is over
 */
export async function pollOnce(
  query: Query,
  wait: Wait,
  envelope: Envelope,
  patience: Patience,
  ports: LookUpPorts,
): Promise<Progress> {
  if (wait.isForgiving) {
    const data = isLink(wait)
      ? handOver(wait, wait.frozenImageIds)
      : await lookUp(query, true, envelope, patience, ports);
    return { isOver: true, data };
  }
  const assessment = await assess(query, wait, envelope, patience, ports);
  const { verdict, images, matching, isSettled } = assessment;
  const now = ports.now();
  ports.log.info({
    event: 'polled',
    resource: envelope.LogicalResourceId,
    verdict: verdict.kind,
    waitedSeconds: Math.round((now - wait.startedAt) / 1000),
    remainingSeconds: Math.round((wait.deadline - now) / 1000),
    states: countStates(images),
    pending: images.filter(({ State }) => State === 'PENDING').map(({ ImageId }) => ImageId),
  });
  if (verdict.kind === 'failed') {
    throw new Error(verdict.reason);
  }
  const isEnd = verdict.kind === 'ready' || now >= (wait.handOverAt ?? wait.deadline);
  if (!isEnd) {
    return { isOver: false };
  }
  if (isLink(wait)) {
    const found = isSettled ? images.map(({ ImageId }) => ImageId) : undefined;
    return { isOver: true, data: handOver(wait, wait.frozenImageIds ?? found) };
  }
  if (verdict.kind === 'waiting') {
    throw new Error(timeOver(wait, now, assessment, verdict.reason));
  }
  const found = { selected: images, matching, countProblem: undefined };
  try {
    return { isOver: true, data: await answer(found, query, envelope, patience, ports) };
  } catch (error) {
    if (error instanceof GaveUp && now < wait.deadline) {
      return { isOver: false };
    }
    throw error;
  }
}

async function assess(
  query: Query,
  wait: Wait,
  envelope: Envelope,
  patience: Patience,
  ports: SurveyPorts,
): Promise<Assessment> {
  try {
    return wait.frozenImageIds === undefined
      ? await assessAnew(query, wait, envelope, patience, ports)
      : await assessFrozen(query, wait.frozenImageIds, envelope, patience, ports);
  } catch (error) {
    if (!(error instanceof GaveUp)) {
      throw error;
    }
    return {
      verdict: { kind: 'waiting', reason: error.message },
      images: [],
      matching: 0,
      isSettled: false,
    };
  }
}

async function assessAnew(
  query: Query,
  { startedAt }: Wait,
  envelope: Envelope,
  patience: Patience,
  ports: SurveyPorts,
): Promise<Assessment> {
  const { selected, matching, countProblem } = await survey(query, envelope, patience, ports);
  if (countProblem === undefined) {
    return { verdict: judgeStates(selected), images: selected, matching, isSettled: true };
  }
  const mayCome = countProblem.kind === 'too few' && ports.now() < startedAt + LISTING_GRACE;
  return {
    verdict: { kind: mayCome ? 'waiting' : 'failed', reason: countProblem.reason },
    images: selected,
    matching,
    isSettled: false,
  };
}

async function assessFrozen(
  query: Query,
  imageIds: readonly string[],
  envelope: Envelope,
  patience: Patience,
  { list }: SurveyPorts,
): Promise<Assessment> {
  const listed =
    imageIds.length === 0 ? [] : await list({ ...listRequest(query, envelope), imageIds }, patience);
  const images = imageIds.flatMap((id) => listed.find(({ ImageId }) => ImageId === id) ?? []);
  const gone = imageIds.filter((id) => !images.some(({ ImageId }) => ImageId === id));
  const verdict: Verdict =
    gone.length === 0
      ? judgeStates(images)
      : { kind: 'failed', reason: `images that were waited for have disappeared: ${enumerate(gone)}` };
  return { verdict, images, matching: images.length, isSettled: true };
}

function isLink({ handOverAt }: Wait): boolean {
  return handOverAt !== undefined;
}

function handOver({ deadline }: Wait, imageIds: readonly string[] | undefined): Attributes {
  return {
    [HAND_OVER.deadline]: new Date(deadline).toISOString(),
    [HAND_OVER.frozenImageIds]: imageIds?.join(LIST_SEPARATOR) ?? NOTHING,
  };
}

function timeOver({ startedAt }: Wait, now: number, { images }: Assessment, reason: string): string {
  const others = Object.entries(countStates(images)).filter(([state]) => state !== 'PENDING');
  const waited = duration(Math.round((now - startedAt) / 1000));
  return [
    `not every image is AVAILABLE after ${waited}: ${reason}`,
    ...others.map(([state, n]) => `${state}: ${n}`),
  ].join('; ');
}
