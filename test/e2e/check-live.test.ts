import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Recording } from '../../dev/check-live/recording';
import { projectRoot } from '../../dev/local-aws/project';
import type { Fault } from '../../dev/local-aws/workspaces-endpoint';
import { noteOutput } from '../secrets';
import { image } from './local-aws';
import { type LocalAws, startLocalAws } from './local-aws';

const OLD = 'wsi-000000001';
const NEW = 'wsi-000000002';
const IMAGES = [`--image=${OLD}`, `--image=${NEW}`];
const COMMAND = join(projectRoot, 'build/compiled/dev/check-live/index.js');

let local: LocalAws;
let started: ChildProcess | undefined;

/** What the service does with a call after as many. */
let fault: { readonly after: number; readonly is?: Fault } = { after: 0 };

beforeAll(async () => {
  execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-b', 'dev'], { cwd: projectRoot });
  const images = [OLD, NEW].map((ImageId) => image('AVAILABLE', { ImageId }));
  const pending = image('PENDING', { ImageId: 'wsi-000000003' });
  local = await startLocalAws({
    catalogue: { images: [...images, pending] },
    bundles: { seconds: 6 },
    faults: (call) => (call > fault.after ? fault.is : undefined),
  });
});

afterAll(async () => {
  started?.kill('SIGKILL');
  await local.stop();
});

/** What the command records. */
async function check(...args: readonly string[]) {
  const cwd = mkdtempSync(join(tmpdir(), 'check-live-'));
  // The validation of each template takes more than a second, and is none of what is asked.
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...local.env, CDK_VALIDATION: 'false' },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started = child;
  const [printed, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const [json = '', markdown = ''] = readdirSync(cwd)
    .sort()
    .map((file) => readFileSync(join(cwd, file), 'utf8'));
  noteOutput('check:live', json + markdown + printed);
  const { scenarios } = JSON.parse(json) as Recording;
  return { exitCode: child.exitCode, scenarios, markdown, errors };
}

async function expectNothingLeft(): Promise<void> {
  const stacks = local.aws('cloudformation', 'describe-stacks', '--query', 'Stacks[].StackName');
  await expect(stacks).resolves.toStrictEqual(['CDKToolkit']);
  expect(local.endpoint.bundles()).toStrictEqual([]);
}

test('by default, it records a few calls, and changes nothing', async () => {
  const { exitCode, scenarios, errors } = await check();
  expect(scenarios.map(({ name, outcome }) => [name, outcome])).toStrictEqual([['plain-calls', 'recorded']]);
  expect(local.endpoint.calls.map(({ input }) => input)).toMatchObject([
    { MaxResults: 25 },
    { ImageType: 'OWNED' },
    { ImageType: 'SHARED' },
  ]);
  expect([exitCode, errors]).toStrictEqual([0, '']);
  await expectNothingLeft();
});

describe('with --deploy, it records each scenario, and nothing is left', () => {
  // At the same time, since each mostly waits for its deployments.
  test.concurrent.each([
    [
      ['unknown-ids', 'throttle', 'new-role', 'rollback-id', 'bundle-errors'],
      [
        /unknown id alone: Images=\[0\]/,
        /call 20: Images/,
        /deletion: ResourceAlreadyExists/,
        /PENDING image: ResourceUnavailable/,
      ],
    ],
    [
      ['empty-values', 'weak-reference', 'no-rollback'],
      [
        /deploy attribute: exitCode=0/,
        /deploy consumer --force: exitCode=0/,
        /no-rollback: exitCode=1/,
        /physicalIds=\[[1-9]/,
      ],
    ],
    [
      ['lost-output', 'bundle-states', 'bundle-policy'],
      [
        /deploy consumer: exitCode=1/,
        /second of the update: seen=\[\d\d\]/,
        /AllowedByTag: delete/,
        /events=\[\d+\]/,
      ],
    ],
  ])('%j', async (names, expected) => {
    const { exitCode, scenarios, markdown, errors } = await check('--deploy', ...names, ...IMAGES);
    expect(scenarios.map(({ name, outcome }) => [name, outcome])).toStrictEqual(
      names.map((name) => [name, 'recorded']),
    );
    expect(scenarios.flatMap(({ left }) => left)).toStrictEqual([]);
    expected.forEach((line) => {
      expect(markdown).toMatch(line);
    });
    expect([exitCode, errors]).toStrictEqual([0, '']);
  });

  test('after all of them', expectNothingLeft);
});

test('a scenario that fails leaves nothing, and stops no other', async () => {
  fault = { after: local.endpoint.calls.length, is: 'unknown-credentials' };
  const { exitCode, scenarios } = await check('--deploy', 'rollback-id', 'bundle-states');
  fault = { after: 0 };
  expect(scenarios).toMatchObject([
    {
      name: 'rollback-id',
      outcome: 'failed',
      why: expect.stringContaining('rolled-back failed') as string,
      left: [],
    },
    { name: 'bundle-states', outcome: 'not run' },
  ]);
  expect(exitCode).toBe(1);
  await expectNothingLeft();
});

test('Ctrl-C in the middle of a deployment deletes its stack, and runs nothing more', async () => {
  const before = local.endpoint.calls.length;
  fault = { after: before, is: 'hang' };
  const checking = check('--deploy', 'new-role', 'rollback-id');
  while (local.endpoint.calls.length <= before) {
    await pause(100);
  }
  // As npm has it, which forwards the signal that the terminal sends to all of its group.
  started?.kill('SIGINT');
  await pause(50);
  started?.kill('SIGINT');
  fault = { after: 0 };
  const { exitCode, scenarios, errors } = await checking;
  expect(scenarios).toMatchObject([
    { name: 'new-role', outcome: 'failed', why: 'Stopped by SIGINT.', left: [] },
  ]);
  expect([exitCode, errors]).toStrictEqual([1, 'Stopped by SIGINT.\n']);
  // The local AWS goes on to make a stack that is deleted meanwhile, and so lists one that has been deleted.
  const LogicalResourceId: unknown = expect.stringMatching(/-first-call$/);
  const deleted: unknown = expect.objectContaining({ LogicalResourceId, ResourceStatus: 'DELETE_COMPLETE' });
  expect(scenarios[0]?.steps.find(({ name }) => name.startsWith('events of'))?.answer).toMatchObject({
    events: expect.arrayContaining([deleted]) as unknown,
  });
});
