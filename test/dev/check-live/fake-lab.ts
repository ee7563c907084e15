import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { LogEntry } from '../../../dev/check-live/core/log-entries';
import type { Deployed, Lab } from '../../../dev/check-live/experiment';

/** What AWS would do. */
export interface Script {
  /** How the deployments go, one after the other. One that is not there succeeds. */
  readonly deployments?: readonly Partial<Deployed>[];
  readonly log?: readonly LogEntry[];
  readonly imageIds?: readonly string[];
  readonly workspacesUrl?: string;
}

/** A lab that synthesizes what is deployed, and does what a script says. */
export function fakeLab({ deployments = [], log = [], imageIds = [], workspacesUrl }: Script) {
  const deployed: { readonly role: string; readonly args: readonly string[]; readonly template: Template }[] =
    [];
  const stackName = (role: string) => `check-${role}`;
  const lab: Lab = {
    imageIds,
    workspaces: new WorkSpacesClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      ...(workspacesUrl === undefined ? {} : { endpoint: workspacesUrl }),
    }),
    stackName,
    deploy: (role, define, args = []) => {
      const stack = new Stack(new App(), stackName(role));
      define(stack);
      deployed.push({ role, args, template: Template.fromStack(stack) });
      return Promise.resolve({
        stackName: stackName(role),
        succeeded: true,
        reason: '',
        status: 'CREATE_COMPLETE',
        outputs: {},
        ...deployments[deployed.length - 1],
      });
    },
    readLog: (_, isEnough) => {
      const enough = log.findIndex((__, index) => isEnough(log.slice(0, index + 1)));
      return Promise.resolve(enough === -1 ? log : log.slice(0, enough + 1));
    },
  };
  return { lab, deployed };
}

/** A deployment that fails where it is made to. */
export function failsOnPurpose(role: string, status = 'UPDATE_ROLLBACK_COMPLETE'): Partial<Deployed> {
  return { succeeded: false, reason: `check-${role}/FailsOnPurpose: WaitCondition timed out`, status };
}
