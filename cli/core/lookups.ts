import { HAND_OVER, HAND_OVER_AFTER, RESOURCE_TYPE } from '../../lib/contract/images';
import type { SynthesizedStack } from './stack';
import { attributeOf, type Resource, type Values } from './template';

/** A lookup in a template. */
export interface TemplateLookup {
  readonly stack: SynthesizedStack;

  /** The path of its construct. */
  readonly path: string;

  /** The resource whose attributes are the answer. */
  readonly logicalId: string;

  /** The resource that finds and freezes the images: the lookup itself, or the first link of its chain. */
  readonly first: { readonly logicalId: string; readonly properties: Values };

  /** The conditions without which it is not made, those of the nested stacks around it included. */
  readonly conditions: readonly string[];
}

/** The lookups of a stack. Links of a chain are no lookups of their own. */
export function lookupsOf(stack: SynthesizedStack): readonly TemplateLookup[] {
  const { resources } = stack.template;
  return [...resources]
    .filter(([, { type, properties }]) => type === RESOURCE_TYPE && !(HAND_OVER_AFTER in properties))
    .map(([logicalId]) => {
      const first = firstLink(logicalId, resources);
      return {
        stack,
        path: stack.pathOf(logicalId),
        logicalId,
        first: { logicalId: first, properties: resources.get(first)?.properties ?? {} },
        conditions: conditionsOf(logicalId, stack),
      };
    });
}

/** Each link takes the deadline of the one before. */
function firstLink(logicalId: string, resources: ReadonlyMap<string, Resource>): string {
  const before = attributeOf(resources.get(logicalId)?.properties[HAND_OVER.deadline]);
  return before === undefined ? logicalId : firstLink(before.logicalId, resources);
}

function conditionsOf(logicalId: string, { template, nestedIn }: SynthesizedStack): readonly string[] {
  const outer = nestedIn === undefined ? [] : conditionsOf(nestedIn.logicalId, nestedIn.stack);
  const own = template.resources.get(logicalId)?.condition;
  return own === undefined ? outer : [...outer, own];
}
