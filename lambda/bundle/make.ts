import { explained } from '../resource/errors';
import { type Bundle, title } from './core/bundle';
import { descriptionOf } from './core/fixed';
import { nameFor } from './core/name';
import { isOwn } from './core/owner';
import type { BundleRequest } from './core/request';
import { isAlreadyExists, isLimitExceeded, isNotFound, isUnavailable } from './core/service-error';
import { type Step, waiting } from './core/step';
import { wantedTags } from './core/tagging';
import { tagsOf } from './find';
import type { Ports } from './ports';

/** How long a refusal may only mean that the bundle of a copy is not listed, or the image is not ready, yet. */
const GRACE_MS = 60_000;

/**
 * Make a bundle. Wait where a copy of the event, or a call whose answer was lost, may have made it.
 *
 * @throws Error that says why the service refuses it, and what to do
 */
export async function make(request: BundleRequest, ports: Ports): Promise<Bundle | Step> {
  const { spec, nameSuffix } = request;
  const name = nameFor(spec, nameSuffix);
  try {
    return await ports.createBundle({
      name,
      description: descriptionOf(request),
      imageId: spec.imageId,
      computeType: spec.computeType,
      rootVolumeSize: spec.rootVolumeSize,
      userVolumeSize: spec.userVolumeSize,
      tags: wantedTags(request),
    });
  } catch (error) {
    if (isAlreadyExists(error)) {
      return nameTaken(error, request, ports);
    }
    const failure = explained(error, (text) => reasonOf(error, text, request));
    if (isUnavailable(error) && isEarly(request, ports)) {
      return waiting(failure.message);
    }
    throw failure;
  }
}

async function nameTaken(error: unknown, request: BundleRequest, ports: Ports): Promise<Step> {
  const { spec, nameSuffix, ids } = request;
  const name = nameFor(spec, nameSuffix);
  const holder = (await ports.listBundles()).find(({ Name }) => Name === name);
  if (holder !== undefined && isOwn(await tagsOf(holder, ports), ids)) {
    return waiting(`${title(holder)} was made by a copy of this event`);
  }
  if (holder === undefined && spec.bundleName === undefined) {
    return waiting(`the bundle ${name} was made by a copy of this event, and is not listed yet`);
  }
  const failure = explained(
    error,
    (text) =>
      `the bundle ${name} could not be made: ${text}; ` +
      (holder === undefined
        ? 'no bundle of the account has the name, and that of a deleted one is free again after two hours: wait, or set ' +
          'another `bundleName`'
        : `${title(holder)} has the name, and is not of this resource: set another \`bundleName\``),
  );
  if (isEarly(request, ports)) {
    return waiting(failure.message);
  }
  throw failure;
}

function isEarly({ startedAt }: BundleRequest, { now }: Ports): boolean {
  return now() < startedAt + GRACE_MS;
}

function reasonOf(error: unknown, text: string, { spec, nameSuffix }: BundleRequest): string {
  const refused = `the bundle ${nameFor(spec, nameSuffix)} could not be made of ${spec.imageId}: ${text}`;
  if (isLimitExceeded(error)) {
    return `${refused}; an account has 50 bundles in a Region: delete one that is not used`;
  }
  if (isNotFound(error)) {
    return `${refused}; the image does not exist in this account and Region: look it up again, by another \`refreshKey\``;
  }
  return isUnavailable(error)
    ? `${refused}; the image must be AVAILABLE: look it up with a \`gate\``
    : refused;
}
