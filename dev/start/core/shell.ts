import type { Environment } from '../../local-aws/environment';

/**
 * Takes from a shell what could lead its commands to another account, or past the local AWS. Names a variable even if
 * there is none to take, since `unset` alone is an error in zsh.
 */
export const UNSET = `unset AWS_PROFILE $(env | sed -nE 's/^((AWS|CDK)_[A-Za-z0-9_]*)=.*/\\1/p')`;

/** Lines for any POSIX shell that set these variables. Hosts without a proxy are added to those of the shell. */
export function exportLines(variables: Environment): readonly string[] {
  return Object.entries(variables).map(([name, value]) => {
    const others = /^no_proxy$/i.test(name) ? `"\${${name}:+,$${name}}"` : '';
    return `export ${name}=${quoted(value)}${others}`;
  });
}

/** Quoted where a shell would read something else. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
