import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

interface Step {
  readonly name?: string;
  readonly run?: string;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>;
}

const FILE = join(__dirname, '..', '..', 'examples', 'pipeline', 'workflow.yml');
const workflow = parse(readFileSync(FILE, 'utf8')) as Workflow;
const script = workflow.jobs['preview']?.steps.find(({ name }) => name === 'Preview')?.run ?? '';

/** Runs the step as GitHub Actions does, with a preview that ends so, and returns the comment. */
function commenting(previewExitCode: number) {
  const directory = mkdtempSync(join(tmpdir(), 'workflow-'));
  const program = (name: string, body: string) => {
    writeFileSync(join(directory, name), `#!/usr/bin/env bash\n${body}\n`);
    chmodSync(join(directory, name), 0o755);
  };
  program(
    'npx',
    `[ "$*" = 'cdk-workspace-images preview' ] && echo 'Images/Golden  a → b' && exit ${previewExitCode}`,
  );
  program('gh', 'echo "$@" > called; cat comment.md > sent');
  const { status } = spawnSync('bash', ['-e', '-c', script], {
    cwd: directory,
    env: {
      ...process.env,
      PATH: [directory, process.env['PATH']].join(delimiter),
      PULL_REQUEST: '7',
    },
  });
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  return { status, called: read('called'), comment: read('sent') };
}

test.each([
  [0, 0],
  [2, 0],
  [3, 3],
  [1, 1],
])(
  'the workflow comments on what a preview says, and passes on only what is wrong: exit code %i',
  (code, status) => {
    expect(commenting(code)).toEqual({
      status,
      called: 'pr comment 7 --edit-last --create-if-none --body-file comment.md\n',
      comment: '### WorkSpaces images\n\n    Images/Golden  a → b\n',
    });
  },
);

test('the workflow may do what it does, and no more', () => {
  const permissions = Object.fromEntries(
    Object.entries(workflow.jobs).map(([name, job]) => [name, job.permissions]),
  );
  expect(permissions).toEqual({
    preview: { contents: 'read', 'id-token': 'write', 'pull-requests': 'write' },
    deploy: { contents: 'read', 'id-token': 'write' },
  });
});
