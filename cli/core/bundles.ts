import { type BUNDLE_PROPERTIES, RESOURCE_TYPE } from '../../lib/contract/bundle';
import { ATTRIBUTES } from '../../lib/contract/images';
import { wireName } from '../../lib/contract/schema';
import type { TemplateLookup } from './lookups';
import type { SynthesizedStack } from './stack';
import { attributeOf, functionOf, textOf, type Values, valuesOf } from './template';

const IMAGE_ID = wireName('imageId' satisfies keyof typeof BUNDLE_PROPERTIES);
const NESTED_OUTPUT = /^Outputs\.(.+)$/;

/** A bundle in a template that is made of the newest image of a lookup. */
export interface TemplateBundle {
  readonly stack: SynthesizedStack;
  readonly path: string;
  readonly logicalId: string;
}

/** The bundles among the stacks that take their image from a lookup. */
export function bundlesOf(
  lookup: TemplateLookup,
  stacks: readonly SynthesizedStack[],
): readonly TemplateBundle[] {
  return stacks.flatMap((stack) =>
    [...stack.template.resources]
      .filter(([, { type, properties }]) => type === RESOURCE_TYPE && IMAGE_ID in properties)
      .filter(([, { properties }]) => readsIds(properties[IMAGE_ID], stack, { lookup, stacks }))
      .map(([logicalId]) => ({ stack, path: stack.pathOf(logicalId), logicalId })),
  );
}

interface Search {
  readonly lookup: TemplateLookup;
  readonly stacks: readonly SynthesizedStack[];
}

/** Whether a value in a template is made of the ids of the lookup, in its own stack or by a reference to another. */
function readsIds(value: unknown, stack: SynthesizedStack, search: Search): boolean {
  const read = attributeOf(value);
  if (read !== undefined) {
    return read.logicalId === search.lookup.logicalId && stack === search.lookup.stack
      ? read.attribute === ATTRIBUTES.imageIds
      : readsNestedOutput(read, stack, search);
  }
  const called = functionOf(value);
  if (called === undefined) {
    return Array.isArray(value) && value.some((item) => readsIds(item, stack, search));
  }
  switch (called.name) {
    case 'Ref':
      return readsParameter(textOf(called.argument) ?? '', stack, search);
    case 'Fn::GetStackOutput':
      return readsStackOutput(valuesOf(called.argument), search);
    case 'Fn::ImportValue':
      return search.stacks.some((other) =>
        [...other.template.outputs.values()].some(
          (output) => isSame(output.exportName, called.argument) && readsIds(output.value, other, search),
        ),
      );
    default:
      return readsIds(called.argument, stack, search);
  }
}

/** `Fn::GetAtt` of a nested stack. */
function readsNestedOutput(
  { logicalId, attribute }: { readonly logicalId: string; readonly attribute: string },
  stack: SynthesizedStack,
  search: Search,
): boolean {
  const name = NESTED_OUTPUT.exec(attribute)?.[1];
  const nested = search.stacks.find(
    ({ nestedIn }) => nestedIn?.stack === stack && nestedIn.logicalId === logicalId,
  );
  return (
    name !== undefined &&
    nested !== undefined &&
    readsIds(nested.template.outputs.get(name)?.value, nested, search)
  );
}

/** `Ref` of a parameter, which a nested stack gets from the stack around it. */
function readsParameter(name: string, { nestedIn }: SynthesizedStack, search: Search): boolean {
  if (nestedIn === undefined) {
    return false;
  }
  const { stack, logicalId } = nestedIn;
  const parameters = valuesOf(stack.template.resources.get(logicalId)?.properties['Parameters']);
  return readsIds(parameters[name], stack, search);
}

function readsStackOutput({ StackName, OutputName, Region }: Values, search: Search): boolean {
  return search.stacks.some(
    (other) =>
      other.nestedIn === undefined &&
      other.stackName === StackName &&
      (Region === undefined || other.region === undefined || other.region === Region) &&
      readsIds(other.template.outputs.get(textOf(OutputName) ?? '')?.value, other, search),
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
