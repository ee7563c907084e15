import type { Place } from './place';
import { functionOf, listOf, textOf, valuesOf } from './template';

/** What CloudFormation's pseudo parameters are, by name. One that is not known before the deployment is missing. */
export type PseudoParameters = Readonly<Record<string, string>>;

/** A reference that CloudFormation resolves in a text that looks like a literal. */
const DYNAMIC_REFERENCE = '{{resolve:';

/** The ends of host names, by partition. */
const URL_SUFFIXES: PseudoParameters = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
};

/**
 * The pseudo parameters of a stack.
 *
 * @param stackName Undefined for a nested stack, whose name CloudFormation makes
 */
export function pseudoParameters(
  { account, region, partition }: Place,
  stackName: string | undefined,
): PseudoParameters {
  const suffix = URL_SUFFIXES[partition];
  return {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': partition,
    ...(suffix === undefined ? {} : { 'AWS::URLSuffix': suffix }),
    ...(stackName === undefined ? {} : { 'AWS::StackName': stackName }),
  };
}

/** Replace the functions whose result is known. Others stay as they are. A value that is `AWS::NoValue` is undefined. */
export function resolve(value: unknown, known: PseudoParameters): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, known)).filter((item) => item !== undefined);
  }
  const called = functionOf(value);
  if (called === undefined) {
    // CloudFormation hands on every scalar as a text.
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  }
  switch (called.name) {
    case 'Ref':
      return called.argument === 'AWS::NoValue' ? undefined : (known[textOf(called.argument) ?? ''] ?? value);
    case 'Fn::Join':
      return joined(called.argument, known) ?? value;
    case 'Fn::Sub':
      return substituted(called.argument, known) ?? value;
    default:
      return value;
  }
}

/** Whether CloudFormation will make another value of this. */
export function isToken(value: unknown): boolean {
  return typeof value === 'string'
    ? value.includes(DYNAMIC_REFERENCE)
    : Array.isArray(value)
      ? value.some(isToken)
      : functionOf(value) !== undefined;
}

function joined(argument: unknown, known: PseudoParameters): string | undefined {
  const [separator, given] = listOf(argument);
  const items = resolve(given, known);
  return typeof separator === 'string' && areTexts(items) ? items.join(separator) : undefined;
}

function substituted(argument: unknown, known: PseudoParameters): string | undefined {
  const [pattern, given] = typeof argument === 'string' ? [argument, {}] : listOf(argument);
  if (typeof pattern !== 'string') {
    return undefined;
  }
  const values: Record<string, unknown> = { ...known };
  for (const [name, value] of Object.entries(valuesOf(given))) {
    values[name] = resolve(value, known);
  }
  const text = pattern.replace(/\$\{([^!${}]+)\}/g, (whole, name: string) => textOf(values[name]) ?? whole);
  // `${!Literal}` stands for `${Literal}`.
  return /\$\{[^!]/.test(text) ? undefined : text.replace(/\$\{!/g, '${');
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
