import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ImageManifest, WorkspaceImages, type WorkspaceImagesProps } from '../../../lib';
import { lookup, lookups } from '../stacks';

const ROLE = 'arn:aws:iam::210987654321:role/LookUp,Images';
const OTHER = 'arn:aws:iam::210987654321:role/Other';

function stackWith(...all: ((stack: Stack) => WorkspaceImagesProps)[]): Template {
  const stack = new Stack(new App(), 'Images');
  all.forEach((props, index) => new WorkspaceImages(stack, `Images${index}`, props(stack)));
  return Template.fromStack(stack);
}

const asRole =
  (arn: string, more: WorkspaceImagesProps = {}) =>
  (stack: Stack): WorkspaceImagesProps => ({
    assumedRole: Role.fromRoleArn(stack, `Role${arn.length}`, arn),
    ...more,
  });

describe('another Region or account', () => {
  test('is part of the query', () => {
    const template = stackWith(asRole(ROLE, { region: 'us-east-1', externalId: 'desktops' }));
    expect(lookups(template)[0]?.properties).toMatchObject({
      Region: 'us-east-1',
      AssumedRoleArn: ROLE,
      ExternalId: 'desktops',
    });
  });

  test('is listed in the environment of the function, in one order whichever lookup came first', () => {
    const variables = {
      ALLOWED_REGIONS: 'eu-central-1 us-east-1',
      ALLOWED_ROLE_ARNS: [ROLE, OTHER].sort().join(' '),
    };
    const environment = { Environment: { Variables: variables } };
    const first = asRole(ROLE, { region: 'us-east-1' });
    const second = asRole(OTHER, { region: 'eu-central-1' });
    stackWith(first, second).hasResourceProperties('AWS::Lambda::Function', environment);
    stackWith(second, first).hasResourceProperties('AWS::Lambda::Function', environment);
  });

  test('is listed for the buckets of manifests too', () => {
    const into = (name: string) => (stack: Stack) => ({
      manifest: ImageManifest.alongside(Bucket.fromBucketName(stack, name, name)),
    });
    stackWith(into('others'), into('manifests')).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { ALLOWED_BUCKETS: 'manifests others' } },
    });
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
    [{ externalId: 'desktops' }, '`externalId` needs the `assumedRole` that asks for it, got: no role'],
  ])('throws where it can mean nothing: %j', (props, message) => {
    expect(() => lookup(props)).toThrow(message);
  });

  test('throws where an external id is none', () => {
    expect(() => stackWith(asRole(ROLE, { externalId: 'x' }))).toThrow('`externalId` must be 2 to 1,224');
  });
});
