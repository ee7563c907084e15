import { ServiceQuotas } from '@aws-sdk/client-service-quotas';
import { WorkSpaces } from '@aws-sdk/client-workspaces';
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
  const describe =
    (...ImageIds: string[]) =>
    () =>
      lab.workspaces.describeWorkspaceImages({ ImageIds });
  await lab.ask('an unknown id alone', describe(UNKNOWN_IMAGE));
  const page = await lab.ask('any image', () => lab.workspaces.describeWorkspaceImages({ MaxResults: 1 }));
  const known = page?.Images?.[0]?.ImageId;
  if (known !== undefined) {
    await lab.ask('an unknown id beside a known one', describe(known, UNKNOWN_IMAGE));
  }
}

export async function throttle(lab: Lab): Promise<void> {
  const { credentials } = lab.workspaces.config;
  const workspaces = new WorkSpaces({ ...lab.settings, credentials, maxAttempts: 1 });
  const call = () => workspaces.describeWorkspaceImages({ MaxResults: 1 });
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, (_, index) => lab.ask(`call ${index + 1}`, call)));
}

export async function newRole(lab: Lab): Promise<void> {
  await lab.tryDeploy('first-call', addLookup);
}

export async function rollbackId(lab: Lab): Promise<void> {
  await lab.deploy('rolled-back', lookupOf('first'));
  await lab.tryDeploy('rolled-back', lookupOf('second', true));
}

/** The name is a token whose value changes, so the lookup gets an Update. */
function lookupOf(name: string, fails = false): Define {
  return (stack, logGroupName) => {
    const parameter = new StringParameter(stack, 'Name', { stringValue: name });
    const lookup = addLookup(stack, logGroupName, { imageNames: [parameter.stringValue] });
    if (fails) {
      failAfter(stack, lookup);
    }
  };
}
