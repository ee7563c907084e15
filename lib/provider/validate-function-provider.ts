import { Token } from 'aws-cdk-lib';
import type { FunctionProviderProps } from './function-provider-props';
import { A_FLAG, A_NUMBER, having, isObject, type PropType } from './prop-types';

export const FUNCTION_PROVIDER_PROPS = {
  runtime: having('a Runtime', 'name'),
  architecture: having('an Architecture', 'name', 'dockerPlatform'),
  memorySize: A_NUMBER,
  logGroup: having('a log group', 'logGroupName', 'logGroupArn'),
  vpc: having('a VPC', 'vpcId'),
  vpcSubnets: { expected: 'a selection of subnets', is: isObject },
  securityGroups: {
    expected: 'a list of security groups',
    is: (value) => Array.isArray(value) && value.every(having('', 'securityGroupId').is),
  },
  frameworkInVpc: A_FLAG,
} satisfies Record<keyof FunctionProviderProps, PropType>;

const OLDEST_NODE_MAJOR = 22;
const LEAST_MEMORY_MIB = 128;
const MOST_MEMORY_MIB = 10_240;

/** @throws Error that names the property, the expected and the actual value */
export function validateFunctionProvider(props: FunctionProviderProps): void {
  const { runtime, memorySize, vpc, frameworkInVpc } = props;
  const nodeMajor = Number(/^nodejs(\d+)\.x$/.exec(runtime?.name ?? '')?.[1] ?? 0);
  if (runtime !== undefined && nodeMajor < OLDEST_NODE_MAJOR) {
    throw new Error(`\`runtime\` must be Node.js ${OLDEST_NODE_MAJOR} or later, got: ${runtime.name}`);
  }
  if (memorySize !== undefined && !Token.isUnresolved(memorySize) && !isMemorySize(memorySize)) {
    throw new Error(
      `\`memorySize\` must be a whole number of MiB from ${LEAST_MEMORY_MIB} to ${MOST_MEMORY_MIB}, got: ${memorySize}`,
    );
  }
  if (frameworkInVpc === true && vpc === undefined) {
    throw new Error('`frameworkInVpc` needs the `vpc` that the framework runs in, got: no vpc');
  }
}

function isMemorySize(size: number): boolean {
  return Number.isInteger(size) && size >= LEAST_MEMORY_MIB && size <= MOST_MEMORY_MIB;
}
