import type { Image } from '../../lambda/images/core/image';
import type { Lookup } from '../../lambda/images/core/lookup';
import { outcomeOf } from '../../lambda/images/core/outcome';
import type { Judged } from '../../lambda/images/core/verdict';
import { oneLine } from '../../lambda/resource/sentence';
import type { Deployed, DeployedImage } from './deployed';
import { BUCKET_NAMES, MANIFEST_BUCKET } from './read-query';
import type { Result } from './result';

/** What a preview finds out about a lookup. */
export interface Finding {
  readonly result: Result;

  /** Why it would fail, is not known or was not told. For a pinned lookup, why a new one would not succeed. */
  readonly reason?: string | undefined;

  /** What matches now. Undefined if that is not known, or was not told. */
  readonly now?: Now | undefined;

  /** Undefined if that was not told. */
  readonly deployed?: Deployed | undefined;

  /** What a new lookup would do in place of a pinned one. */
  readonly newLookup?: 'succeed' | 'fail' | 'not-known';

  /** The images that a new lookup would take, and that are newer than the pinned ones. Undefined if that is not known. */
  readonly newer?: readonly Image[] | undefined;

  /** Properties whose value CloudFormation makes. If one changes, a pinned lookup looks again. */
  readonly tokens: readonly string[];
}

export interface Now extends Pick<Judged, 'match' | 'selected'> {
  /** What was listed, which has the names of deployed images. */
  readonly listed: readonly Image[];

  /** The images that the gate would wait for. */
  readonly pending: readonly Image[];

  /** Whether a gate that waits would look again for some minutes, as more images may come. */
  readonly mayPass: boolean;
}

/** What is known of a query beside its images. */
export interface Known {
  readonly deployed: Deployed;
  readonly tokens: readonly string[];
}

/** For a query, or access, that is not known before the deployment. */
export function notKnown(reason: string, known: Known): Finding {
  return known.deployed.isPinned
    ? { ...known, result: 'pinned', newLookup: 'not-known', reason }
    : { ...known, result: 'not-known', reason };
}

/** For a lookup that the handler would refuse, or could not answer, with the reason as the handler gives it. */
export function failing(why: string, known: Known): Finding {
  const reason = oneLine(why);
  return known.deployed.isPinned
    ? { ...known, result: 'pinned', newLookup: 'fail', reason }
    : { ...known, result: 'fail', reason };
}

/** Compare what a lookup would find now with what is deployed. */
export function findingOf(
  lookup: Lookup,
  judged: Judged,
  known: Known & { readonly listed: readonly Image[] },
): Finding {
  const { listed, deployed, tokens } = known;
  const { match, selected } = judged;
  const outcome = outcomeOf(judged, lookup);
  const waits = outcome.kind === 'watch';
  const now: Now = {
    match,
    selected,
    listed,
    pending: waits && !deployed.isPinned ? selected.filter(({ State }) => State === 'PENDING') : [],
    mayPass: outcome.kind === 'fail' && outcome.mayPass && !deployed.isPinned,
  };
  if (outcome.kind === 'fail') {
    return { ...failure(outcome.reason, judged, lookup, { deployed, tokens }), now };
  }
  if (deployed.isPinned) {
    const newer = newerThan(deployed.images, now);
    return { result: 'pinned', newLookup: 'succeed', deployed, tokens, now, newer };
  }
  return { result: resultOf(deployed.images, selected, waits), deployed, tokens, now };
}

/** The name of a bucket takes room in the answer. Where it is not known, the shortest name decides. */
function failure(reason: string, judged: Judged, lookup: Lookup, known: Known): Finding {
  if (!known.tokens.includes(MANIFEST_BUCKET)) {
    return failing(reason, known);
  }
  const query = { ...lookup.query, manifestBucket: BUCKET_NAMES.shortest };
  const atBest = outcomeOf(judged, { ...lookup, query });
  return atBest.kind === 'fail'
    ? failing(`${atBest.reason} (counted with the shortest name of a bucket)`, known)
    : notKnown(`the name of the bucket may be too long: ${reason}`, known);
}

function resultOf(deployed: Deployed['images'], selected: readonly Image[], waits: boolean): Result {
  if (deployed === 'nothing') {
    return 'new';
  }
  if (deployed === 'not readable' || !areSame(deployed, selected)) {
    return 'change';
  }
  const stateAt = (index: number) => (waits ? 'AVAILABLE' : selected[index]?.State);
  return deployed.every(({ state }, index) => state === undefined || state === stateAt(index))
    ? 'same'
    : 'change';
}

/** Whether the same images are deployed, in the same order. */
export function areSame(deployed: readonly DeployedImage[], selected: readonly Image[]): boolean {
  return deployed.map(({ imageId }) => imageId).join() === selected.map(({ ImageId }) => ImageId).join();
}

/** Undefined if it is not known how old the newest of the deployed images is. */
function newerThan(deployed: Deployed['images'], { selected, listed }: Now): readonly Image[] | undefined {
  if (typeof deployed === 'string') {
    return undefined;
  }
  const [newest] = deployed;
  const since =
    newest === undefined
      ? -Infinity
      : listed.find(({ ImageId }) => ImageId === newest.imageId)?.Created?.getTime();
  const ids = new Set(deployed.map(({ imageId }) => imageId));
  return since === undefined
    ? undefined
    : selected.filter(
        ({ ImageId, Created }) => !ids.has(ImageId) && Created !== undefined && Created.getTime() > since,
      );
}
