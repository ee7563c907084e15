import { dirname } from 'node:path';

/** The root directory. The package resolves its own name, so this works from the sources and from build/. */
export const projectRoot = dirname(require.resolve('cdk-workspace-images/package.json'));
