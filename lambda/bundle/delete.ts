import { explained, textOf } from '../resource/errors';
import type { ResourceIds } from '../resource/response';
import { count, elapsed, enumerate } from '../resource/sentence';
import { type Bundle, title } from './core/bundle';
import { mayBeNamed, type Naming } from './core/name';
import { isAssociated, isNotFound, isRefusal } from './core/service-error';
import { type Step, waiting } from './core/step';
import { findOwnAgain, isReplaced } from './find';
import { leave } from './leave';
import type { Ports } from './ports';

export interface Deletion {
  readonly naming: Naming;
  readonly ids: ResourceIds;

  /** When the Delete came, in milliseconds of the epoch. */
  readonly startedAt: number;

  /** Whether there is no time for another poll. */
  readonly isLast: boolean;

  /** Whether the Create of the resource may still make a bundle. */
  readonly mayBeMade: boolean;
}

/** A bundle that cannot be deleted now. */
interface Kept {
  readonly bundle: Bundle;
  readonly isUsed: boolean;
  readonly why: string;
}

const DONE: Step = { kind: 'done', data: {} };

/**
 * Delete all bundles of the resource, as far as it goes now. If one is still in use at the last poll, leave it if another
 * bundle has replaced it.
 *
 * @throws Error that names the WorkSpaces that use it, if nothing has replaced it
 */
export async function remove(deletion: Deletion, ports: Ports): Promise<Step> {
  const { naming, ids, isLast, mayBeMade } = deletion;
  const own = await findOwnAgain((bundle) => mayBeNamed(naming, bundle), ids, ports);
  if (own.length === 0 && mayBeMade) {
    return waiting('the Create of this resource may still make a bundle');
  }
  const kept: Kept[] = [];
  for (const { bundle } of own) {
    kept.push(...(await removeOne(bundle, ports)));
  }
  const [first] = kept;
  if (first !== undefined && !isLast) {
    return waiting(first.why);
  }
  for (const each of kept) {
    await leaveOrFail(each, deletion, ports);
  }
  return DONE;
}

async function leaveOrFail(
  { bundle, isUsed, why }: Kept,
  { ids, startedAt }: Deletion,
  ports: Ports,
): Promise<void> {
  const failure = `${why}, after ${elapsed(ports.now() - startedAt)}`;
  if (!isUsed) {
    throw new Error(`${failure}; delete again when it is AVAILABLE`);
  }
  // Before its users, who may be too many to be listed in time.
  const isLeft = await isReplaced(bundle, ids, ports);
  const users = await usersOf(bundle, ports);
  if (!isLeft) {
    throw new Error(
      `${failure}; ${users}; terminate or migrate what uses it and delete again, or retain the bundle (removalPolicy)`,
    );
  }
  await leave(bundle, { why: users, isLast: true }, ports);
}

async function removeOne(bundle: Bundle, { deleteBundle }: Ports): Promise<readonly Kept[]> {
  try {
    await deleteBundle(bundle.BundleId);
    return [];
  } catch (error) {
    if (isNotFound(error)) {
      return [];
    }
    const isUsed = isAssociated(error);
    if (isUsed || (bundle.State === 'PENDING' && isRefusal(error))) {
      const state = isUsed ? '' : ' while it is PENDING';
      return [{ bundle, isUsed, why: `${title(bundle)} cannot be deleted${state}: ${textOf(error)}` }];
    }
    throw explained(error, (reason) => `${title(bundle)} could not be deleted: ${reason}`);
  }
}

/** Only for a reason or the log, so it does not fail. */
async function usersOf({ BundleId }: Bundle, { listWorkspaceIds }: Ports): Promise<string> {
  try {
    const ids = await listWorkspaceIds(BundleId);
    return ids.length === 0
      ? 'no WorkSpace uses it, so a WorkSpaces pool may'
      : `${count(ids.length, 'WorkSpace')} ${ids.length === 1 ? 'uses' : 'use'} it: ${enumerate(ids)}`;
  } catch (error) {
    return `its WorkSpaces could not be listed (${textOf(error)})`;
  }
}
