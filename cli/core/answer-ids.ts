import type { ResourceIds } from '../../lambda/resource/response';
import type { TemplateLookup } from './lookups';
import type { Place, SynthesizedStack } from './stack';

/** As long as the ids that CloudFormation makes, since their length counts in a response. */
const ANY_UUID = '00000000-0000-0000-0000-000000000000';
const ANY_HASH = '0'.repeat(16);
const ANY_SUFFIX = '0'.repeat(13);

/** Characters that the name of a stack may have. */
const LONGEST_STACK_NAME = 128;

/**
 * The ids that the answer of a lookup would have, as far as they are known, and as long as they would be.
 *
 * @param stackId Id of the stack, if it is deployed
 */
export function answerIds(
  { stack, first }: TemplateLookup,
  { account, region, partition }: Place,
  stackId: string | undefined,
): ResourceIds {
  return {
    StackId:
      stackId ?? `arn:${partition}:cloudformation:${region}:${account}:stack/${nameOf(stack)}/${ANY_UUID}`,
    RequestId: ANY_UUID,
    PhysicalResourceId: `${first.logicalId}-${ANY_HASH}`,
    LogicalResourceId: first.logicalId,
  };
}

/** CloudFormation names a nested stack after the stack around it and its logical id there. */
function nameOf({ stackName, nestedIn }: SynthesizedStack): string {
  if (nestedIn === undefined) {
    return stackName;
  }
  const readable = `${nameOf(nestedIn.stack)}-${nestedIn.logicalId}`;
  return `${readable.slice(0, LONGEST_STACK_NAME - ANY_SUFFIX.length - 1)}-${ANY_SUFFIX}`;
}
