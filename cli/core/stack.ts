import type { Template, Values } from './template';

/** Where a stack is deployed. */
export interface Place {
  readonly account: string;
  readonly region: string;

  /** Such as `aws` or `aws-cn`. */
  readonly partition: string;
}

/** A stack as it was synthesized: one of an app, or one that is nested in another. */
export interface SynthesizedStack {
  /** The path of its construct, such as `Prod/Images`. */
  readonly path: string;

  /** The name of the stack in CloudFormation, or that of the outermost stack around a nested one. */
  readonly stackName: string;

  /** Undefined if the app leaves it to whoever deploys. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly template: Template;

  /** Where it is nested. Undefined for a stack of the app. */
  readonly nestedIn: NestedIn | undefined;

  /** The path of the construct whose primary resource has a logical id. */
  readonly pathOf: (logicalId: string) => string;
}

/** Where a stack is nested, and what it is given there. */
export interface NestedIn {
  readonly stack: SynthesizedStack;
  readonly logicalId: string;
  readonly parameters: Values;
}

export function outermost(stack: SynthesizedStack): SynthesizedStack {
  return stack.nestedIn === undefined ? stack : outermost(stack.nestedIn.stack);
}
