import { type BUNDLE_PROPERTIES, RESOURCE_TYPE } from '../../lib/contract/bundle';
import { ATTRIBUTES } from '../../lib/contract/images';
import { wireName } from '../../lib/contract/schema';
import type { TemplateLookup } from './lookups';
import type { SynthesizedStack } from './stack';
import { attributeOf, functionOf, listOf, textOf, type Values, valuesOf } from './template';

const IMAGE_ID = wireName('imageId' satisfies keyof typeof BUNDLE_PROPERTIES);
const SSM_PARAMETER = 'AWS::SSM::Parameter';
const FROM_PARAMETER_STORE = 'AWS::SSM::Parameter::Value<';
const NESTED_OUTPUT = /^Outputs\.(.+)$/;

/** A bundle in a template that takes its image from a lookup. */
export interface TemplateBundle {
  readonly stack: SynthesizedStack;
  readonly path: string;
  readonly logicalId: string;

  /** Which of the images it takes, from 0. */
  readonly index: Index;

  /** The export that it imports on the way. CloudFormation refuses to change it. */
  readonly imported?: Export;
}

/** Not known where it is a value that only CloudFormation knows. */
type Index = number | 'not known';

export interface Export {
  readonly stack: SynthesizedStack;

  /** A text, or a function of the template. */
  readonly name: unknown;
}

/** How the id of an image gets to a value. */
interface Way {
  /** Undefined if nothing selects one of the images. */
  readonly index?: Index;
  readonly imported?: Export;
}

/** The bundles of the stacks that take their image from a lookup. */
export function bundlesOf(
  lookup: TemplateLookup,
  stacks: readonly SynthesizedStack[],
): readonly TemplateBundle[] {
  return stacks.flatMap((stack) =>
    [...stack.template.resources].flatMap(([logicalId, { type, properties }]) => {
      const way =
        type === RESOURCE_TYPE
          ? wayTo(properties[IMAGE_ID], { stack, search: { lookup, stacks, seen: new Set() } })
          : undefined;
      return way === undefined ? [] : [{ stack, path: stack.pathOf(logicalId), logicalId, index: 0, ...way }];
    }),
  );
}

interface Reader {
  /** The stack whose template has the value. */
  readonly stack: SynthesizedStack;
  readonly search: {
    readonly lookup: TemplateLookup;
    readonly stacks: readonly SynthesizedStack[];

    /** The values that were read, since stacks may feed each other. */
    readonly seen: Set<unknown>;
  };
}

/** How the ids of the lookup get into a value of a template, or undefined if they do not. */
function wayTo(value: unknown, reader: Reader): Way | undefined {
  const { lookup, seen } = reader.search;
  if (seen.has(value)) {
    return undefined;
  }
  seen.add(value);
  const read = attributeOf(value);
  if (read !== undefined) {
    return read.logicalId === lookup.logicalId && reader.stack === lookup.stack
      ? read.attribute === ATTRIBUTES.imageIds
        ? {}
        : undefined
      : wayToNestedOutput(read, reader);
  }
  const called = functionOf(value);
  if (called === undefined) {
    return Array.isArray(value) ? firstOf(value, (item) => wayTo(item, reader)) : undefined;
  }
  switch (called.name) {
    case 'Ref':
      return wayToParameter(String(called.argument), reader);
    case 'Fn::GetStackOutput':
      return wayToStackOutput(valuesOf(called.argument), reader);
    case 'Fn::ImportValue':
      return wayToExport(called.argument, reader);
    case 'Fn::Select':
      return wayToSelected(listOf(called.argument), reader);
    default:
      return wayTo(called.argument, reader);
  }
}

/** Of several selections on the way, the one nearest to the lookup selects an image. */
function wayToSelected([index, ...values]: readonly unknown[], reader: Reader): Way | undefined {
  const way = wayTo(values, reader);
  const number = Number(index);
  return way && { index: Number.isInteger(number) ? number : 'not known', ...way };
}

/** By `Fn::GetAtt` of a nested stack. */
function wayToNestedOutput(
  { logicalId, attribute }: { readonly logicalId: string; readonly attribute: string },
  { stack, search }: Reader,
): Way | undefined {
  const name = NESTED_OUTPUT.exec(attribute)?.[1] ?? '';
  const nested = search.stacks.find(
    ({ nestedIn }) => nestedIn?.stack === stack && nestedIn.logicalId === logicalId,
  );
  return nested && wayTo(nested.template.outputs.get(name)?.value, { stack: nested, search });
}

/** By a parameter, which a nested stack gets from the stack around it, and any other from Parameter Store. */
function wayToParameter(name: string, { stack, search }: Reader): Way | undefined {
  const { nestedIn, template } = stack;
  if (nestedIn !== undefined) {
    return wayTo(nestedIn.parameters[name], { stack: nestedIn.stack, search });
  }
  const parameter = template.parameters.get(name);
  if (parameter?.type.startsWith(FROM_PARAMETER_STORE) !== true) {
    return undefined;
  }
  return firstOf(neighborsOf(stack, search.stacks), (other) =>
    firstOf([...other.template.resources.values()], ({ type, properties: { Name, Value } }) =>
      type === SSM_PARAMETER && Name === parameter.default
        ? wayTo(Value, { stack: other, search })
        : undefined,
    ),
  );
}

function wayToStackOutput(
  { StackName, OutputName, Region, RoleArn }: Values,
  { stack, search }: Reader,
): Way | undefined {
  const place = {
    region: textOf(Region) ?? stack.region,
    account: RoleArn === undefined ? stack.account : textOf(RoleArn)?.split(':')[4],
  };
  const named = neighborsOf(place, search.stacks).filter(
    ({ nestedIn, stackName }) => nestedIn === undefined && stackName === StackName,
  );
  return firstOf(named, (other) =>
    wayTo(other.template.outputs.get(textOf(OutputName) ?? '')?.value, { stack: other, search }),
  );
}

function wayToExport(name: unknown, { stack, search }: Reader): Way | undefined {
  return firstOf(neighborsOf(stack, search.stacks), (other) =>
    firstOf([...other.template.outputs.values()], ({ exportName, value }) => {
      if (exportName === undefined || JSON.stringify(exportName) !== JSON.stringify(name)) {
        return undefined;
      }
      const way = wayTo(value, { stack: other, search });
      return way && { ...way, imported: { stack: other, name } };
    }),
  );
}

/** The stacks of an account and a Region. A stack that names none is where all others are that name none. */
function neighborsOf(
  { account, region }: Pick<SynthesizedStack, 'account' | 'region'>,
  stacks: readonly SynthesizedStack[],
): readonly SynthesizedStack[] {
  return stacks.filter((other) => other.account === account && other.region === region);
}

function firstOf<Item>(items: readonly Item[], wayOf: (item: Item) => Way | undefined): Way | undefined {
  return items.map(wayOf).find((way) => way !== undefined);
}
