import type { FormerBundle } from '../../../lib/contract/bundle';
import type { Bundle } from './bundle';

/** The name that the user gave, or the beginning of the one that the handler makes. */
export type Naming = Pick<FormerBundle, 'bundleName' | 'namePrefix'>;

/** The name of a bundle to make. */
export function nameFor({ bundleName, namePrefix = 'bundle' }: Naming, suffix: string): string {
  return bundleName ?? `${namePrefix}-${suffix}`;
}

/** Whether a bundle may be one that was named so. Names never change, so only such a one needs to be asked for its tags. */
export function mayBeNamed({ bundleName, namePrefix }: Naming, { Name = '' }: Bundle): boolean {
  if (bundleName !== undefined) {
    return Name === bundleName;
  }
  return (
    namePrefix === undefined ||
    (Name.startsWith(`${namePrefix}-`) && /^[0-9a-f]{8}$/.test(Name.slice(namePrefix.length + 1)))
  );
}
