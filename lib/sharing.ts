import { CfnOutput, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ATTRIBUTES } from './contract/names';

/** What is shared with other stacks: each is an attribute, and the end of an output's name. */
export const SHARED_ATTRIBUTES = [
  ATTRIBUTES.imageIds,
  ATTRIBUTES.imageStates,
  ATTRIBUTES.imageCount,
] as const;

export type SharedAttribute = (typeof SHARED_ATTRIBUTES)[number];

const LONGEST_PARAMETER_NAME = 1_011;
const DEEPEST_PARAMETER_NAME = 15;

/** The output of a look-up whose construct has this id, such as `GoldenImagesImageIds`. */
export function outputName(constructId: string, attribute: SharedAttribute): string {
  return constructId.replace(/[^A-Za-z0-9]/g, '') + attribute;
}

/**
 * The names of outputs are by the construct's own id, so that they can be told to others; another construct of the
 * stack may bear that id elsewhere in the tree.
 *
 * @throws Error where the stack has an output of this name
 */
export function requireFreeOutput(lookUp: IConstruct, name: string): void {
  const stack = Stack.of(lookUp);
  const isTaken = stack.node
    .findAll()
    .some(
      (child) =>
        child instanceof CfnOutput && child.stack === stack && stack.resolve(child.logicalId) === name,
    );
  if (isTaken) {
    throw new Error(
      `\`outputs\` of ${lookUp.node.path} must have names of their own: rename the construct, or set them to false, ` +
        `got: ${name}, which is another output's name`,
    );
  }
}

/** The export of an output, such as `golden-image-ids`. */
export function exportName(prefix: string, attribute: SharedAttribute): string {
  return `${prefix}-${hyphenated(attribute)}`;
}

/**
 * The parameter for an attribute, such as `/golden/image-ids`.
 *
 * @throws Error where the prefix makes no name that Parameter Store takes
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
 */
export function parameterName(prefix: string, attribute: SharedAttribute): string {
  const name = `${prefix}/${hyphenated(attribute)}`;
  const isFine =
    !Token.isUnresolved(prefix) &&
    /^(\/[\w.-]+)+$/.test(prefix) &&
    !/^\/(aws|ssm)/i.test(prefix) &&
    name.length <= LONGEST_PARAMETER_NAME &&
    name.split('/').length - 1 <= DEEPEST_PARAMETER_NAME;
  if (!isFine) {
    throw new Error(
      '`prefix` must be known at synth, begin with / but not with /aws or /ssm, not end with /, hold a-z A-Z 0-9 _ . - ' +
        `between slashes, and make a name of at most ${LONGEST_PARAMETER_NAME} characters and ` +
        `${DEEPEST_PARAMETER_NAME} levels, got: ${Token.isUnresolved(prefix) ? 'a token' : prefix}`,
    );
  }
  return name;
}

/** `ImageIds` becomes `image-ids`. */
function hyphenated(attribute: SharedAttribute): string {
  return attribute.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
