import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandEnvironment } from '../../dev/local-aws/environment';
import { runProgram } from '../../dev/local-aws/program';
import { projectRoot } from '../../dev/local-aws/project';
import type { PythonTools } from '../../dev/local-aws/python';
import { ensureLinters } from './linters';

const RELEASE = join('scripts', 'release');
const SCRIPTS = ['.ci/run', ...readdirSync(join(projectRoot, RELEASE)).map((name) => join(RELEASE, name))];

/** Its package on PyPI has no program: it wants to download one. Go verifies this by its database of checksums. */
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';

let tools: PythonTools;

beforeAll(async () => {
  tools = await ensureLinters();
}, 600_000);

test.each<[string, () => readonly [command: string, ...args: string[]]]>([
  ['actionlint', () => ['go', 'run', ACTIONLINT, '-shellcheck', tools.bin('shellcheck')]],
  [
    'zizmor',
    () => [tools.bin('zizmor'), '--offline', '--pedantic', '--strict-collection', '--quiet', '.github'],
  ],
  ['ShellCheck', () => [tools.bin('shellcheck'), '--severity', 'warning', ...SCRIPTS]],
])('%s finds nothing in the workflows and the scripts of a release', async (_, commandLine) => {
  const [command, ...args] = commandLine();
  const options = { cwd: projectRoot, env: commandEnvironment(process.env, {}) };
  const { exitCode, output } = await runProgram(command, args, options);
  expect(exitCode === 0 ? '' : output).toBe('');
});
