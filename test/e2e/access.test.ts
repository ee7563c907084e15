import { type App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ImageManifest, WorkspaceImages, WorkspaceImagesProvider } from '../../lib';
import { SECRETS, secretsIn } from '../secrets';
import { type Deployment, type LocalAws, startLocalAws } from './local-aws';

const EXTERNAL_ID = SECRETS.externalId;

/** Where only the lookup of a stranger would look. */
const STRANGERS_REGION = 'ap-southeast-2';

let local: LocalAws;

/** What is denied is tried for half a minute, so this goes on beside the other tests. */
let stranger: Promise<Deployment>;

beforeAll(async () => {
  local = await startLocalAws({ enforcesIam: true });
  stranger = local.deploy((app) => {
    const stack = new Stack(app, 'Stranger');
    new WorkspaceImages(stack, 'AsRole', {
      assumedRole: lookupRole(stack, 'Distrusting'),
      externalId: 'images-of-others',
      region: STRANGERS_REGION,
    });
  });
  // Where the test that waits for it is filtered out, it ends with its AWS.
  stranger.catch(() => undefined);
});

afterAll(async () => {
  await local.stop();
});

/** A role that may look, for whom in the account knows the external id. */
const lookupRole = (stack: Stack, id: string) =>
  new Role(stack, id, {
    roleName: id,
    assumedBy: new AccountPrincipal(stack.account),
    externalIds: [EXTERNAL_ID],
    inlinePolicies: {
      Look: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['workspaces:DescribeWorkspaceImages'], resources: ['*'] }),
        ],
      }),
    },
  });

/** Who asked, and where, from a call on. */
const askedSince = (start: number) =>
  local.endpoint.calls.slice(start).map(({ accessKeyId = '', region = '' }) => ({ accessKeyId, region }));

const calls = () => local.endpoint.calls.length;

test("a role's lookup is asked as the role and where it says; those around it as the function itself", async () => {
  const before = calls();
  const { outputs } = await local.deploy((app) => {
    const stack = new Stack(app, 'Access');
    const own = new WorkspaceImages(stack, 'Own');
    const asRole = new WorkspaceImages(stack, 'AsRole', {
      assumedRole: lookupRole(stack, 'Trusting'),
      externalId: EXTERNAL_ID,
      region: 'eu-central-1',
    });
    const elsewhere = new WorkspaceImages(stack, 'Elsewhere', { region: 'us-east-1' });
    const ownAgain = new WorkspaceImages(stack, 'OwnAgain', { refreshKey: 'again' });
    asRole.node.addDependency(own);
    elsewhere.node.addDependency(asRole);
    ownAgain.node.addDependency(elsewhere);
  });
  expect(outputs['Access']).toMatchObject({ AsRoleImageCount: '5', OwnAgainImageCount: '5' });

  const asked = askedSince(before);
  const [own, asRole] = asked.map(({ accessKeyId }) => accessKeyId);
  expect(asked).toStrictEqual([
    { accessKeyId: own, region: 'eu-west-1' },
    { accessKeyId: asRole, region: 'eu-central-1' },
    { accessKeyId: own, region: 'us-east-1' },
    { accessKeyId: own, region: 'eu-west-1' },
  ]);
  // Keys of roles: those of the function, and those that STS gave it for the other.
  expect(own).toMatch(/^ASIA/);
  expect(asRole).toMatch(/^ASIA/);
  expect(asRole).not.toBe(own);
});

