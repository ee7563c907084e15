import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobsOf, parsed, publishing, releaseViolations, violations } from './rules';

const ROOT = join(__dirname, '..', '..');
const WORKFLOWS = join('.github', 'workflows');
const TOOLCHAIN = join('.github', 'actions', 'toolchain', 'action.yml');

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const workflow = (name: string) => read(join(WORKFLOWS, name));

const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
const release = workflow('release.yml');
const pullRequest = parsed(workflow('pull-request.yml'));

test.each([...readdirSync(join(ROOT, WORKFLOWS)).map((name) => join(WORKFLOWS, name)), TOOLCHAIN])(
  '%s keeps the rules',
  (file) => {
    expect(violations(read(file))).toEqual([]);
  },
);

test('a release keeps its rules too', () => {
  expect(releaseViolations(release)).toEqual([]);
});

const HASH = /(uses: actions\/attest)@[0-9a-f]{40}/;

test.each<[string, RegExp, string, string]>([
  ['a version as a pin', HASH, '$1@v4', 'uses: actions/attest@v4 # v4.2.2: is not pinned by a hash'],
  ['a hash without its version', / # v1\.14\.2/, '', 'is not pinned by a hash with its version'],
  ['permissions for all', /^permissions: \{\}/m, 'permissions: read-all', 'gives permissions to all jobs'],
  [
    'no word on permissions',
    /\n {4}permissions:\n {6}contents: read\n/,
    '\n',
    'gate: does not say its permissions',
  ],
  ['no timeout', /\n {4}timeout-minutes: 60/, '', 'gate: has no timeout'],
  [
    'a gate without tags',
    / {10}fetch-depth: 0 # what/,
    '          # what',
    'gate: compares with the last release',
  ],
  ['a token that stays', / {10}persist-credentials: false/, '', 'gate: leaves its token in the checkout'],
  [
    'a trigger with secrets',
    / {2}workflow_dispatch:/,
    '  pull_request_target:',
    'runs with secrets on code of strangers',
  ],
  [
    'an input in a script',
    /check "\$TAG"/,
    'check "${{ github.event.inputs.tag }}"',
    'package: writes an expression into a script',
  ],
  [
    'a long script',
    /run: npm ci/,
    'run: |\n          a\n          b\n          c\n          d',
    'no test can run',
  ],
  [
    'a branch that publishes',
    /tags: \['v\*'\]/,
    "branches: ['main']",
    'something else than a tag can publish',
  ],
  [
    'a publishing job for any event',
    / {4}if: github\.event_name == 'push'\n/,
    '',
    'attest: publishes in a dry run',
  ],
  ['a secret elsewhere', / {4}environment: release\n/, '', 'attest: publishes outside the environment'],
  [
    'a job that skips the gate',
    /\[gate, package, rehearsal\]/,
    '[package, rehearsal]',
    'attest: does not wait for gate',
  ],
  [
    'a job that skips the dry run',
    /\[gate, package, rehearsal\]/,
    '[gate, package]',
    'attest: does not wait for rehearsal',
  ],
  [
    'any artifact of that name',
    /(attestations: write[^]*?)artifact-ids: [^\n]*/,
    '$1name: dist',
    'attest: does not take the one artifact',
  ],
  [
    'a build in a publishing job',
    /run: scripts\/release\/publish-go "\$VERSION"\n {8}env/,
    'run: npm ci && scripts/release/publish-go "$VERSION"\n        env',
    'go: runs more than the script that publishes',
  ],
  [
    'a whole checkout in a publishing job',
    /\n {10}sparse-checkout: \|\n {12}\/scripts\/release\n {12}\/CHANGELOG\.md/,
    '',
    'github: checks out more than the scripts of a release',
  ],
])('the rules see %s', (_, what, instead, sentence) => {
  expect(release).toMatch(what);
  expect(releaseViolations(release.replace(what, instead))).toContainEqual(expect.stringContaining(sentence));
});

test('a job may do what it does, and no more', () => {
  expect(jobsOf(parsed(release)).map(({ id, permissions }) => [id, permissions])).toEqual([
    ['gate', { contents: 'read' }],
    ['package', { contents: 'read' }],
    ['rehearsal', { contents: 'read' }],
    ['attest', { attestations: 'write', 'id-token': 'write' }],
    ['npm', { contents: 'read', 'id-token': 'write' }],
    ['pypi', { 'id-token': 'write' }],
    ['nuget', { contents: 'read', 'id-token': 'write' }],
    ['maven', { contents: 'read' }],
    ['go', { contents: 'read' }],
    ['github', { contents: 'write' }],
  ]);
});

test('what may publish is the jobs of the registries, the attestation and the release', () => {
  const ids = publishing(parsed(release)).map(({ id }) => id);
  expect(ids).toEqual(['attest', 'npm', 'pypi', 'nuget', 'maven', 'go', 'github']);
});

test('the GitHub release comes when every registry has the version', () => {
  expect(parsed(release).jobs['github']?.needs).toEqual([
    'package',
    'attest',
    'npm',
    'pypi',
    'nuget',
    'maven',
    'go',
  ]);
});

test('a run that publishes is never canceled', () => {
  expect(parsed(release).concurrency).toMatchObject({ 'cancel-in-progress': false });
});

test.each(readdirSync(join(ROOT, WORKFLOWS)).filter((name) => name !== 'release.yml'))(
  '%s publishes nothing',
  (name) => {
    expect(publishing(parsed(workflow(name)))).toEqual([]);
  },
);

test('the gate runs on every Node.js from the oldest that package.json allows', () => {
  const { strategy } = pullRequest.jobs['gate'] ?? {};
  expect(strategy).toEqual({ 'fail-fast': false, matrix: { node: [20, 22, 24] } });
  expect(engines.node).toBe('>= 20.0.0');
});

test('a newer push cancels the run of a pull request, and no run of main', () => {
  expect(Object.keys(pullRequest.on)).toEqual(['pull_request', 'merge_group', 'push']);
  expect(pullRequest.concurrency).toEqual({
    group: 'pull-request-${{ github.ref }}',
    'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
  });
});

test('one version of each action is used', () => {
  const files = [...readdirSync(join(ROOT, WORKFLOWS)).map((name) => join(WORKFLOWS, name)), TOOLCHAIN];
  const pins = files.flatMap((file) => [...read(file).matchAll(/uses: ([\w/-]+)@(.*)/g)]);
  const versions = new Map<string, Set<string>>();
  for (const [, action = '', pin = ''] of pins) {
    versions.set(action, (versions.get(action) ?? new Set()).add(pin));
  }
  expect([...versions].filter(([, used]) => used.size > 1)).toEqual([]);
});
