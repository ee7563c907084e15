import { ArnFormat, type Stack } from 'aws-cdk-lib';

/** The account of a role, which may be a token. */
export function accountOf(stack: Stack, roleArn: string): string {
  return stack.splitArn(roleArn, ArnFormat.SLASH_RESOURCE_NAME).account ?? stack.account;
}
