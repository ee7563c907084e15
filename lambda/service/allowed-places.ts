import { VARIABLE_SEPARATOR, VARIABLES } from '../../lib/contract/images';
import type { ListRequest } from '../images/ports';
import type { ClientFor } from './workspaces-clients';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Look only where a function was deployed for: in the Regions and as the roles that its environment lists.
 *
 * @throws Error from the returned function, if a request looks elsewhere
 */
export function onlyAllowed(clientFor: ClientFor, environment: Environment): ClientFor {
  return async (request, budget) => {
    requireAllowed(request, environment);
    return clientFor(request, budget);
  };
}

function requireAllowed({ region, assumedRoleArn }: ListRequest, environment: Environment): void {
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
