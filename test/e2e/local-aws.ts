import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App, CliCredentialsStackSynthesizer } from 'aws-cdk-lib';
import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import { bootstrap, cdk } from '../../dev/local-aws/cdk';
import type { Environment } from '../../dev/local-aws/environment';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { startMiniStack } from '../../dev/local-aws/ministack';
import { ensurePythonTools } from '../../dev/local-aws/python';
import {
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
  type WorkspacesEndpointOptions,
} from '../../dev/local-aws/workspaces-endpoint';
import { noteOutput } from '../secrets';

// The validation takes seconds of every synthesis. package.test.ts has the one that validates.
process.env['CDK_VALIDATION'] = 'false';

/** In bytes: enough for a manifest. */
const LONGEST_PRINT = 64 * 1024 * 1024;

type Define = (app: App) => void;

/** By stack name, and by output name. */
type Outputs = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

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
  deploy(define: Define): Promise<Deployment>;
  destroy(define: Define): Promise<Deployment>;
  /** Synthesizes an app, and returns the directory. */
  synthesize(define: Define): string;
  /** The environment of commands that use this AWS. */
  readonly env: Environment;
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
  const { env, directory } = miniStack;
  const life = new AbortController();
  const tools = await ensurePythonTools(() => undefined);

  const synthesize = (define: Define) => {
    const app = new App({
      outdir: join(directory, randomUUID()),
      // The roles that the bootstrap makes for the CLI may not publish assets here, where that is enforced.
      ...(enforcesIam ? { defaultStackSynthesizer: new CliCredentialsStackSynthesizer() } : {}),
    });
    define(app);
    return app.synth().directory;
  };
  const run = async (define: Define, ...command: readonly string[]): Promise<Deployment> => {
    const args = ['--app', synthesize(define), ...command];
    const { exitCode, output } = await cdk(args, { env, cwd: directory, signal: life.signal });
    noteOutput("the CDK's command line", output);
    return { succeeded: exitCode === 0, printed: output, outputs: {} };
  };
  const awsText = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)(tools.bin('aws'), args, { env, maxBuffer: LONGEST_PRINT });
    return stdout;
  };
  return {
    endpoint,
    env,
    synthesize,
    deploy: async (define) => {
      const file = join(directory, `${randomUUID()}.json`);
      const flags = ['--require-approval', 'never', '--progress', 'events', '--outputs-file', file];
      return { ...(await run(define, 'deploy', '**', ...flags)), outputs: outputsIn(file) };
    },
    destroy: (define) => run(define, 'destroy', '**', '--force'),
    aws: async (...args) => JSON.parse(await awsText(...args, '--output', 'json')) as unknown,
    awsText,
    stop: async () => {
      life.abort(new Error('the local AWS has been stopped'));
      await miniStack.stop();
      await endpoint.close();
    },
  };
}

/** The status of a stack, and the value of each of its outputs. */
export async function stackOf(local: LocalAws, stackName: string) {
  const found = await local.aws('cloudformation', 'describe-stacks', '--stack-name', stackName);
  const {
    Stacks: [{ StackStatus: status, Outputs }],
  } = found as { Stacks: [{ StackStatus: string; Outputs: { OutputKey: string; OutputValue: string }[] }] };
  return {
    status,
    outputs: Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
  };
}

export const image = (State: string, more: Partial<CatalogueImage> = {}): CatalogueImage => ({
  ImageId: 'wsi-000000001',
  Name: 'golden-win11',
  State,
  Created: 1_750_000_000,
  ...more,
});

/** None, if the deployment has failed. */
function outputsIn(file: string): Outputs {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Outputs;
  } catch {
    return {};
  }
}
