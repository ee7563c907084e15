import { ATTRIBUTES, LIST_SEPARATOR, NOTHING } from '../../lib/contract/images';
import type { TemplateLookup } from './lookups';
import { attributeOf } from './template';

/** A stack as CloudFormation has it. */
export interface DeployedStack {
  readonly stackId: string;

  /** By name. */
  readonly outputs: ReadonlyMap<string, string>;

  /** The physical ids of what exists, by logical id. */
  readonly resources: ReadonlyMap<string, string>;

  /** False if CloudFormation tells only some of the resources. */
  readonly hasAllResources: boolean;
}

/** What a lookup answered when it was deployed. */
export interface Deployed {
  /** Whether the lookup itself is deployed, so that the deployment does not look again. */
  readonly isPinned: boolean;
  readonly images: readonly DeployedImage[] | 'nothing' | 'not readable';
}

export interface DeployedImage {
  readonly imageId: string;

  /** At the time of the lookup. Undefined where no output tells it. */
  readonly state: string | undefined;
}

/** The digits at the end of a lookup's logical id, which are another's for another query. */
const HASH_LENGTH = 8;

/** What the outputs of a stack tell. CloudFormation tells the attributes of no custom resource. */
export function deployedOf(lookup: TemplateLookup, stack: DeployedStack | undefined): Deployed {
  if (stack === undefined) {
    return { isPinned: false, images: 'nothing' };
  }
  const isPinned = stack.resources.has(lookup.logicalId);
  const imageIds = listOutput(lookup, ATTRIBUTES.imageIds, stack);
  if (imageIds === undefined) {
    return { isPinned, images: isPinned || mayBeEarlier(lookup, stack) ? 'not readable' : 'nothing' };
  }
  const states = listOutput(lookup, ATTRIBUTES.imageStates, stack) ?? [];
  return { isPinned, images: imageIds.map((imageId, index) => ({ imageId, state: states[index] })) };
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

/** Whether the stack has, or may have, this lookup with another query. */
function mayBeEarlier({ logicalId }: TemplateLookup, { resources, hasAllResources }: DeployedStack): boolean {
  const stem = logicalId.slice(0, -HASH_LENGTH);
  return !hasAllResources || [...resources.keys()].some((other) => other.slice(0, -HASH_LENGTH) === stem);
}
