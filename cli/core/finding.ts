import type { Image } from '../../lambda/images/core/image';
import type { Lookup } from '../../lambda/images/core/lookup';
import { outcomeOf } from '../../lambda/images/core/outcome';
import type { Judged } from '../../lambda/images/core/verdict';
import type { Deployed, DeployedImage } from './deployed';
import { BUCKET_NAMES, MANIFEST_BUCKET } from './read-query';

/** What a deployment would do with a lookup. */
export type Result =
  /** It would look for the first time. */
  | 'new'
  /** It would look again, and the answer would be, or may be, another. */
  | 'change'
  /** It would look again, and the answer would be the same. */
  | 'same'
  /** It would not look. */
  | 'pinned'
  /** It would look, and fail. */
  | 'fail'
  /** A value that decides it is not known before the deployment. */
  | 'not known'
  /** AWS did not tell. */
  | 'error';

/** What a preview finds out about a lookup. */
export interface Finding {
  readonly result: Result;

  /** Why it would fail, is not known, or was not told; for one that is pinned, why a new one would fail. */
  readonly reason?: string | undefined;

  /** What matches now. Undefined if that is not known, or was not told. */
  readonly now?: Now | undefined;

  /** Undefined if that was not told. */
  readonly deployed?: Deployed | undefined;

  /** Whether a new lookup would answer with other images than the pinned ones. */
  readonly hasNewer: boolean;

  /** Properties whose value CloudFormation makes. If one changes, a pinned lookup looks again. */
  readonly tokens: readonly string[];
}

export interface Now extends Pick<Judged, 'match' | 'selected'> {
  /** What was listed, which has the names of deployed images. */
  readonly listed: readonly Image[];

  /** The images that the gate waits for. */
  readonly pending: readonly Image[];
}

/** Compare what a lookup would find now with what is deployed. */
export function findingOf(
  lookup: Lookup,
  judged: Judged,
  {
    listed,
    deployed,
    tokens,
  }: Required<Pick<Now, 'listed'>> & {
    readonly deployed: Deployed;
    readonly tokens: readonly string[];
  },
): Finding {
  const { match, selected } = judged;
  const failure = failureOf(judged, lookup, tokens);
  const waits = lookup.query.gate === 'WAIT_UNTIL_AVAILABLE';
  const pending = waits ? selected.filter(({ State }) => State === 'PENDING') : [];
  const common = { now: { match, selected, listed, pending }, deployed, tokens };
  if (deployed.isPinned) {
    const hasNewer = failure === undefined && isOtherThan(deployed.images, selected);
    return { ...common, result: 'pinned', reason: failure?.reason, hasNewer };
  }
  if (failure !== undefined) {
    return { ...common, ...failure, hasNewer: false };
  }
  return { ...common, result: resultOf(deployed.images, selected, waits), hasNewer: false };
}

/** A deployment that fails, or may, as the name of a bucket that is not known takes room in the answer. */
function failureOf(
  judged: Judged,
  lookup: Lookup,
  tokens: readonly string[],
): { readonly result: 'fail' | 'not known'; readonly reason: string } | undefined {
  const outcome = outcomeOf(judged, lookup);
  if (outcome.kind !== 'fail') {
    return undefined;
  }
  if (!tokens.includes(MANIFEST_BUCKET)) {
    return { result: 'fail', reason: outcome.reason };
  }
  const query = { ...lookup.query, manifestBucket: BUCKET_NAMES.shortest };
  const atLeast = outcomeOf(judged, { ...lookup, query });
  return atLeast.kind === 'fail'
    ? { result: 'fail', reason: atLeast.reason }
    : { result: 'not known', reason: `with the longest name of a bucket, ${outcome.reason}` };
}

function resultOf(deployed: Deployed['images'], selected: readonly Image[], waits: boolean): Result {
  if (deployed === 'nothing') {
    return 'new';
  }
  if (deployed === 'not readable' || isOtherThan(deployed, selected)) {
    return 'change';
  }
  const states = selected.map(({ State = '-' }) => (waits ? 'AVAILABLE' : State));
  return deployed.every(({ state }, index) => state === undefined || state === states[index])
    ? 'same'
    : 'change';
}

/** Whether other images are deployed, or the same in another order. Not known of those that are not readable. */
function isOtherThan(deployed: Deployed['images'], selected: readonly Image[]): boolean {
  return (
    typeof deployed !== 'string' && idsOf(deployed).join() !== selected.map(({ ImageId }) => ImageId).join()
  );
}

function idsOf(images: readonly DeployedImage[]): readonly string[] {
  return images.map(({ imageId }) => imageId);
}
