import { App, CfnResource, Duration, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AccountPrincipal,
  AccountRootPrincipal,
  CfnPolicy,
  ManagedPolicy,
  Policy,
  PolicyStatement,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { Bucket, BucketPolicy } from 'aws-cdk-lib/aws-s3';
import {
  ImageGate,
  ImageManifest,
  WorkspaceImages,
  type WorkspaceImagesProps,
  WorkspaceImagesProvider,
} from '../../../lib';

const ALLOWED = new PolicyStatement({ actions: ['workspaces:DescribeWorkspaceImages'], resources: ['*'] });

/** What the custom resources of a stack depend on, by type. */
function dependenciesOf(stack: Stack): string[][] {
  const template = Template.fromStack(stack).toJSON() as {
    readonly Resources: Readonly<Record<string, { readonly Type: string; readonly DependsOn?: string[] }>>;
  };
  const { Resources: resources } = template;
  return Object.values(resources)
    .filter(({ Type }) => Type === 'Custom::WorkspaceImages')
    .map(({ DependsOn = [] }) => DependsOn.map((id) => resources[id]?.Type ?? '').sort());
}

const lookUp = (stack: Stack, props: WorkspaceImagesProps) =>
  new WorkspaceImages(stack, 'GoldenImages', props);

const role = (stack: Stack) => new Role(stack, 'Role', { assumedBy: new AccountRootPrincipal() });

test("a lookup waits for its role's own policies, also for those that come later", () => {
  const stack = new Stack(new App(), 'Images');
  const assumedRole = role(stack);
  lookUp(stack, { assumedRole });
  assumedRole.addToPolicy(ALLOWED);
  expect(dependenciesOf(stack)).toStrictEqual([['AWS::IAM::Policy']]);
});

test('it waits for the policies that a stack adds to an imported role', () => {
  const stack = new Stack(new App(), 'Images', { env: { account: '123456789012', region: 'eu-west-1' } });
  const assumedRole = Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/LookUp');
  assumedRole.addToPrincipalPolicy(ALLOWED);
  lookUp(stack, { assumedRole });
  expect(dependenciesOf(stack)).toStrictEqual([['AWS::IAM::Policy']]);
});

test("it waits for the bucket's policy, also for one that comes later, and not for what the bucket notifies", () => {
  const stack = new Stack(new App(), 'Images');
  const bucket = new Bucket(stack, 'Bucket');
  const provider = new WorkspaceImagesProvider(stack, 'Provider');
  const images = lookUp(stack, { provider, manifest: ImageManifest.alongside(bucket) });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      actions: ['s3:PutObject'],
      principals: [provider.grantPrincipal],
      resources: [bucket.arnForObjects('workspace-images/*')],
    }),
  );
  // Notifications of a bucket are constructs under it, and may use the images.
  new CfnResource(bucket, 'Notifications', {
    type: 'AWS::Test::Notifications',
    properties: { ImageId: images.newestImageId },
  });
  expect(dependenciesOf(stack)).toStrictEqual([['AWS::S3::BucketPolicy']]);
});

test('every link of a long wait does', () => {
  const stack = new Stack(new App(), 'Images');
  const assumedRole = role(stack);
  assumedRole.addToPolicy(ALLOWED);
  lookUp(stack, { assumedRole, gate: ImageGate.waitUntilAvailable({ timeout: Duration.minutes(70) }) });
  expect(dependenciesOf(stack)).toStrictEqual([['AWS::IAM::Policy'], ['AWS::IAM::Policy']]);
});

/** By the method that the installed CDK has. */
function addResourceDependency(
  resource:
    | { addResourceDependency: (target: CfnResource) => void }
    | { addDependency: (target: CfnResource) => void },
  target: CfnResource,
): void {
  if ('addResourceDependency' in resource) {
    resource.addResourceDependency(target);
  } else {
    resource.addDependency(target);
  }
}

const allowed = () => ({ statements: [ALLOWED] });

test.each<[string, string, (stack: Stack, assumedRole: Role) => void]>([
  [
    'a policy that names it',
    'AWS::IAM::Policy',
    (stack, assumedRole) => new Policy(stack, 'P', { ...allowed(), roles: [assumedRole] }),
  ],
  [
    'a policy that is attached',
    'AWS::IAM::Policy',
    (stack, assumedRole) => {
      assumedRole.attachInlinePolicy(new Policy(stack, 'P', allowed()));
    },
  ],
  [
    'a managed policy',
    'AWS::IAM::ManagedPolicy',
    (stack, assumedRole) => new ManagedPolicy(stack, 'P', { ...allowed(), roles: [assumedRole] }),
  ],
])('a lookup waits for %s, wherever it stands', (_, type, attach) => {
  const stack = new Stack(new App(), 'Images');
  const assumedRole = role(stack);
  lookUp(stack, { assumedRole: assumedRole.withoutPolicyUpdates() });
  new Policy(stack, 'Others', {
    ...allowed(),
    roles: [new Role(stack, 'Other', { assumedBy: new AccountRootPrincipal() })],
  });
  attach(stack, assumedRole);
  expect(dependenciesOf(stack)).toStrictEqual([[type]]);
});

