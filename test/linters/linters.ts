import { join } from 'node:path';
import { projectRoot } from '../../dev/local-aws/project';
import { ensurePythonTools, type PythonTools } from '../../dev/local-aws/python';

/** cfn-lint, ShellCheck and zizmor, which the first use installs from a package index. */
export function ensureLinters(): Promise<PythonTools> {
  return ensurePythonTools(() => undefined, {
    directory: join(projectRoot, '.venv-linters'),
    requirements: join(__dirname, 'requirements.txt'),
  });
}
