/** The attributes of a resource. */
export type Attributes = Readonly<Record<string, string>>;

/** The functions that exports of lookups are made of. */
export type TextExpression =
  | string
  | { readonly 'Fn::GetAtt': readonly [logicalId: string, attribute: string] }
  | { readonly 'Fn::Select': readonly [index: number, list: ListExpression] };

interface ListExpression {
  readonly 'Fn::Split': readonly [separator: string, text: TextExpression];
}

/**
 * The text that an expression of a template has once the resources have their attributes.
 *
 * @throws Error if it has a function that is not known here
 */
export function textOf(expression: TextExpression, resources: ReadonlyMap<string, Attributes>): string {
  if (typeof expression === 'string') {
    return expression;
  }
  if ('Fn::GetAtt' in expression) {
    const [logicalId, attribute] = expression['Fn::GetAtt'];
    return existing(resources.get(logicalId)?.[attribute], expression);
  }
  if ('Fn::Select' in expression) {
    const [index, list] = expression['Fn::Select'];
    return existing(listOf(list, resources)[index], expression);
  }
  return unknownFunction(expression);
}

function listOf(expression: ListExpression, resources: ReadonlyMap<string, Attributes>): string[] {
  if ('Fn::Split' in expression) {
    const [separator, text] = expression['Fn::Split'];
    return textOf(text, resources).split(separator);
  }
  return unknownFunction(expression);
}

function existing(value: string | undefined, expression: TextExpression): string {
  if (value === undefined) {
    throw new Error(`there is no ${JSON.stringify(expression)}`);
  }
  return value;
}

function unknownFunction(expression: never): never {
  throw new Error(`expected a function that this model knows, got: ${JSON.stringify(expression)}`);
}
