import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../cli/terminal/user-error';
import { runNode } from '../local-aws/program';
import { projectRoot } from '../local-aws/project';
import { whileTiming } from './output';
import type { Session } from './session';

/** The command that the package brings. */
const COMMAND = join(projectRoot, 'build', 'cli', 'index.js');

/** What the preview ends with where a deployment would change something. */
const WOULD_CHANGE = 2;

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** Synthesize an app of bin/ as the CDK's command line does, and return the directory. */
export async function synthesize(
  app: 'app' | 'gate-app',
  { miniStack: { env, directory }, output, signal }: Session,
  context: object = {},
): Promise<string> {
  const assembly = join(directory, 'cdk.out');
  const settings = cdkJson.parse(JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8')));
  const run = () =>
    runNode(join(projectRoot, 'build', 'compiled', 'bin', `${app}.js`), [], {
      env: {
        ...env,
        CDK_OUTDIR: assembly,
        CDK_CONTEXT_JSON: JSON.stringify({
          ...settings.context,
          ...context,
          // A failure names the construct.
          'aws:cdk:enable-path-metadata': true,
        }),
        // It takes ten times as long as the synthesis, and the end-to-end tests have it.
        CDK_VALIDATION: 'false',
      },
      cwd: projectRoot,
      signal,
    });
  const { exitCode, how, output: printed } = await whileTiming(output, 'synthesizing', run);
  if (exitCode !== 0) {
    throw new UserError(`The synthesis ended with ${how}:\n${printed}`);
  }
  return assembly;
}

/** Preview what would change, which is known to be something. */
export async function preview(assembly: string, { miniStack, output, signal }: Session): Promise<void> {
  const { line } = output;
  const onLine = (text: string) => {
    line.say(text);
  };
  const run = () => runNode(COMMAND, ['preview', assembly], { env: miniStack.env, onLine, signal });
  const { exitCode, how } = await whileTiming(output, 'preview', run);
  if (exitCode !== WOULD_CHANGE) {
    throw new UserError(`The preview should have found the newer image, and ended with ${how}.`);
  }
  line.say(`Exit code ${exitCode}: the deployment would change something.`);
}
