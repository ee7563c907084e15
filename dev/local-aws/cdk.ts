import type { MiniStack } from './ministack';
import { type ProgramOptions, type ProgramResult, runNode } from './program';

/** Runs the CDK CLI that the project depends on. */
export function cdk(args: readonly string[], options: ProgramOptions): Promise<ProgramResult> {
  return runNode(require.resolve('aws-cdk/bin/cdk'), ['--no-notices', ...args], options);
}

/** Bootstraps the account and Region of a local AWS for CDK deployments. */
export async function bootstrap(
  { account, region, env, directory }: MiniStack,
  options: Pick<ProgramOptions, 'onLine' | 'signal'> = {},
): Promise<void> {
  // Run outside the project: its cdk.json names an app, which would be synthesized for nothing.
  const args = ['bootstrap', `aws://${account}/${region}`];
  const { exitCode, how, output } = await cdk(args, { ...options, env, cwd: directory });
  if (exitCode !== 0) {
    throw new Error(`cdk bootstrap ended with ${how}:\n${output}`);
  }
}
