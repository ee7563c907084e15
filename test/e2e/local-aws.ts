import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App, type AppProps, CliCredentialsStackSynthesizer } from 'aws-cdk-lib';
import { bootstrap, cdk } from '../../local/cdk';
import { generateCatalogue } from '../../local/generate';
import { type MiniStack, startMiniStack } from '../../local/ministack';
import { ensurePythonTools } from '../../local/python';
import {
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
  type WorkspacesEndpointOptions,
} from '../../local/workspaces-endpoint';

/** In bytes: enough for a manifest. */
const LONGEST_PRINT = 64 * 1024 * 1024;

/** By stack name, and by output name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

export interface Deployment {
  readonly succeeded: boolean;
  /** What the CDK's command line printed. */
  readonly printed: string;
  readonly outputs: Outputs;
}

export interface LocalAwsOptions extends Partial<WorkspacesEndpointOptions> {
  /**
   * Whether IAM refuses what no policy allows, and roles whom they don't trust.
   *
   * @default false
   */
  readonly enforcesIam?: boolean;
}

/** An AWS on this machine, and the CDK's command line against it. */
export interface LocalAws {
  readonly endpoint: WorkspacesEndpoint;
  deploy(define: (app: App) => void, context?: Readonly<Record<string, unknown>>): Promise<Deployment>;
  destroy(define: (app: App) => void): Promise<Deployment>;
  /** What `aws` prints, read as JSON. */
  aws(...args: string[]): Promise<unknown>;
  /** What `aws` prints, as it is. */
  awsText(...args: string[]): Promise<string>;
  /** A command that is still running is ended, and its promise rejects. */
  stop(): Promise<void>;
}

export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { enforcesIam = false, ...endpointOptions } = options;
  const endpoint = await startWorkspacesEndpoint({ catalogue: generateCatalogue(5), ...endpointOptions });
  const miniStack = await startMiniStack({
    workspacesUrl: endpoint.url,
    env: { AUTH: String(enforcesIam) },
  });
  await bootstrap(miniStack);
  const awsText = async (...args: string[]) => {
    const tools = await ensurePythonTools(() => undefined);
    const { stdout } = await promisify(execFile)(tools.bin('aws'), args, {
      env: miniStack.env,
      maxBuffer: LONGEST_PRINT,
    });
    return stdout;
  };
  // The roles that the bootstrap makes for the CLI may not publish assets here, where that is enforced. Each app has a
  // synthesizer of its own, since one keeps the assets of every stack that it has seen.
  const appProps = (): AppProps =>
    enforcesIam ? { defaultStackSynthesizer: new CliCredentialsStackSynthesizer() } : {};
  const life = new AbortController();
  return {
    endpoint,
    deploy: (define, context = {}) =>
      run(miniStack, life.signal, define, { ...appProps(), context }, (outputsFile) => [
        ...['deploy', '--all', '--require-approval', 'never', '--progress', 'events'],
        ...['--outputs-file', outputsFile],
      ]),
    destroy: (define) =>
      run(miniStack, life.signal, define, appProps(), () => ['destroy', '--all', '--force']),
    aws: async (...args) => JSON.parse(await awsText(...args, '--output', 'json')) as unknown,
    awsText,
    stop: async () => {
      life.abort(new Error('the local AWS has been stopped'));
      await miniStack.stop();
      await endpoint.close();
    },
  };
}

async function run(
  { env, directory }: MiniStack,
  signal: AbortSignal,
  define: (app: App) => void,
  props: AppProps,
  command: (outputsFile: string) => string[],
): Promise<Deployment> {
  const folder = join(directory, randomUUID());
  const app = new App({ ...props, outdir: join(folder, 'assembly') });
  define(app);
  const assembly = app.synth().directory;
  const outputsFile = join(folder, 'outputs.json');
  const { exitCode, output } = await cdk(['--app', assembly, ...command(outputsFile)], {
    env,
    cwd: directory,
    signal,
  });
  return { succeeded: exitCode === 0, printed: output, outputs: outputsIn(outputsFile) };
}

function outputsIn(file: string): Outputs {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Outputs;
  } catch {
    return {};
  }
}