test('it waits for a policy that names its bucket, of an imported one too', () => {
  const stack = new Stack(new App(), 'Images');
  const bucket = Bucket.fromBucketName(stack, 'Bucket', 'manifests');
  lookUp(stack, { manifest: ImageManifest.alongside(bucket) });
  for (const each of [bucket, new Bucket(stack, 'Other')]) {
    const policy = new BucketPolicy(stack, `${each.node.id}Policy`, { bucket: each });
    policy.document.addStatements(
      new PolicyStatement({
        actions: ['s3:GetObject'],
        principals: [new AccountRootPrincipal()],
        resources: [each.arnForObjects('*')],
      }),
    );
  }
  expect(dependenciesOf(stack)).toStrictEqual([['AWS::S3::BucketPolicy']]);
});

describe('a policy that needs the answer of a lookup is not waited for:', () => {
  const reader = new AccountPrincipal('210987654321');

  test("a bucket's that allows the manifest to be read", () => {
    const stack = new Stack(new App(), 'Images');
    const bucket = new Bucket(stack, 'Bucket');
    const images = lookUp(stack, { manifest: ImageManifest.alongside(bucket) });
    bucket.grantRead(reader, images.manifestKey);
    expect(dependenciesOf(stack)).toStrictEqual([[]]);
  });

  test("a role's that allows the newest image to be used", () => {
    const stack = new Stack(new App(), 'Images');
    const assumedRole = role(stack);
    const { newestImageId } = lookUp(stack, { assumedRole });
    assumedRole.addToPolicy(
      new PolicyStatement({ actions: ['workspaces:CopyWorkspaceImage'], resources: [newestImageId] }),
    );
    expect(dependenciesOf(stack)).toStrictEqual([[]]);
  });

  test('one that refers to a role that uses the newest image', () => {
    const stack = new Stack(new App(), 'Images');
    const bucket = new Bucket(stack, 'Bucket');
    const { newestImageId } = lookUp(stack, { manifest: ImageManifest.alongside(bucket) });
    const user = new Role(stack, 'User', {
      assumedBy: new AccountRootPrincipal(),
      description: newestImageId,
    });
    bucket.addToResourcePolicy(
      new PolicyStatement({
        actions: ['s3:GetObject'],
        principals: [user],
        resources: [bucket.arnForObjects('*')],
      }),
    );
    expect(dependenciesOf(stack)).toStrictEqual([[]]);
  });

  test.each<[string, (policy: CfnPolicy, images: WorkspaceImages) => void]>([
    [
      'the lookup',
      (policy, images) => {
        policy.node.addDependency(images);
      },
    ],
    [
      "the lookup's resource",
      (policy, images) => {
        for (const resource of images.node.findAll().filter((child) => CfnResource.isCfnResource(child))) {
          addResourceDependency(policy, resource);
        }
      },
    ],
    [
      'the lookup, as all in its role does',
      (policy, images) => {
        policy.node.scope?.node.addDependency(images);
      },
    ],
  ])('one that depends on %s', (_, depend) => {
    const stack = new Stack(new App(), 'Images');
    const assumedRole = role(stack);
    const images = lookUp(stack, { assumedRole });
    assumedRole.addToPolicy(ALLOWED);
    for (const policy of assumedRole.node.findAll().filter((child) => child instanceof CfnPolicy)) {
      depend(policy, images);
    }
    expect(dependenciesOf(stack)).toStrictEqual([[]]);
  });
});

test('a policy that refers to its stack is waited for', () => {
  const stack = new Stack(new App(), 'Images');
  const assumedRole = role(stack);
  assumedRole.addToPolicy(
    new PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [stack.stackId] }),
  );
  lookUp(stack, { assumedRole });
  expect(dependenciesOf(stack)).toStrictEqual([['AWS::IAM::Policy']]);
});

test('policies of other stacks and stages are left to their order', () => {
  const app = new App();
  const one = new Stack(new Stage(app, 'One'), 'Images', {
    env: { account: '123456789012', region: 'eu-west-1' },
  });
  const assumedRole = new Role(one, 'Role', { assumedBy: new AccountRootPrincipal(), roleName: 'LookUp' });
  assumedRole.addToPolicy(ALLOWED);
  const bucket = new Bucket(one, 'Bucket', { bucketName: 'manifests', enforceSSL: true });
  const two = new Stack(new Stage(app, 'Two'), 'Images', {
    env: { account: '210987654321', region: 'eu-west-1' },
  });
  lookUp(two, { assumedRole, manifest: ImageManifest.alongside(bucket) });
  expect(dependenciesOf(two)).toStrictEqual([[]]);
});

test('a lookup that uses neither depends on nothing', () => {
  const stack = new Stack(new App(), 'Images');
  lookUp(stack, {});
  expect(dependenciesOf(stack)).toStrictEqual([[]]);
});
