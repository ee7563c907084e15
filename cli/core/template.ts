/** What a preview reads of a CloudFormation template. Values are as they are in the template, functions included. */
export interface Template {
  /** By logical id. */
  readonly resources: ReadonlyMap<string, Resource>;

  /** By name. */
  readonly outputs: ReadonlyMap<string, Output>;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

export interface Resource {
  readonly type: string;
  readonly properties: Values;
  readonly metadata: Values;

  /** The name of the condition without which the resource is not made. */
  readonly condition: string | undefined;
}

export interface Output {
  readonly value: unknown;
  readonly exportName: unknown;
}

export interface Parameter {
  readonly type: string;
  readonly default: unknown;
}

export type Values = Readonly<Record<string, unknown>>;

export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** Read a parsed template. What does not have the form of one counts as not there. */
export function readTemplate(parsed: unknown): Template {
  const { Resources, Outputs, Parameters } = valuesOf(parsed);
  return {
    resources: mapOf(Resources, (resource) => ({
      type: textOf(resource['Type']) ?? '',
      properties: valuesOf(resource['Properties']),
      metadata: valuesOf(resource['Metadata']),
      condition: textOf(resource['Condition']),
    })),
    outputs: mapOf(Outputs, (output) => ({
      value: output['Value'],
      exportName: valuesOf(output['Export'])['Name'],
    })),
    parameters: mapOf(Parameters, (parameter) => ({
      type: textOf(parameter['Type']) ?? '',
      default: parameter['Default'],
    })),
  };
}

/** The members of an object. Anything else has none. */
export function valuesOf(value: unknown): Values {
  return isObject(value) ? { ...value } : {};
}

/** The name and the argument of a function such as `{ "Ref": "Bucket" }`. An object of several members is none. */
export function functionOf(
  value: unknown,
): { readonly name: string; readonly argument: unknown } | undefined {
  const [only, ...others] = Object.entries(valuesOf(value));
  return only === undefined || others.length > 0 ? undefined : { name: only[0], argument: only[1] };
}

/** The resource and the attribute that `Fn::GetAtt` reads, which takes a list or a text. */
export function attributeOf(
  value: unknown,
): { readonly logicalId: string; readonly attribute: string } | undefined {
  const called = functionOf(value);
  if (called?.name !== 'Fn::GetAtt') {
    return undefined;
  }
  const [logicalId, ...attribute] =
    typeof called.argument === 'string' ? called.argument.split('.') : listOf(called.argument);
  return typeof logicalId === 'string' ? { logicalId, attribute: attribute.join('.') } : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapOf<Item>(members: unknown, read: (member: Values) => Item): ReadonlyMap<string, Item> {
  return new Map(Object.entries(valuesOf(members)).map(([name, member]) => [name, read(valuesOf(member))]));
}
