/** The handler assets, run by AWS's own runtime client as Lambda runs it. Everything else is the event driver. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from '../../dev/local-aws/child';
import { commandEnvironment } from '../../dev/local-aws/environment';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { projectRoot } from '../../dev/local-aws/project';
import {
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
  type WorkspacesEndpointOptions,
} from '../../dev/local-aws/workspaces-endpoint';
import { CloudFormation } from '../driver/cloudformation';
import { CrashError } from '../driver/crash';
import { FUNCTION_NAME, type Handler, type Waiter } from '../driver/framework';
import { type RuntimeApi, startRuntimeApi } from './runtime-api';
import { ensureRuntimeClient } from './runtime-client';

const INSTALL_WITHIN_MS = 900_000;
const STOP_WITHIN_MS = 2_000;
const TIMEOUT_MS = 60_000;

const AT_ONCE: Waiter = { pollInterval: 0, advance: () => undefined, maxAttempts: 50 };
const IMAGES = join(projectRoot, 'build', 'lambda', 'images');
const BUNDLE = join(projectRoot, 'build', 'lambda', 'bundle');
const DESKTOP = { ComputeType: 'STANDARD', RootVolumeSize: 80, UserVolumeSize: 50, NamePrefix: 'Desktop' };

let client: string;
let endpoint: WorkspacesEndpoint;
let runtimeApi: RuntimeApi;
let runtime: Child;
const lines: string[] = [];

beforeAll(() => {
  client = ensureRuntimeClient();
}, INSTALL_WITHIN_MS);

afterEach(async () => {
  await runtime.stop(STOP_WITHIN_MS);
  runtimeApi.close();
  await endpoint.close();
  lines.length = 0;
});

/** Start a function of an asset, in an account with three images. */
async function start(asset: string, account: Partial<WorkspacesEndpointOptions> = {}): Promise<void> {
  endpoint = await startWorkspacesEndpoint({ catalogue: generateCatalogue(3), ...account });
  runtimeApi = await startRuntimeApi();
  runtime = startChild(process.execPath, [client], {
    env: commandEnvironment(process.env, {
      AWS_LAMBDA_RUNTIME_API: runtimeApi.address,
      _HANDLER: 'index.handler',
      LAMBDA_TASK_ROOT: asset,
      AWS_LAMBDA_FUNCTION_NAME: FUNCTION_NAME,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_LOG_GROUP_NAME: 'Images-LogGroup',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_WORKSPACES: endpoint.url,
    }),
    onLine: (line) => lines.push(line),
  });
}

/** What runs in the runtime, as the driver calls a handler. */
function inRuntime(timeoutMs = TIMEOUT_MS): Handler {
  return async (event) => {
    const ended = runtime.ended.then(({ how }): never => {
      throw new Error(`the runtime ended without an answer: ${how}\n${lines.join('\n')}`);
    });
    const answer = await Promise.race([runtimeApi.invoke(event, Date.now() + timeoutMs), ended]);
    if ('report' in answer) {
      throw new CrashError(answer.report);
    }
    return answer.response;
  };
}

/** A reason is one line, and the one that the framework adds. */
const lineOf = ({ Reason }: { readonly Reason: string }) =>
  /^(?<line>.*)\n\nLogs: \/aws\/lambda\/[^\n]*\n$/.exec(Reason)?.groups?.['line'];

describe('a lookup', () => {
  test('is created and deleted', async () => {
    await start(IMAGES);
    const cloudFormation = new CloudFormation(inRuntime());
    await expect(cloudFormation.create({})).resolves.toMatchObject({
      Status: 'SUCCESS',
      Data: { ImageCount: '3' },
    });
    await expect(cloudFormation.delete()).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(endpoint.calls).toHaveLength(1);
  });

  test('that fails says why in one line, and its function goes on', async () => {
    await start(IMAGES);
    const cloudFormation = new CloudFormation(inRuntime());
    const failed = await cloudFormation.create({ ImageNames: ['none'] });
    expect(lineOf(failed)).toBe(
      '0 of 3 images match: 3 examined, 0 named none; minCount is 1. Log group: Images-LogGroup',
    );
    await expect(cloudFormation.create({})).resolves.toMatchObject({ Status: 'SUCCESS' });
  });

  test('that fails with letters of any kind fits a response in one line', async () => {
    const ErrorMessage = '"\\\u007f\u0085\n💥é'.repeat(1_000);
    const catalogue = { images: [{ ImageId: 'wsi-000000001', State: 'ERROR', ErrorMessage }] };
    await start(IMAGES, { catalogue });
    const failed = await new CloudFormation(inRuntime()).create({ Gate: 'REQUIRE_AVAILABLE' });
    expect(lineOf(failed)).toMatch(
      /^wsi-000000001 is in ERROR: "\\ 💥é"\\ 💥é.*…\. Log group: Images-LogGroup$/,
    );
    expect(Buffer.byteLength(JSON.stringify(failed))).toBeGreaterThan(4_064 - 16);
  });

  test('ends before its function does, though the service hangs', async () => {
    await start(IMAGES, { faults: () => 'hang' });
    const timeoutMs = 20_000;
    const begun = Date.now();
    const failed = await new CloudFormation(inRuntime(timeoutMs)).create({});
    expect(lineOf(failed)).toMatch(/^DescribeWorkspaceImages did not succeed in .*; it was not reached: /);
    expect(Date.now() - begun).toBeLessThan(timeoutMs);
  });
});

describe('a bundle', () => {
  test('is made and deleted', async () => {
    await start(BUNDLE, { catalogue: { images: [{ ImageId: 'wsi-000000001', State: 'AVAILABLE' }] } });
    const cloudFormation = new CloudFormation(inRuntime(), 'Desktop', AT_ONCE);
    const created = await cloudFormation.create({ ...DESKTOP, ImageId: 'wsi-000000001' });
    expect(created).toMatchObject({ Status: 'SUCCESS', Data: { BundleId: expect.any(String) as unknown } });
    expect(endpoint.bundles()).toHaveLength(1);
    await expect(cloudFormation.delete()).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(endpoint.bundles()).toHaveLength(0);
  });

  test('that fails says why in one line', async () => {
    await start(BUNDLE);
    const failed = await new CloudFormation(inRuntime(), 'Desktop', AT_ONCE).create(DESKTOP);
    expect(lineOf(failed)).toMatch(/^`imageId` must be .*, got: nothing\. Log group: Images-LogGroup$/);
  });
});

test('a function that cannot be loaded fails the Create at once, and the Delete after it succeeds', async () => {
  const asset = mkdtempSync(join(tmpdir(), 'broken-'));
  writeFileSync(join(asset, 'index.js'), "throw new Error('the asset is broken');\n");
  await start(asset);
  const cloudFormation = new CloudFormation(inRuntime());
  const { Reason } = await cloudFormation.create({});
  expect(Reason.split('\n')[0]).toBe('the asset is broken');
  expect(cloudFormation.exchanges.map(({ response }) => response.Status)).toStrictEqual([
    'FAILED',
    'SUCCESS',
  ]);
});
