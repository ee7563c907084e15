import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { textOf } from '../../lambda/resource/errors';
import { oneLine } from '../../lambda/resource/sentence';
import { ofService } from '../../lambda/service/foreign-answer';
import { AccessError } from '../core/access-error';
import type { Place } from '../core/stack';
import { CLIENT_SETTINGS } from './client-settings';
import { accessError } from './explain';

/** The Region of the environment, in the order of the CDK's command line, or of the profile. */
export async function defaultRegion(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = environment;
  const region = [AWS_REGION, AWS_DEFAULT_REGION].find((value) => value !== undefined && value !== '');
  try {
    return region ?? (await new STSClient({}).config.region());
  } catch (error) {
    throw new AccessError(
      `the stack names no Region, and neither do you: set AWS_REGION (${oneLine(textOf(error))})`,
      { cause: error },
    );
  }
}

/** Whose the credentials are. It is asked in a Region, since not every Region takes them. */
export async function callerIn(region: string): Promise<Omit<Place, 'region'>> {
  try {
    const client = new STSClient({ ...CLIENT_SETTINGS, region });
    const { Account: account = '', Arn = '' } = await ofService(
      client.send(new GetCallerIdentityCommand()),
      'Account',
    );
    const [, partition = ''] = Arn.split(':');
    return { account, partition };
  } catch (error) {
    // The call itself needs no permission. What is denied is to assume the role of a profile.
    throw accessError(
      error,
      'sts:GetCallerIdentity',
      region,
      'the role of your profile could not be assumed',
    );
  }
}
