import { join } from 'node:path';
import type { Environment } from '../local-aws/environment';
import { generateCatalogue } from '../local-aws/generate';
import { projectRoot } from '../local-aws/project';
import type { Throttle } from '../local-aws/token-bucket';
import {
  type Call,
  startWorkspacesEndpoint,
  type WorkspacesEndpointOptions,
} from '../local-aws/workspaces-endpoint';
import { nodeSubject, type Ready, type Result, start, type Subject } from './subject';
import type { Bench } from './turns';

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

const NEIGHBOR_KEY = 'neighbor';

export const lookup = (job: object = {}, env: Environment = {}): Subject =>
  nodeSubject('a lookup', 'lookup', { properties: { MostRecent: '1' }, ...job }, env);

/** Somebody else's program in the account. */
export const neighborOf = (job: object = {}): Subject =>
  nodeSubject('a neighbor', 'neighbor', job, { AWS_ACCESS_KEY_ID: NEIGHBOR_KEY });

export const paginator = (): Subject => nodeSubject('our paginator', 'pages', { by: 'paginator' });

export const sdkLoop = (retryMode: 'standard' | 'adaptive'): Subject =>
  nodeSubject(`SDK loop ${retryMode}`, 'pages', { by: 'loop', retryMode });

export const boto3 = ({ python }: Bench, mode: 'standard' | 'adaptive'): Subject => ({
  name: `boto3 ${mode}`,
  command: python('python'),
  args: [join(projectRoot, 'dev', 'bench', 'subjects', 'boto3_pages.py'), mode],
});

/** How others list images. */
export const peersOf = (bench: Bench): readonly Subject[] => [
  boto3(bench, 'standard'),
  boto3(bench, 'adaptive'),
  sdkLoop('standard'),
  sdkLoop('adaptive'),
];

type Account = Pick<WorkspacesEndpointOptions, 'catalogue' | 'throttle' | 'latencyMs'>;

/** Calls that were answered, and that were refused for the account's limit. */
interface Counts {
  readonly answered: number;
  readonly refused: number;
}

/** Has subjects list the images of an account at the same time, once all have loaded, beside a neighbor or alone. */
export async function listAtOnce(subjects: readonly Subject[], account: Account, neighbor?: Subject) {
  const endpoint = await startWorkspacesEndpoint(account);
  const started: Ready[] = [];
  const startOne = async (subject: Subject) => {
    const ready = await start(subject, endpoint.url);
    started.push(ready);
    return ready;
  };
  try {
    const beside = neighbor && (await startOne(neighbor));
    const ready = await Promise.all(subjects.map(startOne));
    const besideThem = beside?.go();
    const results = await Promise.all(ready.map((one) => one.go()));
    await beside?.stop();
    return { results, neighbor: await besideThem, ...countsOf(endpoint.calls) };
  } finally {
    await Promise.all(started.map((one) => one.stop()));
    await endpoint.close();
  }
}

/** Has a subject list the images of an account. */
export async function list(subject: Subject, account: Account): Promise<Result & Counts> {
  const { results, answered, refused } = await listAtOnce([subject], account);
  const [result = { seconds: NaN, error: 'not measured' }] = results;
  return { ...result, answered, refused };
}

/** The counts of all calls but a neighbor's. */
export function countsOf(calls: readonly Call[]): Counts {
  const own = calls.filter(({ accessKeyId }) => accessKeyId !== NEIGHBOR_KEY);
  return {
    answered: own.filter(({ status }) => status === 200).length,
    refused: own.filter(({ error }) => error === 'ThrottlingException').length,
  };
}
