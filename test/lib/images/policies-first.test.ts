import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
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

test('a lookup that uses neither depends on nothing', () => {
  const stack = new Stack(new App(), 'Images');
  lookUp(stack, {});
  expect(dependenciesOf(stack)).toStrictEqual([[]]);
});
