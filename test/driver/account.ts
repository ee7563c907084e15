import { type Attributes, type TextExpression, textOf } from './template-values';

/** A synthesized template, as far as it makes exports. */
interface Template {
  readonly Resources?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
}

interface Output {
  readonly Value: TextExpression;
  readonly Export?: { readonly Name: TextExpression };
}

interface DeployedStack {
  readonly resources: ReadonlyMap<string, Attributes>;
  readonly exports: ReadonlyMap<string, string>;
  readonly imports: readonly string[];
}

/** The stacks of one account and Region, and CloudFormation's rules for their exports. */
export class Account {
  private readonly stacks = new Map<string, DeployedStack>();

  /**
   * Deploy a stack. A resource that it has already keeps its attributes.
   *
   * @param attributes The attributes of each new resource
   * @throws Error if CloudFormation refuses it, in the words of CloudFormation; all stacks are then as before
   */
  public deploy(stackName: string, template: Template, attributes: Attributes = {}): void {
    const before = this.stacks.get(stackName);
    const resources = new Map(
      Object.keys(template.Resources ?? {}).map((id) => [id, before?.resources.get(id) ?? attributes]),
    );
    const exports = exportsOf(template, resources);
    const imports = importsIn(template);
    this.requireExported(imports);
    this.requireFree([...exports.keys()], stackName);
    this.requireSameWhereImported(before?.exports ?? new Map(), exports);
    this.stacks.set(stackName, { resources, exports, imports });
  }

  private requireExported(imports: readonly string[]): void {
    for (const name of imports) {
      if (this.stackThat(({ exports }) => exports.has(name)) === undefined) {
        throw new Error(`No export named ${name} found`);
      }
    }
  }

  private requireFree(names: readonly string[], stackName: string): void {
    for (const name of names) {
      const owner = this.stackThat(({ exports }) => exports.has(name));
      if (owner !== undefined && owner !== stackName) {
        throw new Error(`Export with name ${name} is already exported by stack ${owner}`);
      }
    }
  }

  private requireSameWhereImported(
    before: ReadonlyMap<string, string>,
    after: ReadonlyMap<string, string>,
  ): void {
    for (const [name, value] of before) {
      const importer = this.stackThat(({ imports }) => imports.includes(name));
      if (importer !== undefined && after.get(name) !== value) {
        const change = after.has(name) ? 'updated' : 'deleted';
        throw new Error(`Export ${name} cannot be ${change} as it is in use by ${importer}`);
      }
    }
  }

  private stackThat(does: (stack: DeployedStack) => boolean): string | undefined {
    return [...this.stacks].find(([, stack]) => does(stack))?.[0];
  }
}

function exportsOf(
  { Outputs = {} }: Template,
  resources: ReadonlyMap<string, Attributes>,
): ReadonlyMap<string, string> {
  return new Map(
    Object.values(Outputs).flatMap(({ Value, Export }) =>
      Export === undefined ? [] : [[textOf(Export.Name, resources), textOf(Value, resources)]],
    ),
  );
}

/** The names that are imported anywhere in a part of a template. */
function importsIn(part: unknown): string[] {
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
