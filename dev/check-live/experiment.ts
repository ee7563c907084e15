import type { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import type { Stack } from 'aws-cdk-lib';
import type { About } from './core/about';
import type { LogEntry } from './core/log-entries';

/** How a real account answers a question. */
export interface Experiment<Observed> extends About {
  /** @throws CannotAskError if something is missing; any other error means that there is no answer */
  readonly observe: (lab: Lab) => Promise<Observed>;

  /** The answer as sentences for docs/maintainers/reliability.md. */
  readonly answer: (observed: Observed) => string;
}

/** An experiment whose observations are its own business. */
export interface Question extends About {
  readonly ask: (lab: Lab) => Promise<string>;
}

export function asking<Observed>({ observe, answer, ...about }: Experiment<Observed>): Question {
  return { ...about, ask: async (lab) => answer(await observe(lab)) };
}

/** What an experiment works with. */
export interface Lab {
  /** Images of the account that the caller has named. */
  readonly imageIds: readonly string[];
  readonly workspaces: WorkSpacesClient;

  /** The name of the stack with this role in the experiment. */
  readonly stackName: (role: string) => string;

  /** Deploys a stack with the CDK's command line. A failure is no error, since it may be what is asked for. */
  readonly deploy: (role: string, define: Define, options?: readonly string[]) => Promise<Deployed>;

  /** What the handler has logged, read until it is enough, or until what was logged must have arrived. */
  readonly readLog: (logGroupName: string, isEnough: IsEnough) => Promise<readonly LogEntry[]>;
}

export type Define = (stack: Stack) => void;
export type IsEnough = (entries: readonly LogEntry[]) => boolean;

/** A stack after a deployment. */
export interface Deployed {
  readonly stackName: string;
  readonly succeeded: boolean;

  /** Why it failed. */
  readonly reason: string;
  readonly status: string;
  readonly outputs: Readonly<Record<string, string | undefined>>;
}

/** Something that the experiment needs is missing. The message says what. */
export class CannotAskError extends Error {}

/** The stack, where only a success leads on. */
export function succeeded(deployed: Deployed): Deployed {
  if (!deployed.succeeded) {
    throw new Error(deployed.reason);
  }
  return deployed;
}
