import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../../dev/local-aws/project';
import type { Fault } from '../../dev/local-aws/workspaces-endpoint';
import { image, type LocalAws, startLocalAws } from './local-aws';

const OLD = 'wsi-000000001';
const NEW = 'wsi-000000002';

let local: LocalAws;
let started: ChildProcess | undefined;

/** What the service does with a call after as many. */
let fault: { readonly after: number; readonly is: Fault | undefined } = { after: 0, is: undefined };

beforeAll(async () => {
  execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-b', 'dev'], { cwd: projectRoot });
  local = await startLocalAws({
    catalogue: { images: [OLD, NEW].map((ImageId) => image('AVAILABLE', { ImageId })) },
    bundles: { seconds: 6 },
    faults: (call) => (call > fault.after ? fault.is : undefined),
  });
});

afterAll(async () => {
  started?.kill('SIGKILL');
  await local.stop();
});

/** What the command prints where it is no terminal. */
async function check(...args: readonly string[]) {
  const child = spawn(process.execPath, ['build/compiled/dev/check-live/index.js', ...args], {
    // The validation of each template takes more than a second, and is none of what is asked.
    env: { ...local.env, CDK_VALIDATION: 'false' },
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started = child;
  const lines: string[] = [];
  const errors: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  await once(child, 'close');
  return {
    exitCode: child.exitCode,
    lines,
    errors,
    answers: lines.filter((line) => line.startsWith('- **')),
  };
}

/** The stacks that are there. */
function stacks(): Promise<unknown> {
  return local.aws('cloudformation', 'describe-stacks', '--query', 'Stacks[].StackName');
}

const NOTHING_LEFT = 'Nothing is left: all stacks are deleted.';
const STAMP = / _\(\d{4}-\d\d-\d\d, eu-west-1, cdk-workspace-images \S+, aws-cdk-lib \S+, aws-cdk \S+\)_$/;

test('by default, it makes three calls, of which the local AWS knows two, and changes nothing', async () => {
  const { exitCode, lines, errors } = await check();
  expect(lines).toStrictEqual([
    'Account: 000000000000, as arn:aws:iam::000000000000:root',
    'Region: eu-west-1',
    'Images: 2 owned images on the first page',
    expect.stringMatching(/^Quota: not known \(.+\); Service Quotas shows it in the console$/),
  ]);
  expect(errors).toStrictEqual([]);
  expect(exitCode).toBe(0);
  expect(local.endpoint.calls).toMatchObject([
    { operation: 'DescribeWorkspaceImages', input: { ImageType: 'OWNED', MaxResults: 25 } },
  ]);
  await expect(stacks()).resolves.toStrictEqual(['CDKToolkit']);
});

describe('with --deploy, each question gets the answer of the local AWS, and nothing is left', () => {
  // At the same time, since each mostly waits for its deployments.
  test.concurrent.each([
    [
      ['unknown-ids', 'new-role', 'rollback-id'],
      [
        /^- \*\*.+\?\*\* Alone, it is left out, and 0 images are listed\. Beside the id of an image, it is left out/,
        /\*\* No time: it was in force at the first call\./,
        /\*\* No Update back is sent: the new id is deleted/,
      ],
    ],
    [
      ['weak-reference', 'empty-values'],
      [
        /\*\* An empty output is taken, and reads ''\. An output that is an empty attribute is taken, and reads ''\./,
        /\*\* Without `--force`, it keeps the old value\. With `--force`, it keeps the old value\./,
      ],
    ],
    [
      ['lost-output', 'bundle-states', `--image=${OLD}`, `--image=${NEW}`],
      [
        /\*\* It does: the stack is in UPDATE_ROLLBACK_COMPLETE\./,
        /\*\* Yes: .*PENDING with the old image, then AVAILABLE with the new image\./,
      ],
    ],
  ])('%j', async (args, expected) => {
    const { exitCode, lines, answers, errors } = await check('--deploy', ...args);
    expect(answers).toStrictEqual(expected.map((answer): unknown => expect.stringMatching(answer)));
    expect(answers.filter((answer) => STAMP.test(answer))).toHaveLength(expected.length);
    expect(lines).toContain(NOTHING_LEFT);
    expect(errors).toStrictEqual([]);
    expect(exitCode).toBe(0);
  });

  test('after all of them', async () => {
    await expect(stacks()).resolves.toStrictEqual(['CDKToolkit']);
  });
});

test('an experiment that fails leaves nothing, and stops no other', async () => {
  fault = { after: local.endpoint.calls.length + 1, is: 'unknown-credentials' };
  const { exitCode, lines, answers } = await check('--deploy', 'new-role', 'bundle-states');
  expect(answers).toStrictEqual([
    expect.stringMatching(/No answer: check-live-\w+-new-role-first-call\/Lookup\S*: .*security token/),
    expect.stringContaining('Not asked: it needs two AVAILABLE images that the account owns'),
  ]);
  expect(lines).toContain(NOTHING_LEFT);
  expect(exitCode).toBe(1);
  await expect(stacks()).resolves.toStrictEqual(['CDKToolkit']);
});

test('Ctrl-C in the middle of a deployment deletes its stack, and asks nothing more', async () => {
  const before = local.endpoint.calls.length + 1;
  fault = { after: before, is: 'hang' };
  const checking = check('--deploy', 'new-role', 'rollback-id');
  while (local.endpoint.calls.length <= before) {
    await pause(100);
  }
  // As npm has it, which forwards the signal that the terminal sends to all of its group.
  started?.kill('SIGINT');
  await pause(50);
  started?.kill('SIGINT');
  fault = { after: 0, is: undefined };
  const { exitCode, lines, answers, errors } = await checking;
  expect(answers).toStrictEqual([expect.stringContaining('No answer: Stopped by SIGINT.')]);
  expect(lines).toContain(NOTHING_LEFT);
  expect(errors).toStrictEqual(['Stopped by SIGINT.']);
  expect(exitCode).toBe(1);
  await expect(stacks()).resolves.toStrictEqual(['CDKToolkit']);
});
