import { ATTRIBUTES, LIST_SEPARATOR, NOTHING } from '../../lib/contract/images';
import { withoutHash } from '../../lib/contract/schema';
import type { TemplateLookup } from './lookups';
import { attributeOf } from './template';

/** A stack as CloudFormation has it. */
export interface DeployedStack {
  readonly stackId: string;

  /** By name. */
  readonly outputs: ReadonlyMap<string, string>;

  /** The names of what it exports. */
  readonly exports: ReadonlySet<string>;

  /** The physical ids of what exists, by logical id. */
  readonly resources: ReadonlyMap<string, string>;

  /** False if CloudFormation tells only some of the resources. */
  readonly hasAllResources: boolean;
}

/** What a lookup answered when it was deployed. */
export interface Deployed {
  /** Whether the lookup itself is deployed, so that the deployment does not look again. */
  readonly isPinned: boolean;

  /** What this query, or an earlier one of the same construct, answered. */
  readonly images: readonly DeployedImage[] | 'nothing' | 'not readable';
}

export interface DeployedImage {
  readonly imageId: string;

  /** At the time of the lookup. Undefined where no output tells it. */
  readonly state: string | undefined;
}

/** Read what the outputs of a stack tell, since CloudFormation tells the attributes of no custom resource. */
export function deployedOf(lookup: TemplateLookup, stack: DeployedStack | undefined): Deployed {
  if (stack === undefined) {
    return { isPinned: false, images: 'nothing' };
  }
  const isPinned = stack.resources.has(lookup.logicalId);
  // An output of this name may be of another construct with the same id.
  if (!isPinned && !mayHaveEarlier(lookup, stack)) {
    return { isPinned, images: 'nothing' };
  }
  const imageIds = listOutput(lookup, ATTRIBUTES.imageIds, stack);
  if (imageIds === undefined) {
    return { isPinned, images: 'not readable' };
  }
  const states = listOutput(lookup, ATTRIBUTES.imageStates, stack) ?? [];
  const stateAt = (index: number) => (states[index] === NOTHING ? undefined : states[index]);
  return { isPinned, images: imageIds.map((imageId, index) => ({ imageId, state: stateAt(index) })) };
}

/** Whether the stack has this construct's lookup with another query, as far as CloudFormation tells. */
function mayHaveEarlier(
  { logicalId }: TemplateLookup,
  { resources, hasAllResources }: DeployedStack,
): boolean {
  const stem = withoutHash(logicalId);
  return !hasAllResources || [...resources.keys()].some((other) => withoutHash(other) === stem);
}

function listOutput(
  { stack, logicalId }: TemplateLookup,
  attribute: string,
  { outputs }: DeployedStack,
): readonly string[] | undefined {
  const names = [...stack.template.outputs].flatMap(([name, { value }]) => {
    const read = attributeOf(value);
    return read?.logicalId === logicalId && read.attribute === attribute ? [name] : [];
  });
  const text = names.map((name) => outputs.get(name)).find((value) => value !== undefined);
  return text === NOTHING ? [] : text?.split(LIST_SEPARATOR);
}
