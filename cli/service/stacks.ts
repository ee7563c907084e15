import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type Stack,
  type StackResource,
} from '@aws-sdk/client-cloudformation';
import { ofService } from '../../lambda/service/foreign-answer';
import { AccessError } from '../core/access-error';
import type { DeployedStack } from '../core/deployed';
import { CLIENT_SETTINGS } from './client-settings';
import { accessError } from './explain';

/**
 * DescribeStackResources tells at most this many resources of a stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html
 */
const MOST_RESOURCES = 100;

/** A stack that has never been deployed, whose first deployment has failed, or that is deleted. */
const NOT_DEPLOYED =
  /^(REVIEW_IN_PROGRESS|ROLLBACK_COMPLETE|ROLLBACK_FAILED|DELETE_IN_PROGRESS|DELETE_COMPLETE)$/;

/** While a stack changes, its outputs are old and its resources are new. During a cleanup both are new. */
const CHANGING = /(?<!_CLEANUP)_IN_PROGRESS$/;

/** A deployment that has failed and was not rolled back leaves the outputs of the one before. */
const HALF_DEPLOYED = /^(CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK|IMPORT_ROLLBACK)_FAILED$/;

/** A resource that the next deployment makes anew. */
const GONE = /^(CREATE_FAILED|DELETE_(COMPLETE|IN_PROGRESS|SKIPPED))$/;

/** Find stacks as they are deployed. */
export function stackFinder() {
  const clients = new Map<string, CloudFormationClient>();
  return async (
    nameOrId: string,
    region: string,
    wanted: readonly string[],
  ): Promise<DeployedStack | undefined> => {
    const client = clients.get(region) ?? new CloudFormationClient({ ...CLIENT_SETTINGS, region });
    clients.set(region, client);
    const stack = await describeStack(client, nameOrId, region);
    if (stack?.StackId === undefined || NOT_DEPLOYED.test(stack.StackStatus ?? '')) {
      return undefined;
    }
    const { StackId: stackId, StackStatus = '', Outputs = [] } = stack;
    if (CHANGING.test(StackStatus)) {
      throw new AccessError(
        `the stack ${nameOrId} is being deployed (${StackStatus}): preview again when that has ended`,
      );
    }
    const described = await describeResources(client, { stackId, region });
    const hasAllResources = described.length < MOST_RESOURCES;
    const listed = new Set(described.map(({ LogicalResourceId }) => LogicalResourceId));
    for (const logicalId of hasAllResources ? [] : wanted.filter((id) => !listed.has(id))) {
      described.push(...(await describeResources(client, { stackId, region, logicalId })));
    }
    return {
      stackId,
      outputs: new Map(
        HALF_DEPLOYED.test(StackStatus)
          ? []
          : Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
      ),
      exports: new Set(Outputs.flatMap(({ ExportName }) => ExportName ?? [])),
      resources: new Map(
        described
          .filter(
            ({ ResourceStatus = '', PhysicalResourceId = '' }) =>
              PhysicalResourceId !== '' && !GONE.test(ResourceStatus),
          )
          .map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
            LogicalResourceId,
            PhysicalResourceId,
          ]),
      ),
      hasAllResources,
    };
  };
}

async function describeStack(
  client: CloudFormationClient,
  nameOrId: string,
  region: string,
): Promise<Stack | undefined> {
  try {
    const { Stacks } = await ofService(
      client.send(new DescribeStacksCommand({ StackName: nameOrId })),
      'Stacks',
    );
    return Stacks?.[0];
  } catch (error) {
    if (isAbsent(error)) {
      return undefined;
    }
    throw accessError(error, 'cloudformation:DescribeStacks', region);
  }
}

/** All resources, as many as are told, or one of them, if it exists. */
async function describeResources(
  client: CloudFormationClient,
  {
    stackId,
    region,
    logicalId,
  }: { readonly stackId: string; readonly region: string; readonly logicalId?: string },
): Promise<StackResource[]> {
  try {
    const { StackResources = [] } = await ofService(
      client.send(new DescribeStackResourcesCommand({ StackName: stackId, LogicalResourceId: logicalId })),
      'StackResources',
    );
    return [...StackResources];
  } catch (error) {
    if (logicalId !== undefined && isAbsent(error)) {
      return [];
    }
    throw accessError(error, 'cloudformation:DescribeStackResources', region);
  }
}

/** CloudFormation has no error of its own for what does not exist. */
function isAbsent(error: unknown): boolean {
  return (
    error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')
  );
}
