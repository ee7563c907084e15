import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import * as fc from 'fast-check';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { ensurePythonTools, type PythonTools } from '../../dev/local-aws/python';
import { startWorkspacesEndpoint, type WorkspacesEndpoint } from '../../dev/local-aws/workspaces-endpoint';
import { paginateDescribeWorkspaceImages } from '../../lambda/paginator/paginator';

interface Run {
  readonly pageSize?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly startingToken?: string | undefined;
}

interface Given {
  readonly pages?: readonly (readonly string[])[];
  readonly resumeToken?: string | null;
  readonly error?: string;
}

let endpoint: WorkspacesEndpoint;
let tools: PythonTools;
let client: WorkSpacesClient;
let python: ChildProcessByStdio<Writable, Readable, null>;
let answers: AsyncIterator<string, undefined>;
let lines: Interface;

beforeAll(async () => {
  tools = await ensurePythonTools(() => undefined);
  endpoint = await startWorkspacesEndpoint({ catalogue: generateCatalogue(60) });
  client = new WorkSpacesClient({
    endpoint: endpoint.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const script = join(__dirname, 'botocore_pages.py');
  python = spawn(tools.bin('python'), [script, endpoint.url], { stdio: ['pipe', 'pipe', 'inherit'] });
  lines = createInterface({ input: python.stdout });
  answers = lines[Symbol.asyncIterator]();
});

afterAll(async () => {
  python.stdin.end();
  lines.close();
  client.destroy();
  await endpoint.close();
});

async function botocore({ pageSize, maxItems, startingToken }: Run): Promise<Given> {
  const run = { PageSize: pageSize, MaxItems: maxItems, StartingToken: startingToken };
  python.stdin.write(`${JSON.stringify(run)}\n`);
  const { value } = await answers.next();
  return JSON.parse(String(value)) as Given;
}

async function ours(run: Run): Promise<Given> {
  const pages: string[][] = [];
  let resumeToken: string | null = null;
  try {
    const pagination = paginateDescribeWorkspaceImages({ client, ...run }, { ImageType: 'OWNED' });
    for await (const { Images, NextToken } of pagination) {
      pages.push((Images ?? []).map(({ ImageId }) => ImageId ?? ''));
      resumeToken = NextToken ?? null;
    }
  } catch (error) {
    return { error: String(error) };
  }
  return { pages, resumeToken };
}

const size = fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined });
const most = fc.option(fc.nat(70), { nil: undefined });

test('over any catalogue, both give the same pages and tokens, and each goes on from either token', async () => {
  const leg = fc.record({ pageSize: size, maxItems: most, from: fc.constantFrom('ours', 'botocore') });
  const runs = fc.record({
    images: fc.nat(60),
    seed: fc.nat(1_000),
    legs: fc.array(leg, { minLength: 1, maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(runs, async ({ images, seed, legs }) => {
      endpoint.setCatalogue(generateCatalogue(images, seed));
      let startingToken: string | undefined;
      for (const { from, ...run } of legs) {
        const mine = await ours({ ...run, startingToken });
        const theirs = await botocore({ ...run, startingToken });
        expect(mine).toStrictEqual(theirs);
        startingToken = (from === 'ours' ? mine : theirs).resumeToken ?? undefined;
      }
    }),
  );
});

test('the pages of a run, cut again and again, are the images once each', async () => {
  const { images } = generateCatalogue(60);
  endpoint.setCatalogue({ images });
  const had: string[] = [];
  let startingToken: string | undefined;
  do {
    const { pages, resumeToken } = await ours({ pageSize: 7, maxItems: 11, startingToken });
    had.push(...(pages ?? []).flat());
    startingToken = resumeToken ?? undefined;
  } while (startingToken !== undefined);
  expect(had).toStrictEqual(images.map(({ ImageId }) => ImageId));
});

test.each(['None___7', 'None'])('the old form of a token is taken alike: %s', async (startingToken) => {
  endpoint.setCatalogue(generateCatalogue(30));
  const run = { startingToken, pageSize: 10, maxItems: 9 };
  expect(await ours(run)).toStrictEqual(await botocore(run));
});

test.each(['a___b___3', '', 'bm90IGpzb24=', 'eyJOZXh0VG9rZW4iOiA1fQ=='])(
  'a token that botocore does not get on with is refused here, too: %j',
  async (startingToken) => {
    expect((await botocore({ startingToken })).error).toBeDefined();
    expect((await ours({ startingToken })).error).toBeDefined();
  },
);

test('the AWS CLI goes on from our token with --starting-token', async () => {
  const { images } = generateCatalogue(40);
  endpoint.setCatalogue({ images });
  const { pages, resumeToken } = await ours({ pageSize: 10, maxItems: 13 });
  const args = ['workspaces', 'describe-workspace-images', '--image-type', 'OWNED', '--page-size', '10'];
  const more = ['--starting-token', resumeToken ?? '', '--query', 'Images[].ImageId', '--output', 'json'];
  const { stdout } = await promisify(execFile)(tools.bin('aws'), [...args, ...more], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'eu-west-1',
    },
  });
  expect([...(pages ?? []).flat(), ...(JSON.parse(stdout) as string[])]).toStrictEqual(
    images.map(({ ImageId }) => ImageId),
  );
});
