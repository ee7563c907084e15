import type { TextExpression } from './template-values';

/** A synthesized template, as far as CloudFormation's rules for it are known here. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
}

interface Resource {
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Output {
  readonly Value: TextExpression;
  readonly Export?: { readonly Name: TextExpression };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_OUTPUTS = 200;
const LONGEST_LOGICAL_ID = 255;

/** @throws Error if CloudFormation refuses the template, whatever is deployed. Its words for a long id are not known. */
export function requireValid({ Resources = {}, Outputs = {} }: Template): void {
  const count = Object.keys(Outputs).length;
  if (count > MOST_OUTPUTS) {
    throw new Error(
      `Template format error: Outputs count ${count} is greater than max allowed ${MOST_OUTPUTS}`,
    );
  }
  const names = [
    ...Object.keys(Resources).map((id) => ['Resource', id] as const),
    ...Object.keys(Outputs).map((id) => ['Output', id] as const),
  ];
  for (const [kind, id] of names) {
    if (!/^[A-Za-z0-9]+$/.test(id)) {
      throw new Error(`Template format error: ${kind} name ${id} is non alphanumeric.`);
    }
    if (id.length > LONGEST_LOGICAL_ID) {
      throw new Error(
        `Template format error: ${kind} name ${id} is longer than ${LONGEST_LOGICAL_ID} characters.`,
      );
    }
  }
}

/** @throws Error if the handler of a custom resource is another one than before */
export function requireSameServiceTokens(before: Template, after: Template): void {
  for (const [id, { Properties = {} }] of Object.entries(after.Resources ?? {})) {
    const former = before.Resources?.[id]?.Properties ?? Properties;
    if (JSON.stringify(former['ServiceToken']) !== JSON.stringify(Properties['ServiceToken'])) {
      throw new Error('Modifying service token is not allowed.');
    }
  }
}
