import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ImageManifest, WorkspaceImages } from '../../lib';
import { SECRETS, secretsIn } from '../secrets';
import { type LocalAws, stackOf, startLocalAws } from './local-aws';

/** Where only the lookup of a stranger would look. */
const STRANGERS_REGION = 'ap-southeast-2';

let local: LocalAws;

beforeAll(async () => {
  local = await startLocalAws({ enforcesIam: true });
});

afterAll(async () => {
  await local.stop();
});

/** A role that may look, for whom in the account knows the external id. */
const lookupRole = (stack: Stack, roleName: string) =>
  new Role(stack, roleName, {
    roleName,
    assumedBy: new AccountPrincipal(stack.account),
    externalIds: [SECRETS.externalId],
    inlinePolicies: {
      Look: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['workspaces:DescribeWorkspaceImages'], resources: ['*'] }),
        ],
      }),
    },
  });

/** Who asked, and where. */
const asked = () => local.endpoint.calls.map(({ accessKeyId, region }) => ({ accessKeyId, region }));

/** A lookup as a role in another Region, between those of the function itself. */
function lookups(app: App): void {
  const stack = new Stack(app, 'Access');
  const own = new WorkspaceImages(stack, 'Own');
  const asRole = new WorkspaceImages(stack, 'AsRole', {
    assumedRole: lookupRole(stack, 'Trusting'),
    externalId: SECRETS.externalId,
    region: 'eu-central-1',
  });
  const elsewhere = new WorkspaceImages(stack, 'Elsewhere', { region: 'us-east-1' });
  asRole.node.addDependency(own);
  elsewhere.node.addDependency(asRole);
}

function withManifest(app: App): void {
  const stack = new Stack(app, 'Synthesized');
  const { manifestKey = '' } = new WorkspaceImages(stack, 'Golden', {
    manifest: ImageManifest.alongside(new Bucket(stack, 'Bucket')),
  });
  new CfnOutput(stack, 'Key', { value: manifestKey });
}

/** A lookup as a role that wants another external id. */
function asStranger(app: App): void {
  const stack = new Stack(app, 'Stranger');
  new WorkspaceImages(stack, 'AsRole', {
    assumedRole: lookupRole(stack, 'Distrusting'),
    externalId: 'images-of-others',
    region: STRANGERS_REGION,
  });
}

// At the same time, since what is denied is tried for half a minute.

test.concurrent(
  "a role's lookup is asked as the role and where it says, and no log holds a secret",
  async () => {
    const { outputs } = await local.deploy(lookups);
    expect(outputs['Access']).toMatchObject({ OwnImageCount: '5', AsRoleImageCount: '5' });
    const [own, asRole] = asked().map(({ accessKeyId }) => accessKeyId);
    expect(asked()).toMatchObject([
      { accessKeyId: own, region: 'eu-west-1' },
      { accessKeyId: asRole, region: 'eu-central-1' },
      { accessKeyId: own, region: 'us-east-1' },
    ]);
    // Keys of roles: those of the function, and those that STS gave it for the other.
    expect(own).toMatch(/^ASIA/);
    expect(asRole).toMatch(/^ASIA/);
    expect(asRole).not.toBe(own);

    const groups = (await local.aws(
      ...['logs', 'describe-log-groups', '--query', 'logGroups[].logGroupName'],
    )) as string[];
    const events = await Promise.all(
      groups.map((group) =>
        local.aws('logs', 'filter-log-events', '--log-group-name', group, '--query', 'events[].message'),
      ),
    );
    // The local AWS knows no log level, so beside these lines it has what the framework logs of its events.
    const lines = (events as string[][]).flat().filter((line) => line.startsWith('{"event":'));
    expect(lines).toContainEqual(expect.stringMatching(/"looked up","resource":"AsRole/));
    expect(lines.filter((line) => secretsIn(line).length > 0)).toStrictEqual([]);
  },
);

test.concurrent(
  'a role that asks for another external id is named, and nothing is asked in its place',
  async () => {
    const { succeeded, printed } = await local.deploy(asStranger);
    expect(succeeded).toBe(false);
    expect(printed).toMatch(
      /the role arn:aws:iam::000000000000:role\/Distrusting could not be assumed \(AccessDenied: [^)]*\): it must trust this account, with the external id that was given/,
    );
    expect(asked().filter(({ region }) => region === STRANGERS_REGION)).toStrictEqual([]);
  },
);

test('a stack that is deployed under another name than it was synthesized with writes its own manifest', async () => {
  expect((await local.deploy(withManifest)).succeeded).toBe(true);
  const template = await local.awsText(
    ...['cloudformation', 'get-template', '--stack-name', 'Synthesized'],
    ...['--query', 'TemplateBody', '--output', 'json'],
  );
  await local.awsText(
    ...['cloudformation', 'create-stack', '--stack-name', 'Renamed', '--template-body', template],
    ...['--capabilities', 'CAPABILITY_IAM'],
  );
  await local.awsText('cloudformation', 'wait', 'stack-create-complete', '--stack-name', 'Renamed');
  for (const stackName of ['Synthesized', 'Renamed']) {
    expect((await stackOf(local, stackName)).outputs['Key']).toMatch(
      new RegExp(`^workspace-images/000000000000/eu-west-1/${stackName}/`),
    );
  }
});
