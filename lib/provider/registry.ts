/**
 * Notes about a part of the construct tree, such as a stack, by key. They are kept on the part itself, so that all copies
 * of the package in an app share them.
 */
export function registryOf<Note>(part: object, name: string): Map<string, Note> {
  const symbol = Symbol.for(`cdk-workspace-images.${name}`);
  const existing: unknown = Reflect.get(part, symbol);
  if (isRegistry<Note>(existing)) {
    return existing;
  }
  const registry = new Map<string, Note>();
  Object.defineProperty(part, symbol, { value: registry });
  return registry;
}

/** A registry's name tells what its notes are. */
function isRegistry<Note>(value: unknown): value is Map<string, Note> {
  return value instanceof Map;
}
