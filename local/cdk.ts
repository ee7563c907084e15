import { startChild } from './child';
import type { Environment } from './environment';
import type { MiniStack } from './ministack';

export interface CdkOptions {
  readonly env: Environment;
  /** @default - this process's own */
  readonly cwd?: string;
  readonly onLine?: (line: string) => void;
  /** Ends the command, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface CdkResult {
  readonly exitCode: number;
  readonly output: string;
}

const STOP_WITHIN_MS = 2_000;

/** Runs the project's own CDK command line. */
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

/** Makes a local AWS ready for the CDK's deployments, in its own account and Region. */
export async function bootstrap(
  { account, region, env, directory }: MiniStack,
  options: Pick<CdkOptions, 'onLine' | 'signal'> = {},
): Promise<void> {
  // A folder without a cdk.json: the app that one names would be synthesized for nothing.
  const args = ['bootstrap', `aws://${account}/${region}`];
  const { exitCode, output } = await cdk(args, { ...options, env, cwd: directory });
  if (exitCode !== 0) throw new Error(`cdk bootstrap failed with exit code ${exitCode}:\n${output}`);
}
