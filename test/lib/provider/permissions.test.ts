import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ComputeType, ImageGate, ImageManifest, WorkspaceBundle, WorkspaceImages } from '../../../lib';

const ROLE = 'arn:aws:iam::210987654321:role/LookUp';

interface Statement {
  readonly Action: string | string[];
  readonly Effect: string;
  readonly Resource: unknown;
}

interface Trust {
  readonly Statement: { readonly Action: string; readonly Principal: unknown }[];
}

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly AssumeRolePolicyDocument?: Trust;
    readonly Policies?: { readonly PolicyDocument: { readonly Statement: Statement[] } }[];
    readonly PolicyDocument?: { readonly Statement: Statement[] };
    readonly Roles?: { readonly Ref: string }[];
  };
}

/** A stack with all that a lookup can need, and a bundle. */
function everything() {
  const stack = new Stack(new App(), 'Images');
  const images = new WorkspaceImages(stack, 'Golden', {
    imageNames: ['golden'],
    mostRecent: 1,
    region: 'us-east-1',
    assumedRole: Role.fromRoleArn(stack, 'LookUp', ROLE),
    manifest: ImageManifest.alongside(Bucket.fromBucketName(stack, 'Bucket', 'manifests')),
    gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(3) }),
  });
  new WorkspaceImages(stack, 'Plain');
  new WorkspaceBundle(stack, 'Desktop', {
    image: images.newestImage,
    computeType: ComputeType.STANDARD,
    rootVolumeSize: Size.gibibytes(80),
    userVolumeSize: Size.gibibytes(50),
  });
  return Template.fromStack(stack);
}

const template = everything();
const resources = Object.entries((template.toJSON() as { Resources: Record<string, Resource> }).Resources);

const withoutHash = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '');

/** Who may do what, by roles. */
const permissions = resources.flatMap(([logicalId, { Type, Properties }]) => {
  const { Policies = [], PolicyDocument, Roles = [] } = Properties;
  const documents =
    Type === 'AWS::IAM::Policy' ? [PolicyDocument] : Policies.map((policy) => policy.PolicyDocument);
  const roles = Type === 'AWS::IAM::Policy' ? Roles.map(({ Ref }) => Ref) : [logicalId];
  return documents.flatMap((document) =>
    (document?.Statement ?? []).flatMap(({ Action, Effect, Resource }) =>
      [Action].flat().map((action) => ({ role: roles.map(withoutHash).join(), action, Effect, Resource })),
    ),
  );
});

const allowed = (action: string) => permissions.filter((permission) => permission.action === action);

/** The functions that a resource names: each, and its versions. */
const functionsIn = (resource: unknown) => [
  ...new Set(
    [...JSON.stringify(resource).matchAll(/"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","Arn"\]/g)].map(([, id]) => id),
  ),
];

test('nobody is let in from outside: no resource of a policy, no address, no other type than these', () => {
  expect([...new Set(resources.map(([, { Type }]) => Type))].sort()).toStrictEqual([
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::Lambda::Function',
    'AWS::Logs::LogGroup',
    'AWS::StepFunctions::StateMachine',
    'Custom::WorkspaceBundle',
    'Custom::WorkspaceImages',
  ]);
});

test('roles trust Lambda and Step Functions, and nobody else', () => {
  const trusts = resources.flatMap(([logicalId, { Properties }]) =>
    (Properties.AssumeRolePolicyDocument?.Statement ?? []).map(({ Action, Principal }) => ({
      role: withoutHash(logicalId),
      Action,
      Principal,
    })),
  );
  expect(trusts.length).toBeGreaterThan(6);
  expect(trusts).toStrictEqual(
    trusts.map(({ role }) => ({
      role,
      Action: 'sts:AssumeRole',
      Principal: {
        Service: role.endsWith('statemachineRole') ? 'states.amazonaws.com' : 'lambda.amazonaws.com',
      },
    })),
  );
});

test('the framework alone may invoke a handler, and its state machine alone the framework', () => {
  const invocations = allowed('lambda:InvokeFunction').map(({ role, Resource }) => [
    role,
    functionsIn(Resource),
  ]);
  const Images = 'WorkspaceImagesProvider';
  const Bundle = 'WorkspaceBundleProvider';
  const waiting = (provider: string) => [
    [`${provider}PollingRole`, [`${provider}Handler`]],
    [`${provider}WaitingFrameworkRole`, [`${provider}Handler`]],
    [`${provider}WaitingFrameworkwaiterstatemachineRole`, [`${provider}WaitingFrameworkframeworkisComplete`]],
    [`${provider}WaitingFrameworkwaiterstatemachineRole`, [`${provider}WaitingFrameworkframeworkonTimeout`]],
  ];
  expect(invocations.map(String).sort()).toStrictEqual(
    [[`${Images}FrameworkRole`, [`${Images}Handler`]], ...waiting(Images), ...waiting(Bundle)]
      .map(String)
      .sort(),
  );
});

test('the role, and the objects of the manifest, are named', () => {
  expect(allowed('sts:AssumeRole')).toStrictEqual([
    { role: 'WorkspaceImagesProviderHandlerRole', action: 'sts:AssumeRole', Effect: 'Allow', Resource: ROLE },
  ]);
  const ref = (name: string) => ({ Ref: `AWS::${name}` });
  const place = [ref('AccountId'), '/', ref('Region'), '/', ref('StackName'), '/*'];
  expect(allowed('s3:PutObject')).toStrictEqual([
    {
      role: 'WorkspaceImagesProviderHandlerRole',
      action: 's3:PutObject',
      Effect: 'Allow',
      Resource: {
        'Fn::Join': ['', ['arn:', ref('Partition'), ':s3:::manifests/workspace-images/', ...place]],
      },
    },
  ]);
});

test('everything is allowed for one thing at a time: no action has a wildcard, and nothing is passed on', () => {
  const actions = [...new Set(permissions.map(({ action }) => action))].sort();
  expect(actions).toStrictEqual([
    'lambda:GetFunction',
    'lambda:InvokeFunction',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    's3:PutObject',
    'states:StartExecution',
    'sts:AssumeRole',
    'workspaces:CreateTags',
    'workspaces:CreateWorkspaceBundle',
    'workspaces:DeleteTags',
    'workspaces:DeleteWorkspaceBundle',
    'workspaces:DescribeTags',
    'workspaces:DescribeWorkspaceBundles',
    'workspaces:DescribeWorkspaceImages',
    'workspaces:DescribeWorkspaces',
    'workspaces:UpdateWorkspaceBundle',
  ]);
});
