import { STS } from '@aws-sdk/client-sts';
import { CfnOutput, Duration, Size } from 'aws-cdk-lib';
import { AccountRootPrincipal, Effect, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ComputeType, WorkspaceBundle, WorkspaceBundleProvider, WorkspaceImage } from 'cdk-workspace-images';
import type { Define, Lab } from '../lab';
import { ownBundles } from '../made';
import { type Step, stepOf } from '../recording';
import { UNKNOWN_IMAGE } from './constructs';

const SECOND_MS = 1_000;
const LOOKS_AT_NEW = 3;

export async function noRollback(lab: Lab, imageId: string): Promise<void> {
  await lab.tryDeploy('bundle', bundleOf(UNKNOWN_IMAGE), '--no-rollback');
  await lab.tryDeploy('bundle', bundleOf(imageId), '--no-rollback');
}

export async function bundleStates(lab: Lab, oldImageId: string, newImageId: string): Promise<void> {
  const { DesktopBundleId = '' } = await lab.deploy('bundle', bundleOf(oldImageId));
  const describe = () => lab.workspaces.describeWorkspaceBundles({ BundleIds: [DesktopBundleId] });
  const update = lab.tryDeploy('bundle', bundleOf(newImageId));
  const over = () => true;
  const isOver = update.then(over, over);
  const looks = async () => {
    const seen: Step[] = [];
    while (!(await Promise.race([isOver, lab.pause(SECOND_MS)]))) {
      // It may be throttled.
      seen.push(await stepOf('look', describe));
    }
    return { seen };
  };
  await Promise.all([update, lab.ask('the bundle, each second of the update', looks)]);
}

export async function bundleErrors(lab: Lab, imageId: string): Promise<void> {
  const create = (step: string) => lab.createBundle(step, 'twice', imageId);
  const ids = await Promise.all([create('a name'), create('the same name at once')]);
  const created = ids.find((id) => id !== undefined);
  if (created !== undefined) {
    for (let look = 1; look <= LOOKS_AT_NEW; look++) {
      await lab.ask(`list, look ${look}`, async () => ({ bundles: await ownBundles(lab.workspaces) }));
      await lab.ask(`tags, look ${look}`, () => lab.workspaces.describeTags({ ResourceId: created }));
      await lab.pause(SECOND_MS);
    }
    await lab.askUntilInForce('delete it', () => lab.workspaces.deleteWorkspaceBundle({ BundleId: created }));
    await create('the name right after its deletion');
  }
  await createOfUnusable(lab);
  const amazons = await lab.ask('bundles of Amazon', () =>
    lab.workspaces.describeWorkspaceBundles({ Owner: 'AMAZON' }),
  );
  await useForeign(lab, 'an unknown bundle', 'wsb-000000000', imageId);
  await useForeign(lab, "Amazon's bundle", amazons?.Bundles?.[0]?.BundleId, imageId);
}

/** Does `aws:ResourceTag` allow, and does it deny? The role that may delete the bundle comes last. */
export async function bundlePolicy(lab: Lab, ImageId: string): Promise<void> {
  const BundleId = await lab.createBundle('create the bundle', 'tagged', ImageId);
  const outputs = await lab.deploy('roles', rolesFor(lab.tag));
  const sts = new STS(lab.settings);
  for (const role of ['DeniedByTag', 'AllowedByAnotherTag', 'AllowedByTag']) {
    const ask = <Answer>(what: string, call: () => Promise<Answer>) =>
      lab.askUntilInForce(`${role}: ${what}`, call);
    const assume = () => sts.assumeRole({ RoleArn: outputs[role], RoleSessionName: lab.tag.Key });
    const assumed = await ask('assume', assume);
    const { AccessKeyId, SecretAccessKey, SessionToken } = assumed?.Credentials ?? {};
    const credentials = {
      accessKeyId: AccessKeyId ?? '',
      secretAccessKey: SecretAccessKey ?? '',
      sessionToken: SessionToken,
    };
    const workspaces = lab.workspacesWith({ credentials });
    await ask('update', () => workspaces.updateWorkspaceBundle({ BundleId, ImageId }));
    await ask('delete', () => workspaces.deleteWorkspaceBundle({ BundleId }));
  }
}

function bundleOf(imageId: string): Define {
  return (stack, logGroupName) => {
    const logGroup = LogGroup.fromLogGroupName(stack, 'LogGroup', logGroupName);
    const pollInterval = Duration.seconds(5);
    new WorkspaceBundle(stack, 'Desktop', {
      image: WorkspaceImage.fromImageId(stack, 'Image', imageId),
      computeType: ComputeType.STANDARD,
      rootVolumeSize: Size.gibibytes(80),
      userVolumeSize: Size.gibibytes(50),
      provider: new WorkspaceBundleProvider(stack, 'Provider', { logGroup, pollInterval }),
    });
  };
}

/** Of images that the account happens to have. */
async function createOfUnusable(lab: Lab): Promise<void> {
  const list = (ImageType: 'OWNED' | 'SHARED') =>
    lab.ask(`images, ${ImageType}`, () => lab.workspaces.describeWorkspaceImages({ ImageType }));
  const pending = (await list('OWNED'))?.Images?.find(({ State }) => State === 'PENDING')?.ImageId;
  if (pending !== undefined) {
    await lab.createBundle('a bundle of a PENDING image', 'pending', pending);
  }
  const shared = (await list('SHARED'))?.Images?.[0]?.ImageId;
  if (shared !== undefined) {
    await lab.createBundle('a bundle of an image of another account', 'shared', shared);
  }
}

async function useForeign(lab: Lab, what: string, BundleId: string | undefined, ImageId: string) {
  if (BundleId === undefined) {
    return;
  }
  const { workspaces } = lab;
  await lab.ask(`${what} by its id`, () => workspaces.describeWorkspaceBundles({ BundleIds: [BundleId] }));
  await lab.ask(`tags of ${what}`, () => workspaces.describeTags({ ResourceId: BundleId }));
  await lab.ask(`update of ${what}`, () => workspaces.updateWorkspaceBundle({ BundleId, ImageId }));
}

function rolesFor({ Key, Value }: Lab['tag']): Define {
  const statement = (effect: Effect, value?: string) =>
    new PolicyStatement({
      effect,
      actions: ['workspaces:UpdateWorkspaceBundle', 'workspaces:DeleteWorkspaceBundle'],
      resources: ['*'],
      conditions: value === undefined ? {} : { StringEquals: { [`aws:ResourceTag/${Key}`]: value } },
    });
  const roles = {
    DeniedByTag: [statement(Effect.ALLOW), statement(Effect.DENY, Value)],
    AllowedByAnotherTag: [statement(Effect.ALLOW, 'another')],
    AllowedByTag: [statement(Effect.ALLOW, Value)],
  };
  return (stack) => {
    for (const [id, statements] of Object.entries(roles)) {
      const role = new Role(stack, `${id}Role`, {
        assumedBy: new AccountRootPrincipal(),
        inlinePolicies: { Bundles: new PolicyDocument({ statements }) },
      });
      new CfnOutput(stack, id, { value: role.roleArn });
    }
  };
}
