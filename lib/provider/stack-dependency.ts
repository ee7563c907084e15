import type { Stack } from 'aws-cdk-lib';

/** A Stack of the oldest peers. Newer ones deprecate this name. */
interface OlderStack {
  addDependency(target: Stack, reason?: string): void;
}

interface NewerStack {
  addStackDependency(target: Stack, reason?: string): void;
}

/** Let a stack be deployed after another. */
export function addStackDependency(stack: NewerStack | OlderStack, target: Stack, reason: string): void {
  if ('addStackDependency' in stack) {
    stack.addStackDependency(target, reason);
  } else {
    stack.addDependency(target, reason);
  }
}

/** Whether a stack is deployed after another, directly or not. */
export function dependsOnStack(stack: Stack, other: Stack, seen = new Set<Stack>()): boolean {
  return stack.dependencies.some((dependency) => {
    if (seen.has(dependency)) {
      return false;
    }
    seen.add(dependency);
    return dependency === other || dependsOnStack(dependency, other, seen);
  });
}
