import { startChild } from './child';
import type { Environment } from './environment';
import type { MiniStack } from './ministack';

export interface CdkOptions {
  readonly env: Environment;
  /** @default - the working directory of this process */
  readonly cwd?: string;
  readonly onLine?: (line: string) => void;
  /** Stops the command. Its promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface CdkResult {
  readonly exitCode: number;
  readonly output: string;
}

const STOP_WITHIN_MS = 2_000;

/** Runs the CDK CLI that the project depends on. */
export async function cdk(args: readonly string[], options: CdkOptions): Promise<CdkResult> {
  const { env, cwd, onLine = () => undefined, signal } = options;
  signal?.throwIfAborted();
  const lines: string[] = [];
  const child = startChild(process.execPath, [require.resolve('aws-cdk/bin/cdk'), '--no-notices', ...args], {
    env,
    cwd,
    onLine: (line) => {
      lines.push(line);
      onLine(line);
    },
  });
  const stop = () => {
    void child.stop(STOP_WITHIN_MS);
  };
  signal?.addEventListener('abort', stop);
  const { exitCode } = await child.ended;
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  return { exitCode, output: lines.join('\n') };
}

/** Bootstraps the account and Region of a local AWS for CDK deployments. */
export async function bootstrap(
  { account, region, env, directory }: MiniStack,
  options: Pick<CdkOptions, 'onLine' | 'signal'> = {},
): Promise<void> {
  // Run outside the project: its cdk.json names an app, which would be synthesized for nothing.
  const args = ['bootstrap', `aws://${account}/${region}`];
  const { exitCode, output } = await cdk(args, { ...options, env, cwd: directory });
  if (exitCode !== 0) {
    throw new Error(`cdk bootstrap failed with exit code ${exitCode}:\n${output}`);
  }
}
