import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Environment } from '../local-aws/environment';
import { generateCatalogue } from '../local-aws/generate';
import { projectRoot } from '../local-aws/project';
import type { Throttle } from '../local-aws/token-bucket';
import {
  type Call,
  startWorkspacesEndpoint,
  type WorkspacesEndpoint,
  type WorkspacesEndpointOptions,
} from '../local-aws/workspaces-endpoint';
import type { Bench } from './row';
import { nodeSubject, type Ready, type Result, start, type Subject } from './subject';

/** What the service allows an account. */
export const ACCOUNT: Throttle = { ratePerSecond: 2, burst: 5 };

/** Nine tenths of it: what a lookup keeps by default. */
export const OWN_RATE = 1.8;

/** Images that the service lists in a call. */
export const PAGE_SIZE = 25;

/** Images none of which a gate waits for. */
export function availableCatalogue(count: number) {
  const { images } = generateCatalogue(count);
  return { images: images.map((image) => ({ ...image, State: 'AVAILABLE' })) };
}

export type Account = Pick<WorkspacesEndpointOptions, 'catalogue' | 'throttle' | 'latencyMs'>;

const NEIGHBOR_KEY = 'neighbor';
const APART_MS = 250;

export interface Listing extends Result {
  /** Calls that were answered, and that were refused for the account's limit. */
  readonly answered: number;
  readonly refused: number;

  /** The other program in the account. */
  readonly neighbor?: Result | undefined;
}

export const lookup = (bench: Pick<Bench, 'node'>, job: object = {}, env: Environment = {}): Subject =>
  nodeSubject(bench.node, 'a lookup', {
    program: 'lookup',
    job: { properties: { MostRecent: '1' }, ...job },
    env,
  });

export const paginator = (bench: Bench): Subject =>
  nodeSubject(bench.node, 'our paginator', { program: 'paginator', job: {} });

/** Somebody else's program in the account. */
export const neighborOf = (bench: Pick<Bench, 'node'>, job: object = {}): Subject =>
  nodeSubject(bench.node, 'a neighbor', {
    program: 'neighbor',
    job,
    env: { AWS_ACCESS_KEY_ID: NEIGHBOR_KEY },
  });

/** How others list images. */
export const peersOf = (bench: Bench): readonly Subject[] => [
  ...(['standard', 'adaptive'] as const).map((mode) => boto3(bench, mode)),
  nodeSubject(bench.node, 'AWS CLI', {
    program: 'command',
    job: {
      command: bench.python('aws'),
      args: ['workspaces', 'describe-workspace-images', '--image-type', 'OWNED', '--output', 'json'],
    },
  }),
  ...(['standard', 'adaptive'] as const).map((retryMode) => sdkLoop(bench, retryMode)),
];

export const boto3 = (bench: Bench, mode: 'standard' | 'adaptive'): Subject => ({
  name: `boto3 ${mode}`,
  command: bench.python('python'),
  args: [join(projectRoot, 'dev', 'bench', 'subjects', 'boto3_pages.py'), mode],
});

export const sdkLoop = (bench: Bench, retryMode: 'standard' | 'adaptive'): Subject =>
  nodeSubject(bench.node, `SDK loop ${retryMode}`, { program: 'sdk-loop', job: { retryMode } });

/** A subject that has loaded, and an account of its own. */
export interface Prepared {
  run(): Promise<Listing>;
  end(): Promise<void>;
}

export async function prepare(subject: Subject, account: Account, neighbor?: Subject): Promise<Prepared> {
  const endpoint = await startWorkspacesEndpoint(account);
  const started: Ready[] = [];
  const end = async () => {
    await Promise.all(started.map((one) => one.stop()));
    await endpoint.close();
  };
  const startOne = async (one: Subject) => {
    const ready = await start(one, endpoint.url);
    started.push(ready);
    return ready;
  };
  try {
    const ready = await startOne(subject);
    const beside = neighbor && (await startOne(neighbor));
    return { run: () => listBeside(ready, beside, endpoint), end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function listBeside(
  ready: Ready,
  beside: Ready | undefined,
  endpoint: WorkspacesEndpoint,
): Promise<Listing> {
  const besideIt = beside?.go();
  const result = await ready.go();
  await beside?.stop();
  const neighbor = await besideIt;
  const own = endpoint.calls.filter(({ accessKeyId }) => accessKeyId !== NEIGHBOR_KEY);
  return { ...result, ...countsOf(own), neighbor };
}

/** Has a subject list the images of an account. */
export async function list(subject: Subject, account: Account): Promise<Listing> {
  const [listing] = await listSideBySide([() => prepare(subject, account)]);
  if (listing === undefined) {
    throw new Error(`${subject.name} was not measured`);
  }
  return listing;
}

/** Subjects that mostly wait are measured side by side. They load first, and begin a little apart. */
export async function listSideBySide(
  preparing: readonly (() => Promise<Prepared>)[],
): Promise<readonly Listing[]> {
  const prepared: Prepared[] = [];
  try {
    for (const prepareOne of preparing) {
      prepared.push(await prepareOne());
    }
    return await Promise.all(
      prepared.map(async (one, index) => {
        await pause(index * APART_MS);
        return one.run();
      }),
    );
  } finally {
    await Promise.all(prepared.map((one) => one.end()));
  }
}

export function countsOf(calls: readonly Call[]): Pick<Listing, 'answered' | 'refused'> {
  return {
    answered: calls.filter(({ status }) => status === 200).length,
    refused: calls.filter(({ error }) => error === 'ThrottlingException').length,
  };
}
