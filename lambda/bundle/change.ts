import { explained, OutOfTimeError, textOf } from '../resource/errors';
import { RETRY_MS } from '../resource/time-budget';
import { type Bundle, isYounger, title } from './core/bundle';
import { fixedProblem } from './core/fixed';
import { judge } from './core/judge';
import { mayBeNamed } from './core/name';
import type { BundleRequest } from './core/request';
import { isNotFound, isUnavailable } from './core/service-error';
import { orWait, type Step, waiting } from './core/step';
import { retagging } from './core/tagging';
import { findOwnAgain, type TaggedBundle } from './find';
import { make } from './make';
import type { Ports } from './ports';
import type { Wait } from './wait';

/** How long a bundle may be missing or in ERROR after it has been made or asked to change. */
const EARLY_MS = 60_000;

const ASKED: Step = { kind: 'done', data: {} };

/** When a bundle has to be asked to take its image. */
type NeedsImage = (bundle: Bundle, request: BundleRequest) => boolean;

/**
 * Ask the service for all changes of an Update. Its polls only look: if another resource fails meanwhile, CloudFormation
 * sends the Update back while this one is still polled.
 *
 * @param endsAt When the event ends, in milliseconds of the epoch
 * @returns whether all was asked for; if not, because the bundle is PENDING or the service gives no answer, the polls ask
 * @throws Error that says why the bundle cannot become what is asked for
 */
export async function askForChanges(request: BundleRequest, endsAt: number, ports: Ports): Promise<boolean> {
  for (;;) {
    const step = await orWait(() => ask(request, ports));
    if (step.kind === 'done' || ports.now() + RETRY_MS >= endsAt) {
      return step.kind === 'done';
    }
    await ports.sleep(RETRY_MS);
  }
}

/**
 * Look whether the bundle is AVAILABLE with its image. The service takes an image over later, and until then the bundle has
 * the old one.
 *
 * @throws Error if it is gone or in ERROR
 */
export async function observe(
  request: BundleRequest,
  { pollsFrom, isAsked }: Wait,
  ports: Ports,
): Promise<Step> {
  const own = await find(request, ports);
  const isEarly = ports.now() < pollsFrom + EARLY_MS;
  if (own === undefined) {
    return waitOrFail('there is no bundle of this resource: it was deleted, or could not be made', isEarly);
  }
  const { bundle } = own;
  if (!isAsked) {
    const step = await bring(own, { request, needsImage: hasNotImage }, ports);
    if (step.kind === 'waiting') {
      return step;
    }
    if (hasNotImage(bundle, request)) {
      return waiting(describe(bundle, request));
    }
  }
  if (bundle.State === 'ERROR') {
    return waitOrFail(`${title(bundle)} is in ERROR; the service does not say why`, isEarly);
  }
  return bundle.ImageId === request.spec.imageId ? judge(bundle) : waiting(describe(bundle, request));
}

function waitOrFail(reason: string, waits: boolean): Step {
  if (waits) {
    return waiting(reason);
  }
  throw new Error(reason);
}

function describe(bundle: Bundle, { spec }: BundleRequest): string {
  const { ImageId = '-', State = 'no state' } = bundle;
  return `${title(bundle)} has the image ${ImageId} instead of ${spec.imageId}, and is in ${State}`;
}

async function ask(request: BundleRequest, ports: Ports): Promise<Step> {
  const own = await find(request, ports);
  if (own !== undefined) {
    return bring(own, { request, needsImage: mayNotHaveImage }, ports);
  }
  ports.log.error({ event: 'bundle is gone', resource: request.ids.LogicalResourceId });
  const made = await make(request, ports);
  return 'BundleId' in made ? ASKED : made;
}

/** Done if there is nothing to ask for any more. Tags come first: if they are denied, the image has not changed yet. */
async function bring(
  { bundle, tags }: TaggedBundle,
  { request, needsImage }: { readonly request: BundleRequest; readonly needsImage: NeedsImage },
  ports: Ports,
): Promise<Step> {
  const problem = fixedProblem(bundle, request);
  if (problem !== undefined) {
    throw new Error(`${title(bundle)} stays as it is: ${problem}`);
  }
  const { changed, obsolete } = retagging(tags, request);
  if (obsolete.length > 0) {
    await ports.deleteTags(bundle.BundleId, obsolete);
  }
  if (changed.size > 0) {
    await ports.createTags(bundle.BundleId, changed);
  }
  return needsImage(bundle, request) ? askForImage(bundle, request, ports) : ASKED;
}

/** The youngest, if CloudFormation has kept an earlier one. */
async function find({ spec, former, ids }: BundleRequest, ports: Ports): Promise<TaggedBundle | undefined> {
  const mayBe = (bundle: Bundle) =>
    mayBeNamed(spec, bundle) || (former !== undefined && mayBeNamed(former, bundle));
  const own = await findOwnAgain(mayBe, ids, ports);
  return own.find(({ bundle }) => !own.some((other) => isYounger(other.bundle, bundle)));
}

/** A bundle in ERROR may recover with any image. */
function hasNotImage({ ImageId, State }: Bundle, { spec }: BundleRequest): boolean {
  return ImageId !== spec.imageId || State === 'ERROR';
}

/** An Update that was sent back may still be under way to the other image, and show none of it. */
function mayNotHaveImage(bundle: Bundle, request: BundleRequest): boolean {
  return hasNotImage(bundle, request) || request.former?.imageId !== request.spec.imageId;
}

async function askForImage(bundle: Bundle, request: BundleRequest, ports: Ports): Promise<Step> {
  const { BundleId, ImageId, State } = bundle;
  const { imageId } = request.spec;
  if (State === 'PENDING') {
    return waiting(describe(bundle, request));
  }
  const isThere = State === 'AVAILABLE' && ImageId === imageId;
  try {
    await ports.updateImage(BundleId, imageId);
    return ASKED;
  } catch (error) {
    if (error instanceof OutOfTimeError) {
      throw error;
    }
    const isEarly = ports.now() < request.startedAt + EARLY_MS;
    if (isThere && (isNotFound(error) || !(isUnavailable(error) || isEarly))) {
      // It was asked for once more to be sure, and a rollback must not fail for it.
      ports.log.info({ event: 'image is there already', bundle: BundleId, error: textOf(error) });
      return ASKED;
    }
    const advice = isUnavailable(error) ? '; the image must be AVAILABLE: look it up with a `gate`' : '';
    const failure = explained(
      error,
      (text) =>
        `the image ${imageId} could not be put into ${title(bundle)}, which keeps its image: ${text}${advice}`,
    );
    // A bundle that shows the image may still be under way to another. Otherwise, the image may never be AVAILABLE.
    if (isThere || (isUnavailable(error) && isEarly)) {
      return waiting(failure.message);
    }
    throw failure;
  }
}
