/** The composition root of `npx cdk-workspace-images`: it reads the environment and puts together what asks AWS. */
import { inspect } from 'node:util';
import { redact } from '../lambda/resource/redact';
import { run } from './run';
import { callerIn, defaultRegion } from './service/caller';
import { callersImages } from './service/images';
import { stackFinder } from './service/stacks';

const { env, stdout, stderr } = process;

// The SDK's hint at later versions of Node.js is for who writes the command, not for who runs it.
env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

for (const stream of [stdout, stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    // Whoever reads may have read enough, such as `head`.
    if (code !== 'EPIPE') {
      process.exitCode = 1;
    }
  });
}

run(process.argv.slice(2), {
  cwd: process.cwd(),
  env,
  stdout,
  stderr,
  now: () => Date.now(),
  aws: (onPage) => ({
    defaultRegion: () => defaultRegion(env),
    caller: callerIn,
    findStack: stackFinder(),
    listImages: callersImages(onPage),
  }),
}).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(redact(inspect(error)));
    process.exitCode = 1;
  },
);
