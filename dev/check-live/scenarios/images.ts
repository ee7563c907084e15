import { ServiceQuotas } from '@aws-sdk/client-service-quotas';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Define, Lab } from '../lab';
import { addLookup, failAfter, UNKNOWN_IMAGE } from './constructs';

const CALLS_AT_ONCE = 20;

export async function plainCalls(lab: Lab): Promise<void> {
  for (const ImageType of [undefined, 'OWNED', 'SHARED'] as const) {
    const call = () => lab.workspaces.describeWorkspaceImages({ ImageType, MaxResults: 25 });
    await lab.ask(`first page, ${ImageType ?? 'no type'}`, call);
  }
  const quotas = new ServiceQuotas(lab.settings);
  const call = () => quotas.listServiceQuotas({ ServiceCode: 'workspaces', MaxResults: 100 });
  await lab.ask('quotas of WorkSpaces', call);
}

export async function unknownIds(lab: Lab): Promise<void> {
  const { workspaces } = lab;
  const ask = (what: string, ...ImageIds: string[]) =>
    lab.ask(what, () => workspaces.describeWorkspaceImages({ ImageIds }));
  await ask('an unknown id alone', UNKNOWN_IMAGE);
  const page = await lab.ask('any image', () => workspaces.describeWorkspaceImages({ MaxResults: 1 }));
  const known = page?.Images?.[0]?.ImageId;
  if (known !== undefined) {
    await ask('an unknown id beside a known one', known, UNKNOWN_IMAGE);
  }
}

/** Nothing is tried again, and the credentials are found before. */
export async function throttle(lab: Lab): Promise<void> {
  const credentials = await lab.workspaces.config.credentials();
  const workspaces = lab.workspacesWith({ credentials, maxAttempts: 1 });
  const call = () => workspaces.describeWorkspaceImages({ MaxResults: 1 });
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, (_, index) => lab.ask(`call ${index + 1}`, call)));
}

export async function newRole(lab: Lab): Promise<void> {
  await lab.tryDeploy('first-call', addLookup);
}

/** The name is a token whose value changes, so the lookup gets an Update. */
export async function rollbackId(lab: Lab): Promise<void> {
  const lookupOf = (name: string, fails: boolean): Define => {
    return (stack, logGroupName) => {
      const parameter = new StringParameter(stack, 'Name', { stringValue: name });
      const lookup = addLookup(stack, logGroupName, { imageNames: [parameter.stringValue] });
      if (fails) {
        failAfter(stack, lookup);
      }
    };
  };
  await lab.deploy('rolled-back', lookupOf('first', false));
  await lab.tryDeploy('rolled-back', lookupOf('second', true));
}
