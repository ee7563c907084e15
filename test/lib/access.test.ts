import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { WorkspaceImages, WorkspaceImagesProvider, type WorkspaceImagesProps } from '../../lib';
import { lookUp, lookUps } from './stacks';

const ROLE = 'arn:aws:iam::210987654321:role/LookUp';
const OTHER = 'arn:aws:iam::210987654321:role/Other';

function stackWith(...all: ((stack: Stack) => WorkspaceImagesProps)[]): Template {
  const stack = new Stack(new App(), 'Images');
  all.forEach((props, index) => new WorkspaceImages(stack, `Images${index}`, props(stack)));
  return Template.fromStack(stack);
}

const asRole =
  (arn: string, more: WorkspaceImagesProps = {}) =>
  (stack: Stack): WorkspaceImagesProps => ({
    role: Role.fromRoleArn(stack, `Role${arn.length}`, arn),
    ...more,
  });

describe('another Region or account', () => {
  test('is part of the query', () => {
    const template = stackWith(asRole(ROLE, { region: 'us-east-1', externalId: 'desktops' }));
    expect(lookUps(template)[0]?.properties).toMatchObject({
      Region: 'us-east-1',
      RoleArn: ROLE,
      ExternalId: 'desktops',
    });
  });

  test('is listed in the environment of the function, in one order whichever look-up came first', () => {
    const variables = {
      ALLOWED_REGIONS: 'eu-central-1,us-east-1',
      ALLOWED_ROLE_ARNS: `${ROLE},${OTHER}`.split(',').sort().join(','),
    };
    const environment = { Environment: { Variables: variables } };
    const first = asRole(ROLE, { region: 'us-east-1' });
    const second = asRole(OTHER, { region: 'eu-central-1' });
    stackWith(first, second).hasResourceProperties('AWS::Lambda::Function', environment);
    stackWith(second, first).hasResourceProperties('AWS::Lambda::Function', environment);
  });

  test('needs leave to assume just that role', () => {
    stackWith(asRole(ROLE)).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Resource: ROLE }] },
    });
  });

  test('leaves no trace where it is not asked for', () => {
    const template = JSON.stringify(stackWith(() => ({})).toJSON());
    expect(template).not.toMatch(/ALLOWED|sts:AssumeRole","Effect":"Allow","Resource/);
  });

  test.each<[WorkspaceImagesProps, string]>([
    [{ region: 'Ireland' }, '`region` must be the name of a Region, got: Ireland'],
    [{ externalId: 'desktops' }, '`externalId` must come with a `role`, which asks for it'],
  ])('throws where it can mean nothing: %j', (props, message) => {
    expect(() => lookUp(props)).toThrow(message);
  });

  test('throws where an external id is none', () => {
    expect(() => stackWith(asRole(ROLE, { externalId: 'x' }))).toThrow('`externalId` must be 2 to 1,224');
  });
});

describe('a network', () => {
  function inVpc() {
    const stack = new Stack(new App(), 'Images');
    const vpc = new Vpc(stack, 'Vpc', { maxAzs: 1 });
    const securityGroup = new SecurityGroup(stack, 'Group', { vpc });
    const provider = new WorkspaceImagesProvider(stack, 'Provider', {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [securityGroup],
    });
    new WorkspaceImages(stack, 'GoldenImages', { provider });
    return Template.fromStack(stack);
  }

  test('is that of the function which looks up', () => {
    inVpc().hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Looks up Amazon WorkSpaces images',
      VpcConfig: {
        SubnetIds: [{ Ref: Match.stringLikeRegexp('^VpcPrivateSubnet1') }],
        SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Group'), 'GroupId'] }],
      },
    });
  });

  test('needs just the network-interface actions, and no managed policy', () => {
    const template = inVpc();
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([
              {
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
              },
            ]),
          },
        },
      ],
    });
    expect(
      JSON.stringify(
        template.findResources('AWS::IAM::Role', { Properties: { ManagedPolicyArns: Match.anyValue() } }),
      ),
    ).not.toContain('Provider');
  });
});
