import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isObject } from './prop-types';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_BYTES = 4_096;

/** Say so if the environment of a provider's function is larger than Lambda takes. */
export function environmentErrors(provider: IConstruct, variables: ReadonlyMap<string, string>): string[] {
  const stack = Stack.of(provider);
  const bytes = [...variables]
    .flatMap(([name, value]) => [name, ...textsIn(stack.resolve(value))])
    .reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return bytes <= MOST_BYTES
    ? []
    : [
        `the roles and Regions that ${provider.node.path} serves make at least ${bytes} bytes of environment variables, and ` +
          `Lambda takes ${MOST_BYTES}: make a second provider, and pass it to some of what uses this one`,
      ];
}

/** What is known of a value at synth: itself, or the texts that the CDK joins with tokens. */
function textsIn(resolved: unknown): string[] {
  if (typeof resolved === 'string') {
    return [resolved];
  }
  const join: unknown = isObject(resolved) ? Reflect.get(resolved, 'Fn::Join') : [];
  return Array.isArray(join) ? join.flat().filter((part): part is string => typeof part === 'string') : [];
}
