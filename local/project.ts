import { dirname } from 'node:path';

/** The project's top folder: the package resolves itself by name, from the sources and from build/ alike. */
export const projectRoot = dirname(require.resolve('cdk-workspace-images/package.json'));
