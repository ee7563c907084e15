import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  ImageGate,
  WorkspaceImages,
  WorkspaceImagesProvider,
  type WorkspaceImagesProviderProps,
} from '../../../lib';

const HANDLER = { Description: 'Looks up Amazon WorkSpaces images' };
const NETWORK_INTERFACES = {
  Action: [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ],
  Effect: 'Allow',
  Resource: '*',
};

test('the handler runs on the architecture that the Region has', () => {
  const stack = new Stack(new App(), 'Images');
  new WorkspaceImagesProvider(stack, 'Provider', { architecture: Architecture.X86_64 });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    ...HANDLER,
    Architectures: ['x86_64'],
  });
});

test('a provider is the grantee of a bucket with rules of its own', () => {
  const stack = new Stack(new App(), 'Images');
  const provider = new WorkspaceImagesProvider(stack, 'Provider');
  new Bucket(stack, 'Bucket').grantPut(provider, 'elsewhere/*');
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    Roles: [{ Ref: Match.stringLikeRegexp('^ProviderHandlerRole') }],
    PolicyDocument: { Statement: [Match.objectLike({ Action: Match.arrayWith(['s3:PutObject']) })] },
  });
});

describe('in a network', () => {
  function inVpc(props: WorkspaceImagesProviderProps = {}) {
    const stack = new Stack(new App(), 'Images');
    const vpc = new Vpc(stack, 'Vpc', { maxAzs: 1, restrictDefaultSecurityGroup: false });
    const provider = new WorkspaceImagesProvider(stack, 'Provider', {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [new SecurityGroup(stack, 'Group', { vpc })],
      ...props,
    });
    new WorkspaceImages(stack, 'Plain', { provider });
    new WorkspaceImages(stack, 'Waits', {
      provider,
      gate: ImageGate.waitUntilAvailable({ timeout: Duration.minutes(5) }),
    });
    const template = Template.fromStack(stack);
    const functions = Object.values(template.findResources('AWS::Lambda::Function')) as {
      Properties: { Handler: string; VpcConfig?: object };
    }[];
    const networked = functions
      .filter(({ Properties }) => Properties.VpcConfig !== undefined)
      .map(({ Properties }) => Properties.Handler);
    return { template, networked: networked.sort() };
  }

  test('the handler alone runs in the subnets and security groups', () => {
    const { template, networked } = inVpc();
    expect(networked).toStrictEqual(['index.handler']);
    template.hasResourceProperties('AWS::Lambda::Function', {
      ...HANDLER,
      VpcConfig: {
        SubnetIds: [{ Ref: Match.stringLikeRegexp('^VpcPrivateSubnet1') }],
        SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Group'), 'GroupId'] }],
      },
    });
    const rolesInNetwork = (all: Template) =>
      Object.keys(
        all.findResources('AWS::IAM::Role', {
          Properties: {
            Policies: [{ PolicyDocument: { Statement: Match.arrayWith([NETWORK_INTERFACES]) } }],
          },
        }),
      );
    expect(rolesInNetwork(template)).toStrictEqual([expect.stringMatching(/^ProviderHandlerRole/)]);
    expect(rolesInNetwork(inVpc({ frameworkInVpc: true }).template)).toHaveLength(4);
  });

  test('the functions of the framework run there too where that is asked for', () => {
    expect(inVpc({ frameworkInVpc: true }).networked).toStrictEqual([
      'framework.isComplete',
      'framework.onEvent',
      'framework.onEvent',
      'framework.onTimeout',
      'index.handler',
    ]);
  });

  test('no role of ours has a managed policy', () => {
    const { template } = inVpc({ frameworkInVpc: true });
    const withManaged = template.findResources('AWS::IAM::Role', {
      Properties: { ManagedPolicyArns: Match.anyValue() },
    });
    expect(Object.keys(withManaged)).toStrictEqual([]);
  });

  test('a framework needs the network that it runs in', () => {
    expect(() => new WorkspaceImagesProvider(new Stack(), 'Provider', { frameworkInVpc: true })).toThrow(
      '`frameworkInVpc` needs the `vpc` that the framework runs in, got: no vpc',
    );
  });
});

test('a waiting gate tells the handler how often to look', () => {
  const stack = new Stack(new App(), 'Images');
  const provider = new WorkspaceImagesProvider(stack, 'Provider', {
    pollInterval: Duration.seconds(7),
  });
  new WorkspaceImages(stack, 'Waits', {
    provider,
    gate: ImageGate.waitUntilAvailable({ timeout: Duration.minutes(5) }),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    ...HANDLER,
    Environment: { Variables: { POLL_SECONDS: '7' } },
  });
});
