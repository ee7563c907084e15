import { CfnOutput, type CfnOutputProps, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { registryOf } from './registry';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_OUTPUTS = 200;
const LONGEST_NAME = 255;

/** The CDK has the same stack trace of the construct's resource. One more takes longer than the rest of an output. */
const DISABLE_CREATION_TRACES = 'aws:cdk:disable-creation-stack-traces';

/** The output of the construct with this id, such as `GoldenImagesImageIds`. */
export function outputName(constructId: string, attribute: string): string {
  return constructId.replace(/[^A-Za-z0-9]/g, '') + attribute;
}

/** The export of an output, such as `golden-image-ids`. */
export function exportName(prefix: string, attribute: string): string {
  return `${prefix}-${hyphenated(attribute)}`;
}

/** `ImageIds` becomes `image-ids`. */
export function hyphenated(attribute: string): string {
  return attribute.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

/**
 * Outputs that are named by the id of their construct alone, so that others can tell their names. Another construct of the
 * stack may have the same id elsewhere in the tree.
 *
 * Synthesis fails if the stack has another output of such a name, or too many outputs.
 *
 * @param attributes What the outputs hold, which ends their names
 */
export function createNamedOutputs<Attribute extends string>(
  scope: Construct,
  attributes: readonly Attribute[],
  propsOf: (attribute: Attribute) => CfnOutputProps,
): void {
  const stack = Stack.of(scope);
  const paths = registryOf<string>(stack, 'outputs');
  if (paths.size === 0) {
    stack.node.addValidation({ validate: () => outputErrors(stack, paths) });
  }
  const untraced = new Construct(scope, 'Outputs');
  untraced.node.setContext(DISABLE_CREATION_TRACES, true);
  for (const attribute of attributes) {
    const name = outputName(scope.node.id, attribute);
    paths.set(name, scope.node.path);
    new CfnOutput(untraced, attribute, propsOf(attribute)).overrideLogicalId(name);
  }
}

function outputErrors(stack: Stack, paths: ReadonlyMap<string, string>): string[] {
  const names = stack.node
    .findAll()
    .flatMap((child) =>
      child instanceof CfnOutput && child.stack === stack ? [String(stack.resolve(child.logicalId))] : [],
    );
  const errors = [...paths].flatMap(([name, path]) => nameError(name, path, names) ?? []);
  return names.length <= MOST_OUTPUTS
    ? errors
    : [
        ...errors,
        `CloudFormation takes ${MOST_OUTPUTS} outputs of a stack, got: ${names.length}; set \`outputs\` to false where ` +
          'nothing reads them, or move some constructs to another stack',
      ];
}

function nameError(name: string, path: string, names: readonly string[]): string | undefined {
  if (name.length > LONGEST_NAME && names.includes(name)) {
    return (
      `\`outputs\` of ${path} must have names of at most ${LONGEST_NAME} characters: give the construct a shorter id, or set ` +
      `\`outputs\` to false, got: ${name.length} characters`
    );
  }
  return names.indexOf(name) === names.lastIndexOf(name)
    ? undefined
    : `\`outputs\` of ${path} must have free names: rename the construct, or set \`outputs\` to false, ` +
        `got: ${name}, which is the name of another output`;
}
