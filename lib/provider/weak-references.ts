import { CfnOutput, CfnResource, type Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The construct under which the CDK puts the exports of strong references. */
const CDK_EXPORTS = 'Exports';

/** The ids of the constructs that write exports to other Regions begin with this. */
const CDK_EXPORTS_WRITER = 'ExportsWriter';

/**
 * Let other stacks refer to a resource by weak references only.
 *
 * A strong reference is an export whose name contains the logical id. A changed property would rename it, and
 * CloudFormation refuses to drop an export that is in use, so the stack could never change again.
 *
 * An older CDK knows no weak references, and a reference to a nested stack ignores the choice of the resource in it.
 * Synthesis fails where the CDK made such an export all the same.
 *
 * @param sharingAdvice How other stacks can get the attributes of the resource
 */
export function useWeakReferences(resource: CfnResource, sharingAdvice: string): void {
  if (choosesStrength(resource)) {
    resource.applyCrossStackReferenceStrength('weak');
  }
  resource.node.addValidation({
    validate: () =>
      isExportedByCdk(resource.stack, getAttOf(resource.stack, resource.logicalId))
        ? [
            `another stack refers to ${resource.node.path} by an export of the CDK, which would lock it: ${sharingAdvice}, ` +
              'or set the context @aws-cdk/core:defaultCrossStackReferences to weak, which newer versions of the CDK know',
          ]
        : [],
  });
}

/** A CfnResource of a newer CDK than our oldest peer. */
interface ChoosesStrength {
  applyCrossStackReferenceStrength(strength: 'weak'): void;
}

function choosesStrength(resource: object): resource is ChoosesStrength {
  return 'applyCrossStackReferenceStrength' in resource;
}

function getAttOf(stack: Stack, logicalId: string): string {
  return `{"Fn::GetAtt":["${String(stack.resolve(logicalId))}",`;
}

/** Whether a stack, or one around a nested stack, exports a reference because another stack uses it. */
function isExportedByCdk(stack: Stack, reference: string): boolean {
  const refersToResource = (value: unknown) => JSON.stringify(stack.resolve(value)).includes(reference);
  const exported = outputsOf(stack.node.tryFindChild(CDK_EXPORTS)).map(({ value }): unknown => value);
  if ([...exported, ...exportsToOtherRegions(stack)].some(refersToResource)) {
    return true;
  }
  const { nestedStackParent: parent, nestedStackResource: nested } = stack;
  if (parent === undefined || nested === undefined) {
    return false;
  }
  return outputsOf(stack)
    .filter(({ value }) => refersToResource(value))
    .some(({ logicalId }) =>
      isExportedByCdk(
        parent,
        `${getAttOf(parent, nested.logicalId)}"Outputs.${String(stack.resolve(logicalId))}"`,
      ),
    );
}

/** The properties of the custom resources that write exports to other Regions, which refuse to drop one in use. */
function exportsToOtherRegions(stack: Stack): unknown[] {
  return stack.node.children
    .filter(({ node }) => node.id.startsWith(CDK_EXPORTS_WRITER))
    .flatMap(({ node }) => node.findAll())
    .filter((child) => CfnResource.isCfnResource(child))
    .map((writer): unknown => Reflect.get(writer, '_cfnProperties'));
}

function outputsOf(scope: IConstruct | undefined): CfnOutput[] {
  return (scope?.node.children ?? []).filter((child) => child instanceof CfnOutput);
}
