import { parseDocument } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: {
    readonly 'fail-fast'?: boolean;
    readonly matrix?: Readonly<Record<string, readonly number[]>>;
  };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export function parsed(text: string): Workflow {
  return parseDocument(text, { uniqueKeys: true }).toJS() as Workflow;
}

export const jobsOf = ({ jobs }: Workflow) => Object.entries(jobs).map(([id, job]) => ({ id, ...job }));

const needsOf = ({ needs = [] }: Job): readonly string[] => [needs].flat();

const PINNED = /^\s*(?:- )?uses: (?:\.\/\S+|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/;

/** What a workflow, or an action of ours, breaks of the rules for all of them, in sentences. */
export function violations(text: string): readonly string[] {
  const used = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
  const unpinned = used
    .filter((line) => !PINNED.test(line))
    .map((line) => `${line.trim()}: is not pinned by a hash with its version`);
  const document = parsed(text);
  return 'jobs' in document ? [...unpinned, ...workflowViolations(document)] : unpinned;
}

function workflowViolations(workflow: Workflow): readonly string[] {
  const found: string[] = [];
  if (JSON.stringify(workflow.permissions) !== '{}') {
    found.push('the workflow gives permissions to all jobs');
  }
  if ('pull_request_target' in workflow.on || 'workflow_run' in workflow.on) {
    found.push('the workflow runs with secrets on code of strangers');
  }
  return [...found, ...jobsOf(workflow).flatMap(jobViolations)];
}

function jobViolations({ id, ...job }: Job & { readonly id: string }): readonly string[] {
  const found: string[] = [];
  if (job.permissions === undefined) {
    found.push(`${id}: does not say its permissions`);
  }
  if (job['timeout-minutes'] === undefined) {
    found.push(`${id}: has no timeout`);
  }
  const runsGate = job.steps.some(({ run }) => run === '.ci/run');
  if (
    runsGate &&
    job.steps.some(({ uses, with: inputs }) => isCheckout(uses) && inputs?.['fetch-depth'] !== 0)
  ) {
    found.push(`${id}: compares with the last release, and has no tags`);
  }
  for (const { uses = '', run = '', with: inputs } of job.steps) {
    if (uses.startsWith('actions/checkout@') && inputs?.['persist-credentials'] !== false) {
      found.push(`${id}: leaves its token in the checkout`);
    }
    if (run.includes('${{')) {
      found.push(`${id}: writes an expression into a script`);
    }
    if (run.split('\n').length > 4) {
      found.push(`${id}: has a script that no test can run`);
    }
  }
  return found;
}

/** The job that builds what is released. */
const BUILDER = 'package';

/** What a job can publish with: a token of its own, a secret, or a write permission. */
function canPublish({ environment, permissions = {}, steps }: Job): boolean {
  return (
    environment !== undefined ||
    Object.values(permissions).includes('write') ||
    JSON.stringify(steps).includes('secrets.')
  );
}

export const publishing = (workflow: Workflow) => jobsOf(workflow).filter(canPublish);

/** What a release breaks of the rules for it, in sentences. */
export function releaseViolations(text: string): readonly string[] {
  const workflow = parsed(text);
  const found = [...violations(text)];
  if (JSON.stringify(workflow.on['push']) !== '{"tags":["v*"]}') {
    found.push('something else than a tag can publish');
  }
  for (const job of publishing(workflow)) {
    const { id, steps } = job;
    if (job.if !== "github.event_name == 'push'") {
      found.push(`${id}: publishes in a dry run`);
    }
    if (job.environment !== 'release') {
      found.push(`${id}: publishes outside the environment`);
    }
    for (const before of ['gate', BUILDER, 'rehearsal'].filter(
      (need) => !reachable(workflow, id).has(need),
    )) {
      found.push(`${id}: does not wait for ${before}`);
    }
    if (!steps.some(takesTheArtifact)) {
      found.push(`${id}: does not take the one artifact`);
    }
    if (
      steps.some(({ run }) => run !== undefined && !/^scripts\/release\/publish-\w+( "\$\w+")+$/.test(run))
    ) {
      found.push(`${id}: runs more than the script that publishes`);
    }
    if (steps.some(({ uses, with: inputs }) => isCheckout(uses) && !onlyScripts(inputs))) {
      found.push(`${id}: checks out more than the scripts of a release`);
    }
  }
  return found;
}

const isCheckout = (uses = '') => uses.startsWith('actions/checkout@');

function onlyScripts(inputs: Step['with'] = {}): boolean {
  const files = String(inputs['sparse-checkout'] ?? '/').trim();
  return (
    inputs['sparse-checkout-cone-mode'] === false &&
    files.split('\n').every((file) => ['/scripts/release', '/CHANGELOG.md'].includes(file))
  );
}

const takesTheArtifact = ({ uses = '', with: inputs }: Step) =>
  uses.startsWith('actions/download-artifact@') &&
  inputs?.['artifact-ids'] === `\${{ needs.${BUILDER}.outputs.artifact }}` &&
  inputs['path'] === 'dist';

/** The jobs that must have succeeded before this one. */
function reachable({ jobs }: Workflow, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (job: string) => {
    for (const need of jobs[job] ? needsOf(jobs[job]) : []) {
      if (!found.has(need)) {
        found.add(need);
        visit(need);
      }
    }
  };
  visit(name);
  return found;
}
