import { VARIABLE_SEPARATOR, VARIABLES } from '../../../lib/contract/images';
import type { ListRequest } from '../ports';
import type { PutObject } from './put-object';
import type { ClientFor } from './workspaces-clients';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Look only where a function was deployed for: in the Region of the stack, and in the Regions and as the roles that its
 * environment lists.
 *
 * @throws Error from the returned function, if a request looks elsewhere
 */
export function onlyAllowed(clientFor: ClientFor, environment: Environment): ClientFor {
  return async (request, budget) => {
    requireAllowed(request, environment);
    return clientFor(request, budget);
  };
}

/**
 * Put objects only into the buckets that the environment of a function lists.
 *
 * @throws Error from the returned function, if an object is for another bucket
 */
export function onlyIntoAllowed(putObject: PutObject, environment: Environment): PutObject {
  return async (object, budget) => {
    requireListed(environment, {
      variable: VARIABLES.buckets,
      name: 'the bucket of `manifest`',
      value: object.bucket,
    });
    return putObject(object, budget);
  };
}

function requireAllowed({ region, assumedRoleArn }: ListRequest, environment: Environment): void {
  requireListed(environment, { variable: VARIABLES.regions, name: '`region`', value: region });
  requireListed(environment, { variable: VARIABLES.roleArns, name: '`assumedRole`', value: assumedRoleArn });
}

interface Used {
  /** The variable that lists what may be used. */
  readonly variable: string;
  /** What an error calls it. */
  readonly name: string;
  readonly value: string | undefined;
}

function requireListed(environment: Environment, { variable, name, value }: Used): void {
  const listed = environment[variable]?.split(VARIABLE_SEPARATOR) ?? [];
  if (value !== undefined && !listed.includes(value)) {
    throw new Error(`${name} must be one that this function was deployed for, got: ${value}`);
  }
}
