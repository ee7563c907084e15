import type { Environment } from '../../local-aws/environment';

/** What another terminal needs to know of a local AWS. */
export interface Kept {
  readonly settings: Environment;
  readonly account: string;
  readonly region: string;
}

/**
 * Takes from a shell what could lead its commands to another account, or past the local AWS. Names a variable even if
 * there is none to take, since `unset` alone is an error in zsh.
 */
export const UNSET = `unset AWS_PROFILE $(env | sed -nE 's/^((AWS|CDK)_[A-Za-z0-9_]*)=.*/\\1/p')`;

/** How another terminal uses the local AWS. */
export function keepText({ settings, account, region }: Kept): string {
  return [
    'The local AWS keeps running. Paste this into another terminal:',
    '',
    UNSET,
    ...exportLines(settings),
    '',
    'Then `npx cdk deploy` in your own app deploys to it. The first line takes away',
    'what could lead to a real account. Only this environment is bootstrapped:',
    `account ${account}, Region ${region}. Ctrl-C here stops the local AWS for good.`,
  ].join('\n');
}

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
