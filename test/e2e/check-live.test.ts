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
import { image, type LocalAws, startLocalAws } from './local-aws';

const OLD = 'wsi-000000001';
const NEW = 'wsi-000000002';
const IMAGES = [`--image=${OLD}`, `--image=${NEW}`];
const COMMAND = join(projectRoot, 'build/compiled/dev/check-live/index.js');

const GROUPS = [
  ['unknown-ids', 'throttle', 'new-role', 'rollback-id', 'bundle-errors'],
  ['empty-values', 'weak-reference', 'no-rollback'],
  ['lost-output', 'bundle-states', 'bundle-policy'],
];
const EXPECTED = [
  /unknown id alone: Images=\[0\]/,
  /deletion: ResourceAlreadyExists/,
  /PENDING image: ResourceUnavailable/,
  /deploy attribute: exitCode=0/,
  /deploy consumer --force: exitCode=0/,
  /deploy consumer: exitCode=1/,
  /second of the update: seen=\[\d\d\]/,
  /AllowedByTag: delete/,
  /physicalIds=\[[1-9]/,
];

let local: LocalAws;
let started: ChildProcess | undefined;

/** What the service does with each call. */
let fault: Fault | undefined;

beforeAll(async () => {
  execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-b', 'dev'], { cwd: projectRoot });
  const images = [OLD, NEW].map((ImageId) => image('AVAILABLE', { ImageId }));
  const pending = image('PENDING', { ImageId: 'wsi-000000003' });
  local = await startLocalAws({
    catalogue: { images: [...images, pending] },
    bundles: { seconds: 6 },
    faults: () => fault,
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

/** The steps whose names begin so. */
function stepsOf({ scenarios }: Pick<Recording, 'scenarios'>, scenario: string, step: string) {
  const { steps = [] } = scenarios.find(({ name }) => name === scenario) ?? {};
  return steps.filter(({ name }) => name.startsWith(step));
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

test('with --deploy, it records each scenario, and leaves nothing', async () => {
  // At the same time, since each mostly waits for its deployments.
  const runs = await Promise.all(GROUPS.map((names) => check('--deploy', ...names, ...IMAGES)));
  const scenarios = runs.flatMap((run) => run.scenarios);
  expect(scenarios.map(({ name, outcome, left }) => [name, outcome, left])).toStrictEqual(
    GROUPS.flat().map((name) => [name, 'recorded', []]),
  );
  const text = runs.map(({ markdown }) => markdown).join('\n');
  EXPECTED.forEach((line) => {
    expect(text).toMatch(line);
  });
  const headers: unknown = expect.objectContaining({ 'content-type': 'application/x-amz-json-1.1' });
  const calls = stepsOf({ scenarios }, 'throttle', 'call ').map(({ answer, error }) => answer ?? error);
  expect(calls).toMatchObject(Array.from({ length: 20 }, () => ({ $response: { headers } })));
  const [log, events] = ['history of the log', 'history of the stack'].map((step) =>
    JSON.stringify(stepsOf({ scenarios }, 'no-rollback', step)),
  );
  expect(events).toMatch(/CREATE_FAILED.*UPDATE_COMPLETE.*DELETE_COMPLETE/);
  expect(log).toMatch(/\\"RequestType\\": *\\"Delete/);
  expect(runs.map(({ exitCode, errors }) => [exitCode, errors])).toStrictEqual(GROUPS.map(() => [0, '']));
  await expectNothingLeft();
});

test('a scenario that fails leaves nothing, and stops no other', async () => {
  fault = 'unknown-credentials';
  const { exitCode, scenarios } = await check('--deploy', 'rollback-id', 'bundle-states');
  fault = undefined;
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
  fault = 'hang';
  const checking = check('--deploy', 'new-role', 'rollback-id');
  while (local.endpoint.calls.length <= before) {
    await pause(100);
  }
  // As npm has it, which forwards the signal that the terminal sends to all of its group.
  started?.kill('SIGINT');
  await pause(50);
  started?.kill('SIGINT');
  fault = undefined;
  const { exitCode, scenarios, errors } = await checking;
  expect(scenarios).toMatchObject([
    { name: 'new-role', outcome: 'failed', why: 'Stopped by SIGINT.', left: [] },
  ]);
  expect([exitCode, errors]).toStrictEqual([1, 'Stopped by SIGINT.\n']);
  // DeleteStack cancels a creation at AWS. The local AWS goes on with it, and so lists a stack that is deleted.
  const LogicalResourceId: unknown = expect.stringMatching(/-first-call$/);
  const deleted: unknown = expect.objectContaining({ LogicalResourceId, ResourceStatus: 'DELETE_COMPLETE' });
  const events: unknown = expect.arrayContaining([deleted]);
  expect(stepsOf({ scenarios }, 'new-role', 'history of the stack')).toMatchObject([{ answer: { events } }]);
});
