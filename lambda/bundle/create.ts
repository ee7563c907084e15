import { elapsed } from '../resource/sentence';
import { POLL_MS } from '../resource/time-budget';
import { type Bundle, title } from './core/bundle';
import { adoptionProblem } from './core/fixed';
import { judge } from './core/judge';
import { mayBeNamed, nameFor } from './core/name';
import type { BundleRequest } from './core/request';
import type { Step } from './core/step';
import { retagging } from './core/tagging';
import { findOwn, findOwnAgain, type TaggedBundle } from './find';
import { leave } from './leave';
import { make } from './make';
import type { Ports } from './ports';

/**
 * How long a Create may make its bundle. A later poll that finds none does not make one: its Delete may have come and gone.
 */
const CREATE_MS = 180_000;

/** When no poll of a Create makes a bundle any more, in milliseconds after its event. */
export const CREATED_BY_MS = CREATE_MS + POLL_MS;

/**
 * Find the bundle of this Create, or make it.
 *
 * @throws Error that says why there will be none
 */
export async function create(request: BundleRequest, ports: Ports): Promise<Step> {
  const { spec, ids, nameSuffix, startedAt } = request;
  const name = nameFor(spec, nameSuffix);
  const isOfEvent = ({ Name }: Bundle) => Name === name;
  const mayMake = ports.now() < startedAt + CREATE_MS;
  const own = mayMake
    ? await findOwn((bundle) => mayBeNamed(spec, bundle), ids, ports)
    : await findOwnAgain(isOfEvent, ids, ports);
  const made = own.find(({ bundle }) => isOfEvent(bundle));
  await leaveEarlier(
    own.filter((earlier) => earlier !== made),
    ports,
  );
  if (made !== undefined) {
    return adopt(made, request, ports);
  }
  if (mayMake) {
    const result = await make(request, ports);
    return 'BundleId' in result ? judge(result) : result;
  }
  throw new Error(
    `there is no bundle ${name} after ${elapsed(ports.now() - startedAt)}: CreateWorkspaceBundle did not succeed, as the ` +
      'log says, or the bundle was deleted since; deploy again',
  );
}

/**
 * A bundle that an earlier Create has made is no longer of this stack: CloudFormation has kept it by its removal policy. It
 * would be changed or deleted together with the new one.
 */
async function leaveEarlier(own: readonly TaggedBundle[], ports: Ports): Promise<void> {
  for (const { bundle } of own) {
    await leave(bundle, { why: 'an earlier deployment has left it' }, ports);
  }
}

/**
 * Take a bundle that a copy of this event has made, or that an earlier Create has left under the name of the user. One that
 * cannot be taken must survive the Delete that follows.
 */
async function adopt({ bundle, tags }: TaggedBundle, request: BundleRequest, ports: Ports): Promise<Step> {
  const problem = adoptionProblem(bundle, request);
  if (problem !== undefined) {
    await leave(bundle, { why: problem }, ports);
    throw new Error(
      `an earlier deployment has left ${title(bundle)}, and ${problem}: delete it, or set another \`bundleName\``,
    );
  }
  const { changed } = retagging(tags, request);
  if (changed.size > 0) {
    await ports.createTags(bundle.BundleId, changed);
  }
  return judge(bundle);
}
