/** The composition root of `npx cdk-workspace-images`: the only file that reads the environment and makes clients. */
import { run } from './run';
import { callerAccounts, defaultRegion } from './service/caller';
import { callersImages } from './service/images';
import { stackFinder } from './service/stacks';

const { env, stdout, stderr } = process;

// The SDK's hint at later versions of Node.js is for who writes the command, not for who runs it.
env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

run(process.argv.slice(2), {
  cwd: process.cwd(),
  env,
  stdout,
  stderr,
  now: () => Date.now(),
  aws: (onPage) => ({
    defaultRegion,
    callerAccount: callerAccounts(),
    findStack: stackFinder(),
    listImages: callersImages(onPage),
  }),
}).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
