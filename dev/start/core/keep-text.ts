import type { Environment } from '../../local-aws/environment';
import { exportLines, UNSET } from './shell';

/** What another terminal needs to know of a local AWS. */
export interface Kept {
  readonly settings: Environment;
  readonly account: string;
  readonly region: string;
}

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