/** A lookup that may use one role and one Region, and after it a resource that calls its function for others. */
const borrowing =
  (stackName: string, borrowed: (otherRole: Role) => Record<string, unknown>) => (app: App) => {
    const stack = new Stack(app, stackName);
    const provider = new WorkspaceImagesProvider(stack, 'Provider');
    const allowed = new WorkspaceImages(stack, 'Allowed', {
      provider,
      assumedRole: lookupRole(stack, `${stackName}Allowed`),
      externalId: EXTERNAL_ID,
      region: 'eu-central-1',
    });
    const borrower = new CfnResource(stack, 'Borrower', {
      type: 'Custom::WorkspaceImages',
      properties: {
        ServiceToken: provider._serve({ lookup: provider, version: 'test' }).serviceToken,
        ServiceTimeout: 60,
        ...borrowed(lookupRole(stack, `${stackName}Other`)),
      },
    });
    borrower.node.addDependency(allowed);
  };

test('what no lookup names is refused to a resource that borrows the function, and not asked', async () => {
  const before = calls();
  const role = await local.deploy(
    borrowing('BorrowedRole', (other) => ({ AssumedRoleArn: other.roleArn, ExternalId: EXTERNAL_ID })),
  );
  expect(role.succeeded).toBe(false);
  expect(role.printed).toContain(
    '`assumedRole` must be one that this function was deployed for, got: arn:aws:iam::000000000000:role/BorrowedRoleOther',
  );

  const region = await local.deploy(borrowing('BorrowedRegion', () => ({ Region: 'us-east-1' })));
  expect(region.succeeded).toBe(false);
  expect(region.printed).toContain(
    '`region` must be one that this function was deployed for, got: us-east-1',
  );

  expect(askedSince(before).map(({ region }) => region)).toStrictEqual(['eu-central-1', 'eu-central-1']);
});

test('a stack that is deployed under another name than it was synthesized with writes its own manifest', async () => {
  const { succeeded } = await local.deploy((app) => {
    const stack = new Stack(app, 'Synthesized');
    const images = new WorkspaceImages(stack, 'Golden', {
      manifest: ImageManifest.alongside(new Bucket(stack, 'Bucket')),
    });
    new CfnOutput(stack, 'Key', { value: images.manifestKey ?? '' });
  });
  expect(succeeded).toBe(true);

  const template = await local.awsText(
    'cloudformation',
    'get-template',
    '--stack-name',
    'Synthesized',
    '--query',
    'TemplateBody',
    '--output',
    'json',
  );
  await local.awsText(
    ...['cloudformation', 'create-stack', '--stack-name', 'Renamed', '--template-body', template],
    ...['--capabilities', 'CAPABILITY_IAM'],
  );
  await local.awsText('cloudformation', 'wait', 'stack-create-complete', '--stack-name', 'Renamed');
  const keyOf = async (stackName: string) =>
    (
      await local.awsText(
        ...['cloudformation', 'describe-stacks', '--stack-name', stackName, '--output', 'text'],
        ...['--query', "Stacks[0].Outputs[?OutputKey=='Key'].OutputValue"],
      )
    ).trim();
  expect(await keyOf('Synthesized')).toMatch(/^workspace-images\/000000000000\/eu-west-1\/Synthesized\//);
  expect(await keyOf('Renamed')).toMatch(/^workspace-images\/000000000000\/eu-west-1\/Renamed\//);
});

test('a role that asks for another external id is named, and nothing is asked in its place', async () => {
  const { succeeded, printed } = await stranger;
  expect(succeeded).toBe(false);
  expect(printed).toMatch(
    /the role arn:aws:iam::000000000000:role\/Distrusting could not be assumed \(AccessDenied: [^)]*\): it must trust this account, with the external id that was given/,
  );
  expect(askedSince(0).filter(({ region }) => region === STRANGERS_REGION)).toStrictEqual([]);
});

test('what the handlers have logged of stacks that are still there holds no secret', async () => {
  // The local AWS knows no log level, so beside these lines it has what the framework logs of its events.
  const lines = (await local.logged()).filter((line) => line.startsWith('{"event":'));
  expect(lines).toContainEqual(expect.stringMatching(/"looked up","resource":"AsRole/));
  expect(lines.filter((line) => secretsIn(line).length > 0)).toStrictEqual([]);
});
