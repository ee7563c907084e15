/** `npm run check:live`: asks a real account what only a real account can answer. */
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { inspect } from 'node:util';
import { AccessError } from '../../cli/core/access-error';
import { defaultRegion } from '../../cli/service/caller';
import { interruption } from '../../cli/terminal/interruption';
import { UserError } from '../../cli/terminal/user-error';
import { redact } from '../../lambda/resource/redact';
import { useOwnTemporaryFolder } from '../local-aws/temporary-folder';
import { outputOn } from '../start/output';
import { check } from './check';
import { readOptions, usage } from './options';
import { QUESTIONS } from './questions';

/** Bytes that tell a run from others. */
const RUN_BYTES = 3;

async function main(): Promise<boolean> {
  const { argv, env, stdout } = process;
  // The SDK's hint at later versions of Node.js is for who writes the command, not for who runs it.
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const names = QUESTIONS.map(({ name }) => name);
  const options = readOptions(argv.slice(2), names);
  if (options.help) {
    console.log(usage(names));
    return true;
  }
  // The CDK leaves files there.
  useOwnTemporaryFolder('check-live-');
  return check({
    region: await regionOf(env),
    questions: QUESTIONS.filter(({ name }) => options.questions?.includes(name)),
    imageIds: options.imageIds,
    run: randomBytes(RUN_BYTES).toString('hex'),
    directory: tmpdir(),
    output: outputOn(stdout, env, false),
    signal: interruption(process),
  });
}

async function regionOf(env: NodeJS.ProcessEnv): Promise<string> {
  try {
    return await defaultRegion(env);
  } catch (error) {
    throw new UserError(
      'No Region is chosen: set AWS_REGION, or name a profile with a Region in AWS_PROFILE.',
      {
        cause: error,
      },
    );
  }
}

main().then(
  (succeeded) => {
    process.exitCode = succeeded ? 0 : 1;
  },
  (error: unknown) => {
    const isExplained = error instanceof UserError || error instanceof AccessError;
    console.error(redact(isExplained ? error.message : inspect(error)));
    process.exitCode = 1;
  },
);
