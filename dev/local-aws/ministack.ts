import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../cli/terminal/user-error';
import { startChild } from './child';
import { commandEnvironment, type Environment, serverEnvironment } from './environment';
import { freePort } from './listen';
import { ensurePythonTools } from './python';

export interface MiniStackOptions {
  /** The endpoint of the WorkSpaces API, which MiniStack does not have, for its Lambda functions. */
  readonly workspacesUrl: string;
  /** @default 'eu-west-1' */
  readonly region?: string;
  /** More variables for MiniStack and its Lambda functions, such as AUTH, NODE_PATH or PATH. */
  readonly env?: Environment;
  readonly onProgress?: (line: string) => void;
  /** Stops the start. */
  readonly signal?: AbortSignal;
}

export interface MiniStack {
  readonly url: string;
  readonly account: string;
  readonly region: string;
  /** What any command needs to use this AWS and no other. */
  readonly settings: Environment;
  /** The environment of commands that this process starts. */
  readonly env: Environment;
  /** A directory for the files of those commands. `stop` removes it. */
  readonly directory: string;
  /** Aborted when it has ended, with a UserError that says how. */
  readonly ended: AbortSignal;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 2_000;
const LOG_TAIL = 20;

/** Starts a local AWS: CloudFormation, Lambda, S3, SSM and more in one process. Nothing stays on disk. */
export async function startMiniStack(options: MiniStackOptions): Promise<MiniStack> {
  const { region = 'eu-west-1', onProgress = () => undefined, signal } = options;
  const tools = await ensurePythonTools(onProgress, { signal });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const directory = mkdtempSync(join(tmpdir(), 'cdk-workspace-images-'));
  const log: string[] = [];
  const child = startChild(tools.bin('ministack'), [], {
    env: serverEnvironment(process.env, {
      TMPDIR: subdirectory(directory, 'ministack'),
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: region,
      IOT_MTLS_ENABLED: '0',
      // Its Lambda functions inherit this one. MiniStack gives them the endpoint of all other services.
      AWS_ENDPOINT_URL_WORKSPACES: options.workspacesUrl,
      ...options.env,
    }),
    cwd: directory,
    onLine: (line) => {
      log.push(line);
      if (log.length > LOG_TAIL) {
        log.shift();
      }
    },
    leaves: [directory],
  });
  const failure = (what: string) => new UserError([`MiniStack ${what}. Its last lines:`, ...log].join('\n'));
  const life = new AbortController();
  void child.ended.then(({ how }) => {
    life.abort(failure(`ended with ${how}`));
  });
  const stop = async () => {
    await child.stop(STOP_WITHIN_MS);
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const stopped = AbortSignal.any([life.signal, ...(signal === undefined ? [] : [signal])]);
    if (!(await isReadyInTime(url, stopped))) {
      throw failure(`was not ready within ${READY_WITHIN_MS / 1000} s`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const settings = {
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_WORKSPACES: options.workspacesUrl,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    // These files do not exist. Without the variables, the caller's own files would be read.
    AWS_CONFIG_FILE: join(directory, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(directory, 'no-credentials'),
    CDK_HOME: subdirectory(directory, 'cdk'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
  };
  return {
    url,
    account: '000000000000',
    region,
    settings,
    env: commandEnvironment(process.env, {
      ...settings,
      // The SDK's word on Node.js 20 is for those who run it in production.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      CI: 'true',
      TMPDIR: subdirectory(directory, 'tmp'),
    }),
    directory,
    ended: life.signal,
    stop,
  };
}

function subdirectory(directory: string, name: string): string {
  const path = join(directory, name);
  mkdirSync(path);
  return path;
}

async function isReadyInTime(url: string, signal: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    signal.throwIfAborted();
    if (Date.now() > deadline) {
      return false;
    }
    await pause(50);
  }
  return true;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/_ministack/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
