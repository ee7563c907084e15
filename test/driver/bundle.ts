import { join } from 'node:path';
import type { Handler } from './framework';

export const LOG_GROUP = 'Images-WorkspaceImagesProviderLogGroup9D3A3A7F-AbCdEfGhIjKl';

/** The handler as it is deployed, in the environment that Lambda gives it, with the service at another address. */
export function bundledHandler(workspacesUrl: string): Handler {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-west-1',
    AWS_LAMBDA_LOG_GROUP_NAME: LOG_GROUP,
    AWS_ENDPOINT_URL_WORKSPACES: workspacesUrl,
  });
  let bundle: { readonly handler: Handler } | undefined;
  jest.isolateModules(() => {
    bundle = jest.requireActual(join(__dirname, '../../build/lambda/index.js'));
  });
  if (bundle === undefined) {
    throw new Error('the handler is not built');
  }
  return bundle.handler;
}
