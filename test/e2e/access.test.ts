import { type App, CfnResource, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { WorkspaceImages, WorkspaceImagesProvider } from '../../lib';
import { type LocalAws, startLocalAws } from './local-aws';

const EXTERNAL_ID = 'images-of-ours';

let local: LocalAws;

beforeAll(async () => {
  local = await startLocalAws({ enforcesIam: true });
});

afterAll(async () => {
  await local.stop();
});

/** A role that may look, for whom in the account knows the external id. */
const lookUpRole = (stack: Stack, id: string) =>
  new Role(stack, id, {
    roleName: `${stack.stackName}-${id}`,
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

/** Who asked, and where, from a call on; the calls of one look-up after those of the other. */
const askedSince = (start: number) =>
  local.endpoint.calls.slice(start).map(({ accessKeyId, region }) => ({ accessKeyId, region }));

test("a role's look-up is asked as the role and where it says; the next one as the function itself", async () => {
  const { succeeded, outputs } = await local.deploy((app) => {
    const stack = new Stack(app, 'Roles');
    const role = lookUpRole(stack, 'Looker');
    const before = new WorkspaceImages(stack, 'Before');
    const asRole = new WorkspaceImages(stack, 'AsRole', {
      role,
      externalId: EXTERNAL_ID,
      region: 'eu-central-1',
    });
    const elsewhere = new WorkspaceImages(stack, 'Elsewhere', { region: 'us-east-1' });
    const after = new WorkspaceImages(stack, 'After', { refreshKey: 'after' });
    asRole.node.addDependency(before);
    elsewhere.node.addDependency(asRole);
    after.node.addDependency(elsewhere);
  });
  expect(succeeded).toBe(true);
  expect(outputs['Roles']).toMatchObject({ AsRoleImageCount: '5', AfterImageCount: '5' });
  console.log(askedSince(0));
});
