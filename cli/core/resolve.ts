import type { Place } from './stack';
import { functionOf, listOf, textOf, valuesOf } from './template';

/** What CloudFormation's pseudo parameters are, by name. One that is not known before the deployment is missing. */
export type PseudoParameters = ReadonlyMap<string, string>;

/** A reference that CloudFormation resolves in a text that looks like a literal. */
const DYNAMIC_REFERENCE = '{{resolve:';

/** The ends of host names, by partition. */
const URL_SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['aws', 'amazonaws.com'],
  ['aws-us-gov', 'amazonaws.com'],
  ['aws-cn', 'amazonaws.com.cn'],
]);

/**
 * The pseudo parameters of a stack.
 *
 * @param stackName Undefined for a nested stack, whose name CloudFormation makes
 */
export function pseudoParameters(
  { account, region, partition }: Place,
  stackName: string | undefined,
): PseudoParameters {
  const known = new Map([
    ['AWS::AccountId', account],
    ['AWS::Region', region],
    ['AWS::Partition', partition],
  ]);
  const suffix = URL_SUFFIXES.get(partition);
  if (suffix !== undefined) {
    known.set('AWS::URLSuffix', suffix);
  }
  if (stackName !== undefined) {
    known.set('AWS::StackName', stackName);
  }
  return known;
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
      return called.argument === 'AWS::NoValue'
        ? undefined
        : (known.get(textOf(called.argument) ?? '') ?? value);
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
  const own = Object.entries(valuesOf(given)).map(([name, value]) => [name, resolve(value, known)] as const);
  const values = new Map<string, unknown>([...known, ...own]);
  const text = pattern.replace(
    /\$\{([^!${}]+)\}/g,
    (whole, name: string) => textOf(values.get(name)) ?? whole,
  );
  // `${!Literal}` stands for `${Literal}`.
  return /\$\{[^!]/.test(text) ? undefined : text.replace(/\$\{!/g, '${');
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
