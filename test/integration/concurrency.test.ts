import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { WorkspaceImages } from '../../lib';
import { CloudFormation } from '../driver/cloudformation';
import type { CloudFormationResponse } from '../driver/framework';
import { Lambda } from '../driver/lambda';

/** The executions that a new account may run at once. */
const NEW_ACCOUNT = 10;

const handler = () => Promise.resolve({});

/** A template of lookups, each of which depends on the one that stands so many before it. */
function lookups(length: number, atOnce = length): Template {
  const stack = new Stack(new App(), 'Images');
  const made: WorkspaceImages[] = [];
  for (let index = 0; index < length; index++) {
    const lookup = new WorkspaceImages(stack, `Lookup${index}`);
    const before = made[index - atOnce];
    if (before !== undefined) {
      lookup.node.addDependency(before);
    }
    made.push(lookup);
  }
  return Template.fromStack(stack);
}

/** Create the lookups of a template in a new account, each as soon as those that it depends on. */
async function create(template: Template): Promise<CloudFormationResponse[]> {
  const lambda = new Lambda(NEW_ACCOUNT);
  const resources = template.findResources('Custom::WorkspaceImages') as Readonly<
    Record<string, { readonly DependsOn?: readonly string[] }>
  >;
  const creations = new Map<string, Promise<CloudFormationResponse>>();
  for (const [logicalId, { DependsOn = [] }] of Object.entries(resources)) {
    const creation = Promise.all(DependsOn.flatMap((dependency) => creations.get(dependency) ?? [])).then(
      () => new CloudFormation(handler, logicalId, undefined, lambda).create({}),
    );
    creations.set(logicalId, creation);
  }
  return Promise.all([...creations.values()]);
}

const reasons = (responses: readonly CloudFormationResponse[]) =>
  responses.filter(({ Status }) => Status === 'FAILED').map(({ Reason }) => Reason);

test('five lookups at once succeed', async () => {
  const responses = await create(lookups(5));
  expect(responses).toHaveLength(5);
  expect(reasons(responses)).toStrictEqual([]);
});

test('of six at once, some fail, since there is no room for their handlers', async () => {
  const failed = reasons(await create(lookups(6)));
  expect(failed.length).toBeGreaterThan(0);
  for (const reason of failed) {
    expect(reason).toMatch(/^TooManyRequestsException: Rate Exceeded\./);
  }
});

test('of twelve at once, the first ten fail, since the framework alone takes all the room', async () => {
  const responses = await create(lookups(12));
  expect(responses).toHaveLength(12);
  expect(reasons(responses.slice(0, 10))).toHaveLength(10);
});

test('twelve lookups succeed if each depends on the one four before', async () => {
  const responses = await create(lookups(12, 4));
  expect(responses).toHaveLength(12);
  expect(reasons(responses)).toStrictEqual([]);
});
