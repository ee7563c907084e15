import { createHash } from 'node:crypto';
import { canonicalJson } from '../../lib/contract/canonical-json';
import { decodeQuery, LOOKUP_PROPERTIES } from '../../lib/contract/images';
import { hashedProperties } from '../../lib/contract/schema';
import type { Change, ChangeEvent, CustomResource, Outcome } from '../resource/custom-resource';
import type { Attributes } from '../resource/response';
import { budgetFrom, POLL_MS } from '../resource/time-budget';
import { answer } from './answer';
import type { Lookup } from './core/lookup';
import type { BindPorts } from './ports';
import { answerRollback, pollRollback, rollbackFailed } from './rollback';
import { settle } from './settle';
import { type Wait, waitTimes, watch } from './watch';

/** How long a rollback looks, in a link. */
const ROLLBACK_MS = 3_000_000;

/** How long a wait settles, and how often it looks, in milliseconds. */
export interface WaitSettings {
  readonly settleMs: number;
  readonly pollMs: number;
}

/** What `Custom::WorkspaceImages` does with its events. */
export function workspaceImages(bindPorts: BindPorts, settings: WaitSettings): CustomResource<Wait> {
  return {
    physicalIdOf,
    change: (change) => withWayOut(change, () => onChange(change, bindPorts, settings)),
    poll: (change, wait) => withWayOut(change, () => onPoll(change, wait, bindPorts)),
  };
}

async function onChange(
  change: Change,
  bindPorts: BindPorts,
  settings: WaitSettings,
): Promise<Outcome<Wait>> {
  if (change.requestType === 'Delete') {
    return { data: {} };
  }
  const lookup = lookupOf(change);
  if (lookup.query.gate === 'WAIT_UNTIL_AVAILABLE') {
    return { wait: await beginWait(lookup, change, { bindPorts, settings }) };
  }
  const { endsAt } = change;
  const ports = bindPorts(budgetFrom(change.arrivedAt, endsAt));
  return {
    data: lookup.isRollback ? await answerRollback(lookup, endsAt, ports) : await answer(lookup, ports),
  };
}

/** Neither a rollback nor a later link settles: a rollback does not wait, and a link has what the first one froze. */
async function beginWait(
  lookup: Lookup,
  change: Change,
  { bindPorts, settings }: { readonly bindPorts: BindPorts; readonly settings: WaitSettings },
): Promise<Wait> {
  const { arrivedAt, endsAt } = change;
  const times = waitTimes(lookup, arrivedAt);
  const rollbackUntil = arrivedAt + ROLLBACK_MS;
  const frozen = lookup.isRollback ? [] : lookup.query.frozenImageIds;
  if (frozen !== undefined) {
    return { ...times, rollbackUntil, frozenImageIds: frozen };
  }
  const settleUntil = Math.min(arrivedAt + settings.settleMs, times.deadline, times.handOverAt ?? Infinity);
  const ports = bindPorts(budgetFrom(arrivedAt, settleUntil, Math.min(endsAt, times.deadline)));
  const period = { endsAt: settleUntil, pollMs: settings.pollMs };
  return { ...times, rollbackUntil, frozenImageIds: await settle(lookup, period, ports) };
}

async function onPoll(change: Change, wait: Wait, bindPorts: BindPorts): Promise<Attributes | undefined> {
  const lookup = lookupOf(change);
  const { arrivedAt, endsAt } = change;
  const pollUntil = (end: number) => Math.min(endsAt, Math.max(arrivedAt + POLL_MS, end));
  if (lookup.isRollback) {
    // It lists all images, not only those that are watched.
    const until = pollUntil(wait.rollbackUntil);
    return pollRollback(lookup, wait, bindPorts(budgetFrom(arrivedAt, until)));
  }
  // Pages that come may take longer than one that does not.
  const until = pollUntil(wait.handOverAt ?? wait.deadline);
  return watch(lookup, wait, bindPorts(budgetFrom(arrivedAt, Math.min(until, arrivedAt + POLL_MS), until)));
}

function lookupOf(change: Change): Lookup {
  const { requestType, properties, ids } = change;
  return {
    query: decodeQuery(properties, requestType === 'Create' ? 'refuse' : 'pass over'),
    ids,
    isRollback: isRollback(change),
  };
}

/** An Update back to the id that the lookup already has. */
function isRollback({ requestType, ids, previousId }: Change): boolean {
  return requestType === 'Update' && ids.PhysicalResourceId === previousId;
}

/** Without the service timeout and what a link hands over, so that every link has the hash of the query. */
function physicalIdOf({ LogicalResourceId, ResourceProperties }: ChangeEvent): string {
  const hashed = canonicalJson(hashedProperties(LOOKUP_PROPERTIES, ResourceProperties));
  return `${LogicalResourceId}-${createHash('sha256').update(hashed).digest('hex').slice(0, 16)}`;
}

/** Say how to go on where a rollback fails. */
async function withWayOut<Result>(change: Change, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw isRollback(change) ? rollbackFailed(error, change.ids) : error;
  }
}
