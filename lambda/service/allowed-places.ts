import { VARIABLE_SEPARATOR, VARIABLES } from '../../lib/contract/images';
import type { ListRequest } from '../images/ports';
import type { ClientFor } from './workspaces-clients';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Look only where a function was deployed for: in its own Region, and in the Regions and as the roles that its environment
 * lists. A stack's id, which an event tells, says which Region is meant by default.
 *
 * @throws Error from the returned function, if a request looks elsewhere
 */
export function onlyAllowed(clientFor: ClientFor, environment: Environment): ClientFor {
  return async (request, budget) => {
    requireAllowed(request, environment);
    return clientFor(request, budget);
  };
}

function requireAllowed({ stack, region, assumedRoleArn }: ListRequest, environment: Environment): void {
  const ownRegion = environment['AWS_REGION'] ?? stack.region;
  if (stack.region !== ownRegion) {
    throw new Error(`the stack must be in ${ownRegion}, where this function runs, got: ${stack.region}`);
  }
  const isListed = (variable: string, value: string | undefined) =>
    value === undefined || (environment[variable]?.split(VARIABLE_SEPARATOR) ?? []).includes(value);
  if (!isListed(VARIABLES.regions, region)) {
    throw new Error(`\`region\` must be one that this function was deployed for, got: ${region ?? ''}`);
  }
  if (!isListed(VARIABLES.roleArns, assumedRoleArn)) {
    throw new Error(
      `\`assumedRole\` must be one that this function was deployed for, got: ${assumedRoleArn ?? ''}`,
    );
  }
}
