import type { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import type { DescribeWorkspaceImagesClient } from '../../paginator/paginator';
import { explained, ExplainedError } from '../../resource/errors';
import type { TimeBudget } from '../../resource/time-budget';
import { explainRefusal, isBlocked } from '../../service/error-kinds';
import { ofService } from '../../service/foreign-answer';
import type { Limiter } from '../../service/limiter';
import { workspacesClient } from '../../service/workspaces-client';
import type { ListRequest } from '../ports';

/** A client for one listing, which keeps the account's pace within the time that there is. */
export type ClientFor = (request: ListRequest, budget: TimeBudget) => Promise<DescribeWorkspaceImagesClient>;

/** The role to look as could not be assumed. */
export class RoleNotAssumedError extends ExplainedError {}

export interface Limiters {
  /** A limiter for one account and Region, however a request names them. */
  readonly ofPlace: (place: string) => Limiter;
  readonly sts: Limiter;
}

/**
 * Clients for where requests look.
 *
 * The client of a stack's own account and Region is kept. A client for a role or another Region serves one listing, so
 * that no credentials are at hand when the next event is another resource's.
 *
 * @param throttleAdvice What to do if the pace of the account is used up
 * @param ownRegion Region whose client is made at once, since a function starts with more of a processor
 */
export function workspacesClients(limiters: Limiters, throttleAdvice: string, ownRegion?: string): ClientFor {
  const own = new Map<string, WorkSpacesClient>();
  const ownOf = (region: string) => {
    const client = own.get(region) ?? workspacesClient({ region });
    own.set(region, client);
    return client;
  };
  if (ownRegion !== undefined) {
    ownOf(ownRegion);
  }
  return async (request, budget) => {
    const { stack, assumedRoleArn, region = stack.region } = request;
    const limiter = limiters.ofPlace(placeOf(request));
    const credentials = await assumeRole(request, budget, limiters.sts);
    const client =
      region === stack.region && assumedRoleArn === undefined
        ? ownOf(region)
        : workspacesClient({ region, ...(credentials && { credentials }) });
    let pages = 0;
    return {
      send: async (command) => {
        const describe = (abortSignal: AbortSignal) =>
          ofService(client.send(command, { abortSignal }), 'Images');
        const page = await limiter.run(describe, {
          ...(pages === 0 ? FIRST_PAGE : laterPage(pages + 1)),
          until: pages === 0 ? budget.firstAnswerBy : budget.deadline,
          deniedUntil: budget.deniedUntil,
          throttleAdvice,
        });
        pages++;
        return page;
      },
    };
  };
}

const FIRST_PAGE = { name: 'DescribeWorkspaceImages' };

const laterPage = (number: number) => ({
  name: `page ${number} of DescribeWorkspaceImages`,
  lateAdvice: 'the service answered too slowly, or there are too many pages',
});

async function assumeRole(
  { assumedRoleArn, externalId, stack }: ListRequest,
  budget: TimeBudget,
  limiter: Limiter,
) {
  if (assumedRoleArn === undefined) {
    return undefined;
  }
  const { AssumeRoleCommand, STSClient } = await import('./sts.js');
  const name = `AssumeRole of ${assumedRoleArn}`;
  const sts = new STSClient({ maxAttempts: 1, region: stack.region });
  const command = new AssumeRoleCommand({
    RoleArn: assumedRoleArn,
    // 2 to 64 characters. A stack name has 1 to 128.
    RoleSessionName: `WorkspaceImages-${stack.name}`.slice(0, 64),
    ExternalId: externalId,
  });
  try {
    const { Credentials } = await limiter.run(
      (abortSignal) => ofService(sts.send(command, { abortSignal }), 'Credentials'),
      { name, until: budget.firstAnswerBy, deniedUntil: budget.deniedUntil },
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
  } catch (error) {
    if (isBlocked(error)) {
      throw explainRefusal(error, name);
    }
    const externalIdToo = externalId === undefined ? '' : ', with the external id that was given';
    throw explained(
      error,
      (text) =>
        `the role ${assumedRoleArn} could not be assumed (${text}): it must trust this account${externalIdToo}`,
      RoleNotAssumedError,
    );
  } finally {
    sts.destroy();
  }
}

/** Whose images are listed, and where: the service counts calls by both. */
function placeOf({ region, assumedRoleArn, stack }: ListRequest): string {
  const account = assumedRoleArn?.split(':')[4] ?? stack.account;
  return `${account} ${region ?? stack.region}`;
}
