import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { App, Stack, Tags } from 'aws-cdk-lib';
import { textOf } from '../../lambda/resource/errors';
import { oneLine } from '../../lambda/resource/sentence';
import { failureReason } from '../start/core/failure';
import { type Output, whileTiming } from '../start/output';
import { type DeploySurroundings, runDeploy } from '../start/run-deploy';
import type { Left } from './core/left';
import type { Define, Deployed } from './experiment';

/** A key of its own: the library keeps those that begin with its name. */
export const TAG = 'check-live';

/** How long a stack may take to be deleted, and how long it may refuse to be, since it is being updated. */
const DELETE_SECONDS = 1_800;
const REFUSED_PAUSE_MS = 5_000;

export interface StacksOptions {
  readonly cloudFormation: CloudFormationClient;

  /** What the names of the stacks begin with. */
  readonly prefix: string;
  readonly tagValue: string;

  /** A folder for assemblies. */
  readonly directory: string;
  readonly deploy: DeploySurroundings;
}

/** The stacks of one experiment, which are deleted when it is over. */
export class Stacks {
  /** In the order of their first deployments, whether they have succeeded or not. */
  private readonly begun = new Set<string>();
  private deployments = 0;

  constructor(private readonly options: StacksOptions) {}

  public stackName(role: string): string {
    return `${this.options.prefix}-${role}`;
  }

  public async deploy(role: string, define: Define, args: readonly string[] = []): Promise<Deployed> {
    const stackName = this.stackName(role);
    const assembly = this.synthesize(stackName, define);
    this.begun.add(stackName);
    const { exitCode, printed } = await runDeploy(
      [stackName, '--app', assembly, ...args],
      this.options.deploy,
    );
    const succeeded = exitCode === 0;
    return {
      stackName,
      succeeded,
      reason: succeeded ? '' : failureReason(printed),
      ...(await this.describe(stackName)),
    };
  }

  /** Deletes all stacks, readers before what they read, and returns those that are left. */
  public async deleteAll(output: Output): Promise<readonly Left[]> {
    const left: Left[] = [];
    for (const stackName of [...this.begun].reverse()) {
      try {
        await whileTiming(output, `Deleting ${stackName}`, () => this.delete(stackName));
        this.begun.delete(stackName);
      } catch (error) {
        left.push({ stackName, why: await this.whyLeft(stackName, error) });
      }
    }
    return left;
  }

  private synthesize(stackName: string, define: Define): string {
    const { directory, tagValue, prefix } = this.options;
    this.deployments += 1;
    const outdir = join(directory, `${prefix}-${this.deployments}`);
    const app = new App({ outdir, analyticsReporting: false });
    define(new Stack(app, stackName));
    Tags.of(app).add(TAG, tagValue);
    return app.synth().directory;
  }

  /** A stack that was never made has neither. */
  private async describe(stackName: string): Promise<Pick<Deployed, 'status' | 'outputs'>> {
    try {
      const { Stacks: [stack] = [] } = await this.options.cloudFormation.send(
        new DescribeStacksCommand({ StackName: stackName }),
      );
      const { StackStatus = '', Outputs = [] } = stack ?? {};
      return {
        status: StackStatus,
        outputs: Object.fromEntries(
          Outputs.map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]),
        ),
      };
    } catch (error) {
      if (isValidationError(error)) {
        return { status: '', outputs: {} };
      }
      throw error;
    }
  }

  /** The status, since the error of a waiter holds all of its calls. */
  private async whyLeft(stackName: string, error: unknown): Promise<string> {
    const { status } = await this.describe(stackName).catch(() => ({ status: '' }));
    return isValidationError(error) || status === '' ? oneLine(textOf(error)) : status;
  }

  /** A stack that does not exist counts as deleted. */
  private async delete(stackName: string): Promise<void> {
    const { cloudFormation } = this.options;
    const deadline = Date.now() + DELETE_SECONDS * 1_000;
    for (;;) {
      try {
        await cloudFormation.send(new DeleteStackCommand({ StackName: stackName }));
        break;
      } catch (error) {
        // The command may have been stopped in the middle of an update.
        if (!isUnderWay(error) || Date.now() > deadline) {
          throw error;
        }
        await pause(REFUSED_PAUSE_MS);
      }
    }
    await waitUntilStackDeleteComplete(
      { client: cloudFormation, maxWaitTime: DELETE_SECONDS, minDelay: 1, maxDelay: 5 },
      { StackName: stackName },
    );
  }
}

/** CloudFormation has no error of its own for what does not exist, or cannot be deleted. */
function isValidationError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ValidationError';
}

function isUnderWay(error: unknown): boolean {
  return isValidationError(error) && error.message.includes('IN_PROGRESS');
}
