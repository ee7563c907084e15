import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import { generateCatalogue } from '../../local/generate';
import { bootstrap, cdk } from '../../local/cdk';
import { type MiniStack, startMiniStack } from '../../local/ministack';
import { ensurePythonTools } from '../../local/python';
import {
  type WorkspacesEndpoint,
  type WorkspacesEndpointOptions,
  startWorkspacesEndpoint,
} from '../../local/workspaces-endpoint';

/** By stack name, and by output name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

export interface Deployment {
  readonly succeeded: boolean;
  /** What the CDK's command line printed. */
  readonly printed: string;
  readonly outputs: Outputs;
}

/** An AWS on this machine, and the CDK's command line against it. */
export interface LocalAws {
  readonly endpoint: WorkspacesEndpoint;
  deploy(define: (app: App) => void, context?: Readonly<Record<string, unknown>>): Promise<Deployment>;
  destroy(define: (app: App) => void): Promise<Deployment>;
  /** What `aws` prints, read as JSON. */
  aws(...args: string[]): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startLocalAws(options: Partial<WorkspacesEndpointOptions> = {}): Promise<LocalAws> {
  const endpoint = await startWorkspacesEndpoint({ catalogue: generateCatalogue(5), ...options });
  const miniStack = await startMiniStack({ workspacesUrl: endpoint.url });
  await bootstrap(miniStack);
  return {
    endpoint,
    deploy: (define, context) =>
      run(miniStack, define, context, (outputsFile) => [
        ...['deploy', '--all', '--require-approval', 'never', '--progress', 'events'],
        ...['--outputs-file', outputsFile],
      ]),
    destroy: (define) => run(miniStack, define, {}, () => ['destroy', '--all', '--force']),
    aws: async (...args) => {
      const tools = await ensurePythonTools(() => undefined);
      const { env } = miniStack;
      const { stdout } = await promisify(execFile)(tools.bin('aws'), [...args, '--output', 'json'], { env });
      return JSON.parse(stdout) as unknown;
    },
    stop: async () => {
      await miniStack.stop();
      await endpoint.close();
    },
  };
}

async function run(
  { env, directory }: MiniStack,
  define: (app: App) => void,
  context: Readonly<Record<string, unknown>> = {},
  command: (outputsFile: string) => string[],
): Promise<Deployment> {
  const folder = join(directory, randomUUID());
  const app = new App({ outdir: join(folder, 'assembly'), context });
  define(app);
  const assembly = app.synth().directory;
  const outputsFile = join(folder, 'outputs.json');
  const { exitCode, output } = await cdk(['--app', assembly, ...command(outputsFile)], {
    env,
    cwd: directory,
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
