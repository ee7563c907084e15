import { CfnOutput, type CfnOutputProps, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The output of the construct with this id, such as `GoldenImagesImageIds`. */
export function outputName(constructId: string, attribute: string): string {
  return constructId.replace(/[^A-Za-z0-9]/g, '') + attribute;
}

/**
 * An output that is named by the id of its construct alone, so that others can tell its name. Another construct of the
 * stack may have the same id elsewhere in the tree.
 *
 * @throws Error if the stack has an output of this name
 */
export function createNamedOutput(scope: Construct, attribute: string, props: CfnOutputProps): void {
  const name = outputName(scope.node.id, attribute);
  const stack = Stack.of(scope);
  const isTaken = stack.node
    .findAll()
    .some(
      (child) =>
        child instanceof CfnOutput && child.stack === stack && stack.resolve(child.logicalId) === name,
    );
  if (isTaken) {
    throw new Error(
      `\`outputs\` of ${scope.node.path} must have free names: rename the construct, or set \`outputs\` to false, ` +
        `got: ${name}, which is the name of another output`,
    );
  }
  new CfnOutput(scope, attribute, props).overrideLogicalId(name);
}
