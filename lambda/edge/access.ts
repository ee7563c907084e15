import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { WorkSpacesClient, type WorkSpacesClientConfig } from '@aws-sdk/client-workspaces';
import { ALLOWED, LIST_SEPARATOR } from '../../lib/contract/names';
import type { Access } from '../../lib/contract/query';
import { GaveUp, type ListRequest, type Patience } from '../ports';
import { nameAndMessage } from './failures';
import type { Limiter } from './limiter';
import type { DescribeWorkspaceImagesClient } from './paginator';

type Environment = Readonly<Record<string, string | undefined>>;

/** The limiter alone repeats calls, since it alone knows how long there is to go on. */
const ONE_ATTEMPT = { maxAttempts: 1 };

/**
 * Clients for where requests look.
 *
 * What the function's own account and Region gets is kept; what a role or another Region gets is for one look-up only,
 * so that no credentials are at hand when the next event is another resource's.
 *
 * @param limiterFor A limiter for one account and Region; the same one for the same name
 */
export function accessor(environment: Environment, limiterFor: (place: string) => Limiter) {
  const own = new WorkSpacesClient(ONE_ATTEMPT);
  return async (
    { access, stackName }: ListRequest,
    patience: Patience,
  ): Promise<DescribeWorkspaceImagesClient> => {
    requireAllowed(access, environment);
    const { region, roleArn } = access;
    const place = `${accountOf(roleArn)} ${region ?? ''}`;
    const limiter = limiterFor(place);
    const isOwn = region === undefined && roleArn === undefined;
    const credentials =
      roleArn === undefined ? undefined : await assume(roleArn, access, stackName, limiter, patience);
    const client = isOwn ? own : new WorkSpacesClient(definedOf({ ...ONE_ATTEMPT, region, credentials }));
    return {
      send: (command) => limiter.run((abortSignal) => client.send(command, { abortSignal }), patience),
    };
  };
}

function requireAllowed({ region, roleArn }: Access, environment: Environment): void {
  const isListed = (name: string, value: string | undefined) =>
    value === undefined || (environment[name]?.split(LIST_SEPARATOR) ?? []).includes(value);
  if (!isListed(ALLOWED.regions, region)) {
    throw new Error(`\`region\` must be one that this function was deployed for, got: ${region ?? ''}`);
  }
  if (!isListed(ALLOWED.roleArns, roleArn)) {
    throw new Error(`\`role\` must be one that this function was deployed for, got: ${roleArn ?? ''}`);
  }
}

async function assume(
  RoleArn: string,
  { externalId }: Access,
  stackName: string,
  limiter: Limiter,
  patience: Patience,
) {
  const sts = new STSClient(ONE_ATTEMPT);
  const command = new AssumeRoleCommand({
    RoleArn,
    // Of 2 to 64 characters, where a stack's name has 1 to 128.
    RoleSessionName: `WorkspaceImages-${stackName}`.slice(0, 64),
    ExternalId: externalId,
  });
  try {
    const { Credentials } = await limiter.run(
      (abortSignal) => sts.send(command, { abortSignal }),
      patience,
      'AssumeRole',
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
  } catch (error) {
    if (error instanceof GaveUp) {
      throw error;
    }
    throw new Error(
      `the role ${RoleArn} could not be assumed (${nameAndMessage(error)}): it must trust this account` +
        (externalId === undefined ? '' : ', with the external id that was given'),
      { cause: error },
    );
  } finally {
    sts.destroy();
  }
}

function accountOf(roleArn: string | undefined): string {
  return roleArn?.split(':')[4] ?? '';
}

/** The SDK takes a member that is undefined for one that was set. */
function definedOf(config: WorkSpacesClientConfig): WorkSpacesClientConfig {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}
