import { delimiter, dirname } from 'node:path';

export type Environment = Readonly<Record<string, string>>;

// With the caller's profile, session token or endpoints, a command could reach a real account.
const REAL_ACCOUNT = /^(AWS|CDK)_/;

/** The environment of commands that use the local AWS: the caller's, without the variables of a real account. */
export function commandEnvironment(caller: NodeJS.ProcessEnv, set: Environment): Environment {
  return { ...definedOf(caller, (name) => !REAL_ACCOUNT.test(name)), ...set };
}

/** Turn the environment of a process into one that uses the local AWS. */
export function enterEnvironment(current: NodeJS.ProcessEnv, local: Environment): void {
  for (const name of Object.keys(current).filter((key) => REAL_ACCOUNT.test(key))) {
    Reflect.deleteProperty(current, name);
  }
  Object.assign(current, local);
}

/** The environment of commands that use the caller's own account. */
export function callersEnvironment(caller: NodeJS.ProcessEnv, set: Environment): Environment {
  return { ...definedOf(caller, () => true), ...set };
}

const SERVER_NEEDS = new Set(['HOME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ']);

/** The environment of the local AWS. It and its Lambda functions react to dozens of variables, so few are passed. */
export function serverEnvironment(caller: NodeJS.ProcessEnv, set: Environment): Environment {
  // Its Lambda functions run on the first Node.js on PATH. Fall back to the one that runs this.
  const path = [caller['PATH'] ?? '', dirname(process.execPath)].join(delimiter);
  return { ...definedOf(caller, (name) => SERVER_NEEDS.has(name)), PATH: path, ...set };
}

function definedOf(caller: NodeJS.ProcessEnv, isWanted: (name: string) => boolean): Environment {
  return Object.fromEntries(
    Object.entries(caller).flatMap(([name, value]) =>
      value !== undefined && isWanted(name) ? [[name, value]] : [],
    ),
  );
}
