import { join } from 'node:path';
import { ensurePackage } from '../../dev/local-aws/cached-package';

/**
 * AWS's own runtime interface client: what runs a handler in Lambda. It is compiled on the first use, by cmake, g++ and
 * make. It is made for no version of Node.js in particular.
 *
 * @returns the program
 */
export function ensureRuntimeClient(): string {
  return join(
    ensurePackage({ name: 'aws-lambda-ric', version: '4.0.2', file: 'rapid-client.node' }),
    'index.mjs',
  );
}
