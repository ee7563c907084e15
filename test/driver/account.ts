import { exportsOf, importsIn } from './exports';
import { requireSameServiceTokens, requireValid, type Template } from './template-rules';
import type { Attributes } from './template-values';

interface DeployedStack {
  readonly template: Template;
  readonly resources: ReadonlyMap<string, Attributes>;
  readonly exports: ReadonlyMap<string, string>;
  readonly imports: readonly string[];
}

/** The stacks of one account and Region, and what CloudFormation refuses of their templates. */
export class Account {
  private readonly stacks = new Map<string, DeployedStack>();

  /**
   * Deploy a stack. A resource that it has already keeps its attributes.
   *
   * @param attributes The attributes of each new resource
   * @throws Error if CloudFormation refuses it, in the words of CloudFormation; all stacks are then as before
   */
  public deploy(stackName: string, template: Template, attributes: Attributes = {}): void {
    requireValid(template);
    const before = this.stacks.get(stackName);
    requireSameServiceTokens(before?.template ?? {}, template);
    const resources = new Map(
      Object.keys(template.Resources ?? {}).map((id) => [id, before?.resources.get(id) ?? attributes]),
    );
    const exports = exportsOf(template, resources);
    const imports = importsIn(template);
    this.requireExported(imports);
    this.requireFree([...exports.keys()], stackName);
    this.requireSameWhereImported(before?.exports ?? new Map(), exports);
    this.stacks.set(stackName, { template, resources, exports, imports });
  }

  /**
   * Delete a stack.
   *
   * @throws Error if another stack imports an export of it
   */
  public destroy(stackName: string): void {
    this.requireSameWhereImported(this.stacks.get(stackName)?.exports ?? new Map(), new Map());
    this.stacks.delete(stackName);
  }

  /** The logical ids of a stack's resources. */
  public resourcesOf(stackName: string): string[] {
    return [...(this.stacks.get(stackName)?.resources.keys() ?? [])];
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
