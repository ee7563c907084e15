import { delimiter, dirname } from 'node:path';

export type Environment = Readonly<Record<string, string>>;

// A profile, a session token or an endpoint of the caller's own would lead a child to a real account.
const CALLERS_OWN = /^(AWS|CDK)_/;

/** For the command lines that work against the local AWS: what the caller has, less what is about a real one. */
export function commandEnvironment(caller: NodeJS.ProcessEnv, set: Environment): Environment {
  return { ...definedOf(caller, (name) => !CALLERS_OWN.test(name)), ...set };
}

const SERVER_NEEDS = new Set(['HOME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ']);

/** For the local AWS itself: hardly anything, since its Lambdas inherit it and dozens of variables steer it. */
export function serverEnvironment(caller: NodeJS.ProcessEnv, set: Environment): Environment {
  // Its Lambdas run on the first node on PATH; where there is none, on the one that runs this.
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
