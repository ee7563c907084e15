import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { STSClient } from '@aws-sdk/client-sts';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { CLIENT_SETTINGS } from '../../cli/service/client-settings';
import { redact } from '../../lambda/resource/redact';
import { callersEnvironment } from '../local-aws/environment';
import type { Output } from '../start/output';
import { readAccount } from './account';
import { askAll, type OpenLab } from './ask-all';
import { accountLines } from './core/account';
import { announcement } from './core/announcement';
import { outcomeText } from './core/asked';
import { leftLines } from './core/left';
import { reportLines } from './core/report';
import type { Question } from './experiment';
import { logReader } from './handler-log';
import { Stacks, TAG } from './stacks';
import { versions } from './versions';

export interface Check {
  readonly region: string;

  /** Empty if nothing may be deployed. */
  readonly questions: readonly Question[];
  readonly imageIds: readonly string[];

  /** Tells the stacks of this run from those of others. */
  readonly run: string;

  /** A folder for files. */
  readonly directory: string;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** Asks an account, and returns whether all questions have been answered, and nothing is left. */
export async function check(options: Check): Promise<boolean> {
  const { region, questions, run, output, signal } = options;
  const { line, style } = output;
  // Much of it is what services say, and it is made to be shown to others.
  const say = (lines: readonly string[]) => {
    line.say(redact(lines.join('\n')));
  };
  const settings = { ...CLIENT_SETTINGS, region };
  const clients = {
    sts: new STSClient(settings),
    workspaces: new WorkSpacesClient(settings),
    serviceQuotas: new ServiceQuotasClient(settings),
  };
  say(accountLines(await readAccount(clients, region)));
  if (questions.length === 0) {
    return true;
  }
  signal.throwIfAborted();
  const prefix = `check-live-${run}`;
  say(['', ...announcement({ questions, prefix, tag: `${TAG} = ${run}` })]);
  const { asked, left } = await askAll(questions, {
    open: labsIn(options, prefix, clients.workspaces),
    onBegin: ({ name, question }) => {
      say(['', style.bold(`${name}: ${question}`)]);
    },
    onEnd: (outcome) => {
      say([outcomeText(outcome)]);
    },
    signal,
  });
  say(['', ...leftLines(left, region)]);
  say(['', ...reportLines(asked, { date: new Date(), region, versions: versions() })]);
  signal.throwIfAborted();
  return left.length === 0 && asked.every(({ outcome }) => outcome.kind !== 'no answer');
}

function labsIn(
  { region, imageIds, run, directory, output, signal }: Check,
  prefix: string,
  workspaces: WorkSpacesClient,
): (question: Question) => OpenLab {
  const settings = { ...CLIENT_SETTINGS, region };
  const cloudFormation = new CloudFormationClient(settings);
  const readLog = logReader(new CloudWatchLogsClient(settings), signal);
  const env = callersEnvironment(process.env, { AWS_REGION: region });
  return ({ name }) => {
    const stacks = new Stacks({
      cloudFormation,
      prefix: `${prefix}-${name}`,
      tagValue: run,
      directory,
      deploy: { env, cwd: directory, output, signal },
    });
    return {
      imageIds,
      workspaces,
      stackName: (role) => stacks.stackName(role),
      deploy: (role, define, args) => stacks.deploy(role, define, args),
      readLog,
      close: () => stacks.deleteAll(output),
    };
  };
}
