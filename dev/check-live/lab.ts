import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { WorkSpaces, type WorkSpacesClientConfig } from '@aws-sdk/client-workspaces';
import { App, Stack, Tags } from 'aws-cdk-lib';
import { z } from 'zod';
import { CLIENT_SETTINGS } from '../../cli/service/client-settings';
import { cdk } from '../local-aws/cdk';
import { callersEnvironment } from '../local-aws/environment';
import { type Made, madeBundles, madeLogGroup, madeStack, retried } from './made';
import { type Left, type Step, stepOf } from './recording';

const TAG = 'check-live';
const NOT_IN_FORCE = /^(AccessDenied|ResourceUnavailable)/;
const IN_FORCE_SECONDS = 27;
const WITH_HEADERS = z.object({ headers: z.record(z.string(), z.string()) });

export interface LabOptions {
  readonly region: string;
  readonly run: string;
  readonly scenario: string;
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
  private readonly running: Promise<Step>[] = [];
  private readonly made = new Map<string, Made>();

  constructor(private readonly options: LabOptions) {
    const { region, run, scenario } = options;
    this.tag = { Key: TAG, Value: run };
    this.prefix = `${TAG}-${run}-${scenario}`;
    this.settings = { ...CLIENT_SETTINGS, region };
    this.workspaces = this.workspacesWith({});
    this.cloudFormation = new CloudFormation(this.settings);
    this.logs = new CloudWatchLogs(this.settings);
  }

  /** A client whose answers carry their headers. */
  public workspacesWith(config: WorkSpacesClientConfig): WorkSpaces {
    const client = new WorkSpaces({ ...this.settings, ...config });
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        Object.assign(result.output ?? {}, { $response: WITH_HEADERS.parse(result.response) });
        return result;
      },
      { step: 'deserialize', priority: 'high' },
    );
    return client;
  }

  /** The name of the stack or bundle with this role in the scenario. */
  public nameOf(role: string): string {
    return `${this.prefix}-${role}`;
  }

  public async pause(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.options.signal });
  }

  /** Returns undefined after an error, which is recorded too. */
  public async ask<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer | undefined> {
    this.options.signal.throwIfAborted();
    const { answer } = await this.record(name, call);
    this.options.signal.throwIfAborted();
    return answer;
  }

  /** Asks again for a while, for a role that is not in force, or a bundle that is PENDING. */
  public askUntilInForce<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer | undefined> {
    const { signal } = this.options;
    return this.ask(name, () => retried(NOT_IN_FORCE, call, { seconds: IN_FORCE_SECONDS, signal }));
  }

  /** Deploys a stack that the next steps need, and returns its outputs. */
  public async deploy(role: string, define: Define): Promise<Readonly<Record<string, string>>> {
    const { exitCode, outputs } = await this.tryDeploy(role, define);
    if (exitCode !== 0) {
      throw new Error(`the deployment of ${role} failed, which the next steps need`);
    }
    return outputs;
  }

  /** Deploys a stack with the CDK's command line, which Ctrl-C ends. It may fail, but must get to CloudFormation. */
  public async tryDeploy(role: string, define: Define, ...args: readonly string[]) {
    const { region, signal } = this.options;
    const StackName = this.nameOf(role);
    await this.makeLogGroup();
    this.remember(madeStack(this.cloudFormation, StackName));
    const deployment = await this.ask(['deploy', role, ...args].join(' '), async () => {
      const app = ['--app', this.synthesize(StackName, define)];
      // The project's cdk.json names another app.
      const options = { env: callersEnvironment(process.env, { AWS_REGION: region }), cwd: tmpdir(), signal };
      const { exitCode, output } = await cdk(
        ['deploy', ...app, '--require-approval', 'never', '--no-color', ...args],
        options,
      );
      return { exitCode, printed: output.split('\n') };
    });
    const found = await this.ask(`stack ${role}`, () => this.cloudFormation.describeStacks({ StackName }));
    if (deployment === undefined || found === undefined) {
      throw new Error(`the deployment of ${role} did not get to CloudFormation`);
    }
    const outputs = found.Stacks?.[0]?.Outputs ?? [];
    return {
      exitCode: deployment.exitCode,
      outputs: Object.fromEntries(
        outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
      ),
    };
  }

  /** Makes a bundle, and returns its id. */
  public async createBundle(step: string, role: string, ImageId: string): Promise<string | undefined> {
    this.remember(madeBundles(this.workspaces, this.prefix, this.bundleIds));
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
    // Of steps at once, the others are still under way when one ends the scenario, and may make something.
    await Promise.all(this.running);
    const left: Left[] = [];
    for (const { what, commandFor, remove, history } of [...this.made.values()].reverse()) {
      const { error } = await this.record(`delete the ${what}`, remove);
      if (error !== undefined) {
        const command = commandFor(`aws --region ${this.options.region}`);
        left.push({ what, why: `${error.name}: ${error.message}`, command });
      }
      if (history !== undefined) {
        await this.record(`history of the ${what}`, history);
      }
    }
    return left;
  }

  private async record<Answer>(name: string, call: () => Promise<Answer>): Promise<Step<Answer>> {
    const running = stepOf(name, call);
    this.running.push(running);
    const step = await running;
    this.steps.push(step);
    this.options.onStep(step);
    return step;
  }

  /** What is made twice is deleted where it stood at first. */
  private remember(made: Made): void {
    this.made.set(made.what, this.made.get(made.what) ?? made);
  }

  /** Outside of the stacks, since a stack that is rolled back would lose it. */
  private async makeLogGroup(): Promise<void> {
    const logGroupName = this.prefix;
    const made = madeLogGroup(this.logs, logGroupName);
    if (!this.made.has(made.what)) {
      this.remember(made);
      const tags = { [this.tag.Key]: this.tag.Value };
      await this.ask('create the log group', () => this.logs.createLogGroup({ logGroupName, tags }));
    }
  }

  private synthesize(stackName: string, define: Define): string {
    const app = new App();
    define(new Stack(app, stackName), this.prefix);
    Tags.of(app).add(this.tag.Key, this.tag.Value);
    return app.synth().directory;
  }
}
