import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App, type AppProps, CliCredentialsStackSynthesizer } from 'aws-cdk-lib';
import { bootstrap, cdk } from '../../dev/local-aws/cdk';
import type { Environment } from '../../dev/local-aws/environment';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { type MiniStack, startMiniStack } from '../../dev/local-aws/ministack';
import { projectRoot } from '../../dev/local-aws/project';
import { ensurePythonTools } from '../../dev/local-aws/python';
import {
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
  type WorkspacesEndpointOptions,
} from '../../dev/local-aws/workspaces-endpoint';
import { noteOutput } from '../secrets';

const PREVIEW = join(projectRoot, 'build', 'cli', 'index.js');

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

/** What a command printed. */
export interface Printed {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
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
  /** Runs the built command of the package on a synthesized app. */
  preview(define: (app: App) => void, args?: readonly string[], env?: Environment): Promise<Printed>;
  /** Synthesizes an app, and returns the directory. */
  synthesize(define: (app: App) => void, context?: Readonly<Record<string, unknown>>): string;
  /** The environment of commands that use this AWS. */
  readonly env: Environment;
  /** What `aws` prints, read as JSON. */
  aws(...args: string[]): Promise<unknown>;
  /** What `aws` prints, as it is. */
  awsText(...args: string[]): Promise<string>;
  /** What all functions have logged. */
  logged(): Promise<readonly string[]>;
  /** A command that is still running is ended, and its promise rejects. */
  stop(): Promise<void>;
}

interface LogGroups {
  readonly logGroups: readonly { readonly logGroupName: string }[];
}

interface LogEvents {
  readonly events: readonly { readonly message: string }[];
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
  const aws = async (...args: string[]) => JSON.parse(await awsText(...args, '--output', 'json')) as unknown;
  const synthesized = (define: (app: App) => void, context: Readonly<Record<string, unknown>> = {}) =>
    synthesize(define, { ...appProps(), context, outdir: join(miniStack.directory, randomUUID()) });
  return {
    endpoint,
    env: miniStack.env,
    synthesize: synthesized,
    preview: (define, args = [], env = miniStack.env) =>
      command(PREVIEW, ['preview', synthesized(define), ...args], { env, signal: life.signal }),
    deploy: (define, context) =>
      run(miniStack, life.signal, synthesized(define, context), (outputsFile) => [
        ...['deploy', '**', '--require-approval', 'never', '--progress', 'events'],
        ...['--outputs-file', outputsFile],
      ]),
    destroy: (define) => run(miniStack, life.signal, synthesized(define), () => ['destroy', '**', '--force']),
    aws,
    awsText,
    logged: async () => {
      const { logGroups } = (await aws('logs', 'describe-log-groups')) as LogGroups;
      const events = await Promise.all(
        logGroups.map(
          ({ logGroupName }) =>
            aws('logs', 'filter-log-events', '--log-group-name', logGroupName) as Promise<LogEvents>,
        ),
      );
      return events.flatMap((group) => group.events.map(({ message }) => message));
    },
    stop: async () => {
      life.abort(new Error('the local AWS has been stopped'));
      await miniStack.stop();
      await endpoint.close();
    },
  };
}

function synthesize(define: (app: App) => void, props: AppProps): string {
  const app = new App(props);
  define(app);
  return app.synth().directory;
}

async function run(
  { env, directory }: MiniStack,
  signal: AbortSignal,
  assembly: string,
  command: (outputsFile: string) => string[],
): Promise<Deployment> {
  const outputsFile = join(directory, `${randomUUID()}.json`);
  const { exitCode, output } = await cdk(['--app', assembly, ...command(outputsFile)], {
    env,
    cwd: directory,
    signal,
  });
  noteOutput("the CDK's command line", output);
  return { succeeded: exitCode === 0, printed: output, outputs: outputsIn(outputsFile) };
}

function command(
  file: string,
  args: readonly string[],
  options: { readonly env: Environment; readonly signal: AbortSignal },
): Promise<Printed> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [file, ...args],
      { ...options, maxBuffer: LONGEST_PRINT },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number') {
          reject(new Error(`${file} ended with ${error.signal ?? error.message}`));
          return;
        }
        noteOutput('the preview', stdout + stderr);
        resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
      },
    );
  });
}

function outputsIn(file: string): Outputs {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Outputs;
  } catch {
    return {};
  }
}
