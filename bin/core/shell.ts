import type { Environment } from '../../local/environment';

/** Takes from a shell what could lead its commands to another account, or past the local AWS. */
export const UNSET = `unset $(env | sed -nE 's/^((AWS|CDK)_[A-Za-z0-9_]*)=.*/\\1/p')`;

/** Lines for any POSIX shell that set these variables. */
export function exportLines(variables: Environment): readonly string[] {
  return Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
}

/** Quoted where a shell would read something else. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
