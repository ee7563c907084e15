/** What a function loads only when it assumes a role: a file of its own in the handler asset. */
export { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
