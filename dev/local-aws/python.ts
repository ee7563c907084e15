import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/terminal/user-error';
import { commandEnvironment } from './environment';
import { runProgram } from './program';
import { projectRoot } from './project';

export interface PythonTools {
  /** The path of an installed command. */
  bin(name: string): string;
}

export interface VirtualEnvironment {
  readonly directory: string;
  readonly requirements: string;
  /** Stops the installation. */
  readonly signal?: AbortSignal | undefined;
}

const OWN: VirtualEnvironment = {
  directory: join(projectRoot, '.venv'),
  requirements: join(projectRoot, 'dev', 'local-aws', 'requirements.txt'),
};

/** Creates the virtual environment on first use, and again when its requirements have changed. */
export async function ensurePythonTools(
  onProgress: (line: string) => void,
  options: Partial<VirtualEnvironment> = {},
): Promise<PythonTools> {
  const environment = { ...OWN, ...options };
  const stamp = stampOf(environment);
  if (!isMade(environment, stamp)) {
    onProgress(`Installing the Python tools of the local AWS into ${environment.directory} (once)`);
    await make(environment, stamp);
  }
  return { bin: (name) => join(environment.directory, 'bin', name) };
}

/** Contains the directory, because a virtual environment stops working when it is moved. */
function stampOf({ directory, requirements }: VirtualEnvironment): string {
  return `${createHash('sha256').update(readFileSync(requirements)).digest('hex')}  ${directory}`;
}

function isMade({ directory }: VirtualEnvironment, stamp: string): boolean {
  const stampFile = join(directory, 'stamp');
  return (
    existsSync(join(directory, 'bin', 'python')) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp
  );
}

async function make({ directory, requirements, signal }: VirtualEnvironment, stamp: string): Promise<void> {
  const script = join(projectRoot, 'dev', 'local-aws', 'make_venv.py');
  const { exitCode, how, output } = await runProgram('python3', [script, directory, requirements, stamp], {
    env: commandEnvironment(process.env, {}),
    signal,
  });
  if (exitCode === 0) {
    return;
  }
  const needs =
    'They need python3 (3.10 or newer, with venv and pip; on Debian and Ubuntu: apt-get install python3 python3-venv) and access to a package index.';
  throw new UserError(
    [`The Python tools could not be installed: ${how}. ${needs}`, ...output.split('\n').slice(-10)].join(
      '\n',
    ),
  );
}
