import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { WorkSpaces } from '@aws-sdk/client-workspaces';
import { App, Stack, Tags } from 'aws-cdk-lib';
import { z } from 'zod';
import { CLIENT_SETTINGS } from '../../cli/service/client-settings';
import { textOf } from '../../lambda/resource/errors';
import { cdk } from '../local-aws/cdk';
import type { Environment } from '../local-aws/environment';
import { type Made, madeBundles, madeLogGroup, madeStack } from './made';
import type { Left, Step } from './recording';

const TAG = 'check-live';
const BUNDLES = 'bundles';
const LOG_GROUP = 'log group';
const WHY_LENGTH = 300;
const SERVICE_ERROR = z.object({
  $metadata: z.unknown(),
  $response: z.object({ headers: z.unknown() }).optional(),
});

export interface LabOptions {
  readonly region: string;
  readonly run: string;
  readonly scenario: string;
  readonly env: Environment;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly onStep: (step: Step) => void;
}

/** @param logGroupName Where all functions of the scenario log */
export type Define = (stack: Stack, logGroupName: string) => void;

/** What a scenario works with. It records each step, and deletes at its end what was made. */
export class Lab {
  public readonly steps: Step[] = [];
  public readonly tag: { readonly Key: string; readonly Value: string };
  public readonly settings: typeof CLIENT_SETTINGS & { readonly region: string };
  public readonly workspaces: WorkSpaces;
  private readonly cloudFormation: CloudFormation;
  private readonly logs: CloudWatchLogs;

  /** What the names of all begin with that the scenario makes. */
  private readonly prefix: string;
  private readonly bundleIds: string[] = [];
  private readonly made = new Map<string, Made>();

  constructor(private readonly options: LabOptions) {
    const { region, run, scenario } = options;
    this.tag = { Key: TAG, Value: run };
    this.prefix = `${TAG}-${run}-${scenario}`;
    this.settings = { ...CLIENT_SETTINGS, region };
    this.workspaces = new WorkSpaces(this.settings);
    this.cloudFormation = new CloudFormation(this.settings);
    this.logs = new CloudWatchLogs(this.settings);
  }

  /** The name of the stack or bundle with this role in the scenario. */
  public nameOf(role: string): string {
    return `${this.prefix}-${role}`;
  }

  public async pause(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.options.signal });
  }

  /** Returns undefined after an error, which is recorded too. */
  public async ask<Answer>(step: string, call: () => Promise<Answer>): Promise<Answer | undefined> {
    this.options.signal.throwIfAborted();
    const answer = await this.record(step, call);
    this.options.signal.throwIfAborted();
    return answer;
  }

  /** Deploys a stack that the next steps need, and returns its outputs. */
  public async deploy(role: string, define: Define) {
    const { exitCode, outputs } = await this.tryDeploy(role, define);
    if (exitCode !== 0) {
      throw new Error(`the deployment of ${role} failed, which the next steps need`);
    }
    return outputs;
  }

  /** Deploys a stack with the CDK's command line. It may fail, but must get to CloudFormation. */
  public async tryDeploy(role: string, define: Define, ...args: readonly string[]) {
    await this.makeLogGroup();
    const StackName = this.nameOf(role);
    this.made.set(StackName, madeStack(this.cloudFormation, StackName));
    const { env, cwd, signal } = this.options;
    const deployment = await this.ask(['deploy', role, ...args].join(' '), async () => {
      const app = ['--app', this.synthesize(StackName, define)];
      const shown = ['--require-approval', 'never', '--progress', 'events'];
      const all = ['deploy', StackName, ...app, ...shown, ...args];
      const { exitCode, output } = await cdk(all, { env, cwd, signal });
      return { exitCode, printed: stripVTControlCharacters(output).split('\n') };
    });
    const stacks = await this.ask(`stack ${role}`, () => this.cloudFormation.describeStacks({ StackName }));
    if (deployment === undefined || stacks === undefined) {
      throw new Error(`the deployment of ${role} did not get to CloudFormation`);
    }
    const outputs = stacks.Stacks?.[0]?.Outputs ?? [];
    return {
      exitCode: deployment.exitCode,
      outputs: new Map(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
    };
  }

  /** Makes a bundle, and returns its id. */
  public async createBundle(step: string, role: string, ImageId: string): Promise<string | undefined> {
    this.made.set(BUNDLES, madeBundles(this.workspaces, this.prefix, this.bundleIds));
    const BundleName = this.nameOf(role);
    const answer = await this.ask(step, async () => {
      const created = await this.workspaces.createWorkspaceBundle({
        BundleName,
        BundleDescription: BundleName,
        ImageId,
        ComputeType: { Name: 'STANDARD' },
        RootStorage: { Capacity: '80' },
        UserStorage: { Capacity: '50' },
        Tags: [this.tag],
      });
      this.bundleIds.push(created.WorkspaceBundle?.BundleId ?? '');
      return created;
    });
    return answer?.WorkspaceBundle?.BundleId;
  }

  /** Deletes what was made, the last first, since it may read the others, and returns what is left. */
  public async close(): Promise<readonly Left[]> {
    const left: Left[] = [];
    for (const { what, commandFor, remove } of [...this.made.values()].reverse()) {
      await this.record(`delete the ${what}`, async () => {
        try {
          await remove((step, call) => this.record(step, call));
        } catch (error) {
          const why = textOf(error).slice(0, WHY_LENGTH);
          left.push({ what, why, command: commandFor(`aws --region ${this.options.region}`) });
          throw error;
        }
      });
    }
    return left;
  }

  private async record<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer | undefined> {
    const startedAt = Date.now();
    const add = (outcome: Pick<Step, 'answer' | 'error'>) => {
      const step = { name, at: new Date(startedAt).toISOString(), ms: Date.now() - startedAt, ...outcome };
      this.steps.push(step);
      this.options.onStep(step);
    };
    try {
      const answer = await call();
      add({ answer });
      return answer;
    } catch (error) {
      add({ error: recorded(error) });
      return undefined;
    }
  }

  /** Outside of the stacks, since a stack that is rolled back would lose it. */
  private async makeLogGroup(): Promise<void> {
    if (!this.made.has(LOG_GROUP)) {
      const tags = { [this.tag.Key]: this.tag.Value };
      this.made.set(LOG_GROUP, madeLogGroup(this.logs, this.prefix));
      await this.ask('create the log group', () =>
        this.logs.createLogGroup({ logGroupName: this.prefix, tags }),
      );
    }
  }

  private synthesize(stackName: string, define: Define): string {
    const outdir = mkdtempSync(join(this.options.cwd, 'assembly-'));
    const app = new App({ outdir, analyticsReporting: false });
    define(new Stack(app, stackName), this.prefix);
    Tags.of(app).add(this.tag.Key, this.tag.Value);
    return app.synth().directory;
  }
}

/** All that an error says, and the headers of its answer. */
function recorded(error: unknown): NonNullable<Step['error']> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name, message, ...SERVICE_ERROR.safeParse(error).data };
}
