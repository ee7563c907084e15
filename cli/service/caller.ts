import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { AccessError } from '../core/access-error';
import { CLIENT_SETTINGS } from './client-settings';
import { explained } from './explain';

/** The Region of the caller's environment or profile. */
export async function defaultRegion(): Promise<string> {
  try {
    return await new STSClient({}).config.region();
  } catch (error) {
    throw new AccessError('the stack names no Region, and neither do you: set AWS_REGION', { cause: error });
  }
}

/** The account of the caller's credentials, asked once in each Region, since not every Region takes them. */
export function callerAccounts(): (region: string) => Promise<string> {
  const accounts = new Map<string, Promise<string>>();
  return (region) => {
    const account = accounts.get(region) ?? callerAccount(region);
    accounts.set(region, account);
    return account;
  };
}

async function callerAccount(region: string): Promise<string> {
  try {
    const { Account = '' } = await new STSClient({ ...CLIENT_SETTINGS, region }).send(
      new GetCallerIdentityCommand(),
    );
    return Account;
  } catch (error) {
    throw explained(error, 'sts:GetCallerIdentity', region);
  }
}
