import { join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { SECRETS } from '../secrets';
import { advance, keepCalls } from './clock';
import type { Handler } from './framework';

export const LOG_GROUP = 'Images-WorkspaceImagesProviderLogGroup9D3A3A7F-AbCdEfGhIjKl';

/** A port that nothing listens on. */
const UNREACHABLE = 'http://127.0.0.1:1';

/**
 * Jest runs a test in a realm of its own, where an error of Node.js, such as a refused connection, is no instance of
 * Error. The SDK would wrap it, and hide its code.
 */
function joinRealms(): void {
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown) {
      return this === Error
        ? isNativeError(value)
        : Reflect.apply(Function.prototype[Symbol.hasInstance], this, [value]);
    },
  });
}

/** The handler as it is deployed, in the environment that Lambda gives it, with the service at another address. */
export function builtHandler(
  workspacesUrl = UNREACHABLE,
  s3Url = UNREACHABLE,
  resource: 'images' | 'bundle' = 'images',
): Handler {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: SECRETS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: SECRETS.secretAccessKey,
    AWS_SESSION_TOKEN: SECRETS.sessionToken,
    AWS_REGION: 'eu-west-1',
    AWS_LAMBDA_LOG_GROUP_NAME: LOG_GROUP,
    ALLOWED_BUCKETS: 'manifests',
    AWS_ENDPOINT_URL_WORKSPACES: workspacesUrl,
    AWS_ENDPOINT_URL_S3: s3Url,
  });
  joinRealms();
  let asset: { readonly handler: Handler } | undefined;
  jest.isolateModules(() => {
    asset = jest.requireActual(join(__dirname, '../../build/lambda', resource, 'index.js'));
  });
  if (asset === undefined) {
    throw new Error('the handler is not built');
  }
  return asset.handler;
}

/** The same handler, whose sleeps let the stopped calendar go on at once. No call is cut but by `cutCalls()`. */
export function builtHandlerInStoppedTime(...urls: Parameters<typeof builtHandler>): Handler {
  keepCalls();
  jest.doMock('node:timers/promises', () => ({
    setTimeout: (milliseconds: number) => {
      advance(milliseconds);
      return Promise.resolve();
    },
  }));
  try {
    return builtHandler(...urls);
  } finally {
    jest.dontMock('node:timers/promises');
  }
}
