import type { Template } from './template-rules';
import { type Attributes, textOf } from './template-values';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LONGEST_VALUE = 1_024;
const LONGEST_NAME = 255;

/**
 * The values that a template exports, by their names.
 *
 * @throws Error if CloudFormation refuses one, in its words
 */
export function exportsOf(
  { Outputs = {} }: Template,
  resources: ReadonlyMap<string, Attributes>,
): ReadonlyMap<string, string> {
  const exports = new Map<string, string>();
  for (const [id, { Value, Export }] of Object.entries(Outputs)) {
    if (Export !== undefined) {
      const [name, value] = [textOf(Export.Name, resources), textOf(Value, resources)];
      requireName(id, name);
      requireValue(id, value);
      exports.set(name, value);
    }
  }
  return exports;
}

/** The names that are imported anywhere in a part of a template. */
export function importsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) {
    return [];
  }
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => {
    if (key !== 'Fn::ImportValue') {
      return importsIn(value);
    }
    if (typeof value !== 'string') {
      throw new Error(`expected the name of an export, got: ${JSON.stringify(value)}`);
    }
    return [value];
  });
}

function requireName(outputId: string, name: string): void {
  const malformed = `Template format error: Output ${outputId} is malformed. The Name field of every Export member must`;
  if (!/^[A-Za-z0-9:-]+$/.test(name)) {
    throw new Error(
      `${malformed} be specified and consist only of alphanumeric characters, colons, or hyphens.`,
    );
  }
  if (name.length > LONGEST_NAME) {
    throw new Error(`${malformed} not be longer than ${LONGEST_NAME} characters.`);
  }
}

function requireValue(outputId: string, value: string): void {
  if (value.trim() === '') {
    throw new Error(
      `Cannot export output ${outputId}. Exported values must not be empty or whitespace-only.`,
    );
  }
  if (value.length > LONGEST_VALUE) {
    throw new Error(
      `Cannot export output ${outputId} with length ${value.length}. Max length of ${LONGEST_VALUE} exceeded.`,
    );
  }
}
