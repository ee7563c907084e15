import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { type ChildEnd, startChild } from '../local-aws/child';
import { commandEnvironment, type Environment } from '../local-aws/environment';
import { projectRoot } from '../local-aws/project';
import { MARK } from './subjects/measured';

/** A program that is measured in a process of its own. */
export interface Subject {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Environment;
}

const result = z.object({
  seconds: z.number(),
  /** Why it did not do what it should. */
  error: z.string().optional(),
  /** Resident megabytes before it began, and at most. */
  idleMegabytes: z.number().optional(),
  peakMegabytes: z.number().optional(),
  /** The attributes that each lookup answered with. */
  answers: z.array(z.record(z.string(), z.string())).optional(),
  calls: z.number().optional(),
  failedCalls: z.number().optional(),
  cpuSeconds: z.number().optional(),
  cpuSecondsToTable: z.number().optional(),
});

export type Result = z.infer<typeof result>;

/** A subject that has loaded, and waits for the word. */
export interface Ready {
  go(): Promise<Result>;
  stop(): Promise<ChildEnd>;
}

const STOP_WITHIN_MS = 2_000;

/** What a function of Lambda has. */
const ENVIRONMENT: Environment = {
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
  NODE_PATH: join(projectRoot, 'node_modules'),
  // The SDK's word on Node.js 20, where that runs the bench.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** A program of `subjects/` on this Node.js, which gets its job as JSON. */
export function nodeSubject(name: string, program: string, job: object, env: Environment = {}): Subject {
  const file = join(projectRoot, 'build', 'compiled', 'dev', 'bench', 'subjects', `${program}.js`);
  return { name, command: process.execPath, args: [file, JSON.stringify(job)], env };
}

/** The same with the flags that Lambda gives Node.js in a function of 256 MB. */
export function inFunctionOf256MB(subject: Subject): Subject {
  return { ...subject, args: ['--max-semi-space-size=12', '--max-old-space-size=230', ...subject.args] };
}

/** Starts a subject, with the service at an address, and resolves when it has loaded. */
export async function start({ name, command, args, env = {} }: Subject, serviceUrl = ''): Promise<Ready> {
  const lines: string[] = [];
  const marks = new EventEmitter();
  const child = startChild(command, args, {
    env: commandEnvironment(process.env, { ...ENVIRONMENT, AWS_ENDPOINT_URL_WORKSPACES: serviceUrl, ...env }),
    readsLines: true,
    onLine: (line) => {
      if (line.startsWith(MARK)) {
        marks.emit('line', line.slice(MARK.length));
      } else {
        lines.push(line);
      }
    },
  });
  const ended = child.ended.then(({ how }): never => {
    throw new Error([`${name} ended without a result: ${how}`, ...lines.slice(-10)].join('\n'));
  });
  // It ends after its result too, when nobody waits for that any more.
  ended.catch(() => undefined);
  await Promise.race([once(marks, 'line'), ended]);
  return {
    go: async () => {
      child.send('go');
      const told = await Promise.race([once(marks, 'line'), ended]);
      return result.parse(JSON.parse(told.join()));
    },
    stop: () => child.stop(STOP_WITHIN_MS),
  };
}

/** Starts a subject and measures it once. */
export async function measure(subject: Subject): Promise<Result> {
  const ready = await start(subject);
  try {
    return await ready.go();
  } finally {
    await ready.stop();
  }
}

/** A result that must be a success. */
export function succeeded<Outcome extends Result>({ name }: Subject, outcome: Outcome): Outcome {
  if (outcome.error !== undefined) {
    throw new Error(`${name} failed: ${outcome.error}`);
  }
  return outcome;
}
