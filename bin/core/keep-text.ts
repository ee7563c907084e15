import type { Environment } from '../../local/environment';
import { exportLines, UNSET } from './shell';

/** How another terminal uses the local AWS. */
export function keepText(variables: Environment): string {
  return [
    'The local AWS keeps running. Paste this into another terminal:',
    '',
    UNSET,
    ...exportLines(variables),
    '',
    'Then `npx cdk deploy` in your own app deploys to it. The first line takes away',
    'what could lead to a real account. Ctrl-C here stops the local AWS for good.',
  ].join('\n');
}
