import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as {
  readonly version: string;
};

/** The version of this copy of the package. */
export const PACKAGE_VERSION = version;

/**
 * Mark an object as one of a public class, in every copy of the package. An app may load two copies, and `instanceof`
 * tells their classes apart.
 */
export function brand(object: object, className: string): void {
  Object.defineProperty(object, symbolOf(className), { value: PACKAGE_VERSION });
}

/** Return the version of the copy that made this object of a public class, or undefined for anything else. */
export function brandOf(value: unknown, className: string): string | undefined {
  const symbol = symbolOf(className);
  if (typeof value !== 'object' || value === null || !(symbol in value)) {
    return undefined;
  }
  return String(Object.getOwnPropertyDescriptor(value, symbol)?.value);
}

function symbolOf(className: string): symbol {
  return Symbol.for(`cdk-workspace-images.${className}`);
}
