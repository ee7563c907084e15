import { ListServiceQuotasCommand, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { DescribeWorkspaceImagesCommand, type WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { explained } from '../../cli/service/explain';
import { UserError } from '../../cli/terminal/user-error';
import { textOf } from '../../lambda/resource/errors';
import { oneLine } from '../../lambda/resource/sentence';
import { type Account, adviceOnRegion, type FirstPage, imageQuota, type Quota } from './core/account';

export interface AccountClients {
  readonly sts: STSClient;
  readonly workspaces: WorkSpacesClient;
  readonly serviceQuotas: ServiceQuotasClient;
}

const PAGE_SIZE = 25;

/** More than WorkSpaces has quotas, so that one call tells all. */
const MOST_QUOTAS = 100;

/**
 * Asks who calls, for the first page of images, and for the quota of images: three calls, which change nothing.
 *
 * @throws AccessError or UserError that says what to do
 */
export async function readAccount(
  { sts, workspaces, serviceQuotas }: AccountClients,
  region: string,
): Promise<Account> {
  const caller = await callerOf(sts, region);
  const firstPage = await firstPageOf(workspaces, region);
  return { ...caller, region, firstPage, quota: await quotaOf(serviceQuotas) };
}

async function callerOf(sts: STSClient, region: string): Promise<Pick<Account, 'account' | 'arn'>> {
  try {
    const { Account: account = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand());
    return { account, arn };
  } catch (error) {
    throw explained(error, 'sts:GetCallerIdentity', region, 'the role of your profile could not be assumed');
  }
}

async function firstPageOf(workspaces: WorkSpacesClient, region: string): Promise<FirstPage> {
  try {
    const { Images = [], NextToken } = await workspaces.send(
      new DescribeWorkspaceImagesCommand({ ImageType: 'OWNED', MaxResults: PAGE_SIZE }),
    );
    return { images: Images.length, hasMore: NextToken !== undefined };
  } catch (error) {
    const { message } = explained(error, 'workspaces:DescribeWorkspaceImages', region);
    throw new UserError(message + adviceOnRegion(error), { cause: error });
  }
}

/** It is good to know, and no reason to fail. */
async function quotaOf(serviceQuotas: ServiceQuotasClient): Promise<Quota> {
  try {
    const { Quotas = [] } = await serviceQuotas.send(
      new ListServiceQuotasCommand({ ServiceCode: 'workspaces', MaxResults: MOST_QUOTAS }),
    );
    return imageQuota(Quotas);
  } catch (error) {
    return { unknown: oneLine(textOf(error)) };
  }
}
