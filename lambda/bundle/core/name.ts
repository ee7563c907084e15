import type { FormerBundle } from '../../../lib/contract/bundle';
import type { Bundle } from './bundle';

/** The name that the user gave, or the beginning of the one that the handler makes. */
export type Naming = Pick<FormerBundle, 'bundleName' | 'namePrefix'>;

const DEFAULT_PREFIX = 'bundle';

/** The name of a bundle to make. */
export function nameFor({ bundleName, namePrefix = DEFAULT_PREFIX }: Naming, suffix: string): string {
  return bundleName ?? `${namePrefix}-${suffix}`;
}

/** Whether a name is one that the handler makes where the user gives none. */
export function isMadeName(name: string, { namePrefix = DEFAULT_PREFIX }: Naming): boolean {
  return name.startsWith(`${namePrefix}-`) && /^[0-9a-f]{8}$/.test(name.slice(namePrefix.length + 1));
}

/** Whether a bundle may be one that was named so. Names never change, so only such a one needs to be asked for its tags. */
export function mayBeNamed(naming: Naming, { Name = '' }: Bundle): boolean {
  return naming.bundleName === undefined
    ? naming.namePrefix === undefined || isMadeName(Name, naming)
    : Name === naming.bundleName;
}
