import { Token } from 'aws-cdk-lib';
import type { IsToken } from '../contract/row';

/** How the contract, which does not know the CDK, tells what only CloudFormation will know. */
export const isToken: IsToken = (value) => Token.isUnresolved(value);
